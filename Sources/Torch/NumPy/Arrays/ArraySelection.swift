/// One part of what stands between the brackets of `a[…]`.
enum ArrayIndex {
  case integer(Int)
  case slice(start: Int, step: Int, count: Int)
  case newAxis
  /// Positions along one dimension, or a mask over one or more.
  case array(NDArray)
}

/// The elements that an index selects: a view of the array, or positions in its memory.
enum ArraySelection {
  case view(NDArray)
  case places([Int], shape: [Int], isMask: Bool)
}

/// Builds a selection part by part, from the left.
///
/// Source: <https://numpy.org/doc/stable/user/basics.indexing.html>
struct ArraySelector {
  private let array: NDArray
  /// The dimensions that slices leave, and where in the result positions take their place.
  private var shape: [Int] = []
  private var strides: [Int] = []
  private var offset: Int
  private var dimension = 0
  private var picks: [Pick] = []
  private var partCount = 0

  /// A dimension in which positions are picked.
  private struct Pick {
    let axis: Int
    let index: NDArray
    /// How many dimensions of slices stand before it.
    let place: Int
    let part: Int
  }

  init(_ array: NDArray) {
    self.array = array
    offset = array.offset
  }

  /// The size of the dimension that the next part is about.
  var nextSize: Int { array.shape[dimension] }

  mutating func take(_ index: ArrayIndex, amongArrays: Bool) throws(TorchError) {
    defer { partCount += 1 }
    switch index {
    case .integer(let position):
      if amongArrays {
        pick(NDArray(Double(position), .int64))
      } else {
        offset += try checked(position, dimension) * array.strides[dimension]
        dimension += 1
      }
    case .slice(let start, let step, let count):
      if count > 0 { offset += start * array.strides[dimension] }
      shape.append(count)
      strides.append(array.strides[dimension] * step)
      dimension += 1
    case .newAxis:
      shape.append(1)
      strides.append(0)
    case .array(let index):
      guard index.dtype == .bool else {
        guard index.dtype.category == .integer || index.count == 0 else {
          throw .index("arrays used as indices must be of integer (or boolean) type")
        }
        return pick(index)
      }
      for (axis, size) in index.shape.enumerated() where array.shape[dimension + axis] != size {
        throw .index(
          "boolean index did not match indexed array along axis \(dimension + axis); size of axis "
            + "is \(array.shape[dimension + axis]) but size of corresponding boolean axis is "
            + "\(size)")
      }
      for places in index.nonzeroPlaces { pick(places) }
    }
  }

  private mutating func pick(_ index: NDArray) {
    picks.append(Pick(axis: dimension, index: index, place: shape.count, part: partCount))
    dimension += 1
  }

  private func checked(_ position: Int, _ axis: Int) throws(TorchError) -> Int {
    let size = array.shape[axis]
    guard -size <= position, position < size else {
      throw .index(
        "index \(position) is out of bounds for axis \(axis) with size \(size)")
    }
    return position < 0 ? position + size : position
  }

  /// The selection of all parts; dimensions without a part are selected whole.
  consuming func finished(isMask: Bool) throws(TorchError) -> ArraySelection {
    shape += array.shape[dimension...]
    strides += array.strides[dimension...]
    guard let first = picks.first, let last = picks.last else {
      return .view(array.view(shape: shape, strides: strides, offset: offset))
    }
    let common: Shape
    do {
      common = try broadcastShape(picks.map { $0.index.shape })
    } catch {
      throw .index(
        "shape mismatch: indexing arrays could not be broadcast together with shapes "
          + picks.map { compactTuple($0.index.shape) + " " }.joined())
    }
    var starts = [Int](repeating: 0, count: common.count)
    for pick in picks {
      for (place, value) in pick.index.values(over: common).enumerated() {
        starts[place] += try checked(Int(clamping: value), pick.axis) * array.strides[pick.axis]
      }
    }
    // Picks that stand side by side keep their place; others go to the front.
    let parts = Set(picks.map { $0.part })
    let isRun = last.part - first.part + 1 == parts.count
    let place = isRun ? first.place : 0
    let lead = Shape(Array(shape[..<place])).positions(
      strides: Array(strides[..<place]), offset: offset)
    let rest = Shape(Array(shape[place...])).positions(
      strides: Array(strides[place...]), offset: 0)
    let places = lead.flatMap { a in starts.flatMap { b in rest.map { a + b + $0 } } }
    return .places(
      places, shape: shape[..<place] + common.sizes + shape[place...],
      isMask: isMask)
  }
}

extension ArraySelection {
  /// The selected elements: a view, or a copy.
  func read(from array: NDArray) -> NDArray {
    switch self {
    case .view(let view): view
    case .places(let places, let shape, _):
      NDArray(places.map { array.storage.values[$0] }, shape: shape, dtype: array.dtype)
    }
  }

  /// Overwrites the selected elements with a value that broadcasts to them.
  func write(_ value: NDArray, into array: NDArray) throws(TorchError) {
    switch self {
    case .view(let view):
      // Leading dimensions of one are dropped, as copying into a place does.
      let sizes = value.shape[...]
      let spare = sizes.prefix(max(0, value.rank - view.rank)).prefix { $0 == 1 }.count
      let fitted = try value.fitted(Array(sizes.dropFirst(spare)), to: view.shape) {
        "could not broadcast input array from shape \($0) into shape \($1)"
      }
      view.write(fitted.map { array.dtype.converted($0) })
    case .places(let places, let shape, let isMask):
      let fitted: [Double]
      if isMask {
        guard value.count == 1 || value.count == places.count || value.rank > 1 else {
          throw .value(
            "NumPy boolean array indexing assignment cannot assign \(value.count) input values to "
              + "the \(places.count) output values where the mask is true")
        }
      }
      fitted = try value.fitted(value.shape, to: shape) {
        "shape mismatch: value array of shape \($0) could not be broadcast to indexing result of "
          + "shape \($1)"
      }
      for (place, value) in zip(places, fitted) {
        array.storage.values[place] = array.dtype.converted(value)
      }
    }
  }
}

extension NDArray {
  /// The elements over a shape that this one, read with some sizes, has to broadcast to.
  fileprivate func fitted(
    _ sizes: [Int], to target: [Int], message: (String, String) -> String
  ) throws(TorchError) -> [Double] {
    let lead = target.count - sizes.count
    let fits =
      lead >= 0 && sizes.indices.allSatisfy { sizes[$0] == 1 || sizes[$0] == target[lead + $0] }
    guard fits else { throw .value(message(compactTuple(shape), compactTuple(target))) }
    let source = sizes == shape ? self : NDArray(values, shape: sizes, dtype: dtype)
    return source.values(over: Shape(target))
  }
}
