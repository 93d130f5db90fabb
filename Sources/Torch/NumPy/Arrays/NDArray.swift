/// An array of NumPy: numbers with a shape, in memory that it may share with tensors.
///
/// Arrays stand outside of the graph: nothing that is computed with them is recorded, and a number
/// that a tensor takes from one is a constant to it. A NumPy scalar is an array of no dimensions.
/// A class, because an array has identity: it is changed in place.
final class NDArray {
  let storage: Storage
  /// How the elements stand in the storage.
  private(set) var strided: Strided
  let dtype: DType
  /// Whether the memory belongs to another array or a tensor.
  let isView: Bool

  /// An array over memory of its own.
  init(_ values: [Double], shape: [Int], dtype: DType) {
    storage = Storage(values)
    strided = Strided(contiguous: shape)
    self.dtype = dtype
    isView = false
  }

  /// An array that shows a part of memory that is there already.
  init(sharing storage: Storage, shape: [Int], strides: [Int], offset: Int, dtype: DType) {
    self.storage = storage
    strided = Strided(shape: shape, strides: strides, offset: offset)
    self.dtype = dtype
    isView = true
  }

  /// A number as an array of no dimensions.
  convenience init(_ value: Double, _ dtype: DType) {
    self.init([value], shape: [], dtype: dtype)
  }

  /// The same memory in another arrangement.
  func view(shape: [Int], strides: [Int], offset: Int? = nil) -> NDArray {
    NDArray(
      sharing: storage, shape: shape, strides: strides, offset: offset ?? self.offset,
      dtype: dtype)
  }

  /// Gives the array itself another arrangement, as an assignment to `shape` does.
  func arrange(_ shape: [Int], strides: [Int]) {
    (strided.shape, strided.strides) = (shape, strides)
  }

  var shape: [Int] { strided.shape }
  var strides: [Int] { strided.strides }
  var offset: Int { strided.offset }
  var rank: Int { strided.rank }
  var count: Int { strided.count }

  /// Whether the elements stand in memory in order and without gaps.
  var isContiguous: Bool { strided.isContiguous }

  /// Where in memory each element stands, in order.
  var positions: [Int] { strided.positions }

  /// The elements in order.
  var values: [Double] { strided.values(in: storage.values) }

  /// The first element of an array that is known to have one.
  var first: Double { storage.values[offset] }

  /// The only element, as a function reads it that wants a number.
  func number() throws(TorchError) -> Double {
    guard count == 1 else {
      throw .type("only 0-dimensional arrays can be converted to Python scalars")
    }
    return first
  }

  /// Overwrites the elements in order; the numbers are of the array's type already.
  func write(_ values: [Double]) {
    if isContiguous, values.count == storage.values.count {
      storage.values = values
    } else {
      for (position, value) in zip(positions, values) { storage.values[position] = value }
    }
  }

  /// A copy of its own, of any type.
  func converted(to dtype: DType) -> NDArray {
    let convert = self.dtype.isFloating ? dtype.truncated : dtype.converted
    return NDArray(values.map(convert), shape: shape, dtype: dtype)
  }

  /// The array itself where it has the type already.
  func cast(to dtype: DType) -> NDArray { dtype == self.dtype ? self : converted(to: dtype) }
}
