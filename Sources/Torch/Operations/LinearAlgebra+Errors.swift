/// What PyTorch's kernels for products say of operands that do not fit; each has words of its own.
extension Runtime {
  /// Refuses what a function for exactly these ranks does not take.
  func checkRanks(_ a: Tensor, _ b: Tensor, of function: String) throws(TorchError) {
    switch function {
    case "mm":
      for (name, matrix) in [("self", a), ("mat2", b)] where matrix.rank != 2 {
        throw .runtime("mm: \(name) must be a matrix, got \(matrix.rank)-D tensor")
      }
    case "mv":
      guard a.rank > 0 else {
        throw .index("Dimension specified as 0 but tensor has no dimensions")
      }
      guard (a.rank, b.rank) == (2, 1) else {
        throw .runtime("vector + matrix @ vector expected, got 1, \(a.rank), \(b.rank)")
      }
    case "bmm":
      for (name, batch) in [("batch1", a), ("batch2", b)] where batch.rank != 3 {
        throw .runtime("\(name) must be a 3D tensor")
      }
      if a.shape[0] != b.shape[0] || a.shape[2] != b.shape[1] { throw batchMismatch(a, b) }
    default: break
    }
  }

  /// The kernel that computes a product, by the ranks of its operands.
  func productKernel(_ a: Tensor, _ b: Tensor) -> String {
    switch (a.rank, b.rank) {
    case (1, 1): "dot"
    case (_, 1): "addmv_impl_cpu"
    case (_, ...2): "addmm_impl_cpu_"
    default: "bmm"
    }
  }

  /// Two types, where PyTorch wants one.
  func typeMismatch(_ a: Tensor, _ b: Tensor) -> TorchError {
    let (left, right) = (a.dtype.legacyName, b.dtype.legacyName)
    switch (a.rank, b.rank) {
    case (1, 1):
      return .runtime(
        "dot : expected both vectors to have same dtype, but found \(left) and \(right)")
    case (_, 1):
      return .runtime(
        "addmv input tensors must have the same dtype, but got \(right), \(left), and \(right)")
    case (_, ...2):
      return .runtime(
        "expected m1 and m2 to have the same dtype, but got: \(a.dtype.cName) != \(b.dtype.cName)")
    default:
      return .runtime("expected scalar type \(left) but found \(right)")
    }
  }

  /// Rows that are not as long as the columns.
  func mismatch(_ a: Tensor, _ b: Tensor) -> TorchError {
    // A stack of matrices times one matrix is computed as one tall matrix.
    let rows = a.shape.dropLast().reduce(1, *)
    let inner = a.shape.last ?? 1
    switch (a.rank, b.rank) {
    case (1, 1):
      return .runtime(
        "inconsistent tensor size, expected tensor \(Shape(a.shape).description) and src "
          + "\(Shape(b.shape).description) to have the same number of elements, but got "
          + "\(a.count) and \(b.count) elements respectively")
    case (_, 1):
      return .runtime(
        "size mismatch, got input (\(rows)), mat (\(rows)x\(inner)), vec (\(b.count))")
    case (_, 2): return shapeMismatch("mm", [rows, inner], b.shape)
    default: return batchMismatch(a, b)
    }
  }

  func shapeMismatch(_ function: String, _ a: [Int], _ b: [Int]) -> TorchError {
    .runtime(
      "\(function): mat1 and mat2 shapes cannot be multiplied (\(a[0])x\(a[1]) and \(b[0])x\(b[1]))"
    )
  }

  private func batchMismatch(_ a: Tensor, _ b: Tensor) -> TorchError {
    let batches = [a, b].map { Shape($0.shape.dropLast(2)) }
    let batch =
      a.rank == 3 && b.rank == 3
      ? a.shape[0] : ((try? batches[0].broadcast(with: batches[1])) ?? batches[0]).count
    let found = a.rank == 3 && b.rank == 3 ? b.shape[0] : batch
    return .runtime(
      "Expected size for first two dimensions of batch2 tensor to be: [\(batch), "
        + "\(a.shape.last ?? 1)] but got: [\(found), \(b.shape[b.rank - 2])].")
  }
}
