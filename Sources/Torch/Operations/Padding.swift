import Autograd

/// What stands around the elements of a padded tensor.
enum PaddingMode: String {
  case constant
  case reflect
  case replicate
  case circular

  /// Which of `size` elements stands at an index that may lie outside; nil for the constant.
  func source(of index: Int, in size: Int) -> Int? {
    if 0 <= index, index < size { return index }
    switch self {
    case .constant: return nil
    case .reflect: return index < 0 ? -index : 2 * (size - 1) - index
    case .replicate: return index < 0 ? 0 : size - 1
    case .circular: return index < 0 ? index + size : index - size
    }
  }
}

extension Runtime {
  /// A tensor with something around it: before and after, one pair a dimension, in elements;
  /// negative amounts cut off.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html>
  func pad(
    _ name: BackwardFunction, _ x: Tensor, _ amounts: [(before: Int, after: Int)],
    _ mode: PaddingMode,
    value: Double
  ) throws(TorchError) -> Tensor {
    let shape = zip(x.shape, amounts).map { $0 + $1.before + $1.after }
    guard shape.allSatisfy({ $0 >= 0 }) else {
      throw .runtime("narrow(): length must be non-negative.")
    }
    try checkRoom(for: [shape])
    var sources: [Int?] = [0]
    for (dimension, size) in x.shape.enumerated() {
      let line = (0..<shape[dimension]).map {
        mode.source(of: $0 - amounts[dimension].before, in: size)
      }
      sources = sources.flatMap { outer in
        line.map { inner in
          guard let outer, let inner else { return nil }
          return outer * size + inner
        }
      }
    }
    return try spread(name, x, sources, shape: shape, filling: value)
  }
}
