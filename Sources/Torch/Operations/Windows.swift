/// The windows that slide over the last dimensions of a tensor, as those of a convolution do.
///
/// All sizes are one a dimension, in elements. A window may hang over the edge: what stands there
/// is padding, and is left out of it.
struct Windows {
  /// What the windows slide over, without padding.
  let sizes: [Int]
  let kernel: [Int]
  let stride: [Int]
  let dilation: [Int]
  /// How far the first window begins before the first element.
  let padding: [Int]
  /// How many windows there are.
  let counts: [Int]

  /// One element of a window: its place in the window, and among what it slides over.
  struct Place {
    let kernel: Int
    let element: Int
  }

  /// The places of every window that are no padding, in order.
  func places() -> [[Place]] {
    var windows = [[Place(kernel: 0, element: 0)]]
    for dimension in sizes.indices {
      var next: [[Place]] = []
      next.reserveCapacity(windows.count * counts[dimension])
      let lines = (0..<counts[dimension]).map { line(of: $0, along: dimension) }
      for window in windows {
        for line in lines {
          next.append(
            window.flatMap { outer in
              line.map { inner in
                Place(
                  kernel: outer.kernel * kernel[dimension] + inner.kernel,
                  element: outer.element * sizes[dimension] + inner.element)
              }
            })
        }
      }
      windows = next
    }
    return windows
  }

  private func line(of window: Int, along dimension: Int) -> [Place] {
    let start = window * stride[dimension] - padding[dimension]
    return (0..<kernel[dimension]).compactMap { step in
      let element = start + step * dilation[dimension]
      return 0 <= element && element < sizes[dimension]
        ? Place(kernel: step, element: element) : nil
    }
  }
}

extension Windows {
  /// How many windows fit in each dimension; with `ceiling`, the last may hang over the edge as
  /// long as it begins inside.
  static func counts(
    of sizes: [Int], kernel: [Int], stride: [Int], dilation: [Int], padding: [Int], after: [Int],
    ceiling: Bool = false
  ) -> [Int] {
    sizes.indices.map { d in
      let room = sizes[d] + padding[d] + after[d] - dilation[d] * (kernel[d] - 1) - 1
      let rounded = room + (ceiling ? stride[d] - 1 : 0)
      // Towards minus infinity, so that too little room is no window.
      let steps = rounded >= 0 ? rounded / stride[d] : -((-rounded + stride[d] - 1) / stride[d])
      let count = steps + 1
      return ceiling && (count - 1) * stride[d] >= sizes[d] + padding[d] ? count - 1 : count
    }
  }

  /// How many elements each window has with its padding, as far as the padding reaches.
  var extents: [Double] {
    sizes.indices.reduce([1]) { extents, d in
      extents.flatMap { extent in
        (0..<counts[d]).map { window in
          let start = window * stride[d] - padding[d]
          return extent * Double(min(start + kernel[d], sizes[d] + padding[d]) - start)
        }
      }
    }
  }

  /// Windows that share out every dimension as evenly as they can, so that there are `counts`.
  static func adaptive(sizes: ArraySlice<Int>, counts: [Int]) -> [[Place]] {
    var windows = [[Place(kernel: 0, element: 0)]]
    for (size, count) in zip(sizes, counts) {
      windows = windows.flatMap { window in
        (0..<count).map { order in
          let range = (order * size / count)..<(((order + 1) * size + count - 1) / count)
          return window.flatMap { outer in
            range.map { Place(kernel: outer.kernel, element: outer.element * size + $0) }
          }
        }
      }
    }
    return windows
  }
}
