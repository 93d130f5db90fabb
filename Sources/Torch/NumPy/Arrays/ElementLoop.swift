/// Walks two arrays together over the shape that they broadcast to.
///
/// The walk is a row of runs: within a run both move by a fixed stride.
struct ElementLoop {
  private let a: NDArray
  private let b: NDArray
  private let count: Int
  private let run: Int
  private let strides: (Int, Int)
  private let starts: [(Int, Int)]

  init(_ a: NDArray, _ b: NDArray, over shape: Shape) {
    (self.a, self.b) = (a, b)
    count = shape.count
    if let whole = ElementLoop.wholeStride(a, over: shape),
      let other = ElementLoop.wholeStride(b, over: shape)
    {
      run = count
      strides = (whole, other)
      starts = count == 0 ? [] : [(a.offset, b.offset)]
      return
    }
    let (first, second) = (
      ElementLoop.strides(of: a, over: shape), ElementLoop.strides(of: b, over: shape)
    )
    run = shape.sizes.last ?? 1
    strides = (first.last ?? 0, second.last ?? 0)
    let outer = Shape(shape.sizes.dropLast())
    starts =
      count == 0
      ? []
      : Array(
        zip(
          outer.positions(strides: first.dropLast(), offset: a.offset),
          outer.positions(strides: second.dropLast(), offset: b.offset)))
  }

  /// The one stride that walks through an array without a stop; nil if there is none.
  private static func wholeStride(_ array: NDArray, over shape: Shape) -> Int? {
    if array.count == 1 { return 0 }
    return array.shape == shape.sizes && array.isContiguous ? 1 : nil
  }

  private static func strides(of array: NDArray, over shape: Shape) -> [Int] {
    let lead = shape.rank - array.rank
    return shape.sizes.indices.map { dimension in
      dimension < lead || array.shape[dimension - lead] == 1 ? 0 : array.strides[dimension - lead]
    }
  }

  /// What `body` makes of every pair, in order.
  @inline(__always)
  func map(_ body: (Double, Double) -> Double) -> [Double] {
    Array(unsafeUninitializedCapacity: count) { result, filled in
      a.storage.values.withUnsafeBufferPointer { x in
        b.storage.values.withUnsafeBufferPointer { y in
          var place = 0
          for (first, second) in starts {
            var (i, j) = (first, second)
            for _ in 0..<run {
              result[place] = body(x[i], y[j])
              place += 1
              i += strides.0
              j += strides.1
            }
          }
        }
      }
      filled = count
    }
  }
}

extension NDArray {
  /// The elements of a broadcast array in order.
  func values(over shape: Shape) -> [Double] {
    if self.shape == shape.sizes { return values }
    return ElementLoop(self, NDArray(0, .float64), over: shape).map { value, _ in value }
  }
}
