extension Function {
  /// What the backward rule reads, in the order in which PyTorch's takes it up: as the formula of
  /// the first input's gradient comes first, a factor comes after the one beside it.
  var savedInOrder: [Saved] {
    switch name {
    case "MulBackward0", "DivBackward0", "MmBackward0", "BmmBackward0", "MvBackward0",
      "DotBackward0":
      saved.reversed()
    default: saved
    }
  }

  /// What PyTorch calls an input that a backward rule reads: `grad_fn._saved_mat1`.
  ///
  /// Every name was read off PyTorch's functions.
  static func savedName(ofInput index: Int, of function: String) -> String {
    let names: [String] =
      switch function {
      case "MmBackward0", "BmmBackward0": ["self", "mat2"]
      case "AddmmBackward0": ["self", "mat1", "mat2"]
      case "BaddbmmBackward0": ["self", "batch1", "batch2"]
      case "MvBackward0": ["self", "vec"]
      case "AddmvBackward0": ["self", "mat", "vec"]
      case "AddrBackward0": ["self", "vec1", "vec2"]
      case "DotBackward0": ["self", "tensor"]
      case "PowBackward1", "PowBackward2": ["self", "exponent"]
      case "AddcmulBackward0", "AddcdivBackward0": ["self", "tensor1", "tensor2"]
      case "LerpBackward1": ["self", "end", "weight"]
      case "MseLossBackward0", "HuberLossBackward0", "SmoothL1LossBackward0",
        "BinaryCrossEntropyBackward0", "BinaryCrossEntropyWithLogitsBackward0",
        "NllLossBackward0", "NllLoss2DBackward0", "SoftMarginLossBackward0":
        ["self", "target"]
      case "CdistBackward0": ["x1", "x2"]
      case "LinalgDetBackward0", "LinalgSolveExBackward0": ["A", "B"]
      case "NativeLayerNormBackward0", "NativeBatchNormBackward0", "NativeGroupNormBackward0",
        "ConvolutionBackward0":
        ["input", "weight"]
      default: ["self", "other"]
      }
    return names[min(index, names.count - 1)]
  }
}
