/// How a tensor or an array of NumPy reads the numbers of its storage.
///
/// Source: <https://docs.pytorch.org/docs/stable/tensor_view.html>
struct Strided {
  /// The length of each dimension.
  var shape: [Int]
  /// How far apart in the storage neighbours of each dimension stand.
  var strides: [Int]
  /// Where in the storage the first element stands.
  var offset: Int

  init(shape: [Int], strides: [Int], offset: Int) {
    (self.shape, self.strides, self.offset) = (shape, strides, offset)
  }

  /// In order and without gaps, from the beginning of the storage.
  init(contiguous shape: [Int]) {
    self.init(shape: shape, strides: Shape(shape).strides, offset: 0)
  }

  var rank: Int { shape.count }
  var count: Int { Shape(shape).count }

  /// Whether the elements stand in the storage in order and without gaps.
  var isContiguous: Bool { count == 0 || Shape(shape).runsOn(strides) }

  /// Where in the storage each element stands, in order.
  var positions: [Int] { Shape(shape).positions(strides: strides, offset: offset) }

  /// The elements in order.
  func values(in storage: [Double]) -> [Double] {
    let count = count
    // An empty view may begin anywhere.
    guard count > 0 else { return [] }
    guard isContiguous else { return positions.map { storage[$0] } }
    return count == storage.count ? storage : Array(storage[offset..<offset + count])
  }
}
