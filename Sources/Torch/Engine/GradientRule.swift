/// What PyTorch's backward formulas look like from outside, where they are differentiated
/// themselves: how their results are named, and whether these depend on the input.
///
/// Every name was read off PyTorch; the formulas are those of its `derivatives.yaml`.
struct GradientRule {
  /// For each input; nil where the gradient is passed on as it is.
  private let names: [String?]
  /// Whether the result needs a gradient of its own although the tape's rule may be constant, as
  /// the slope of `relu` is.
  let readsInput: Bool
  /// What PyTorch says where it has no formula for the gradient's gradient.
  let refusal: TorchError?
  private let isElementwise: Bool

  init(of function: Function) {
    refusal =
      function.name == "HardsigmoidBackward0"
      ? .runtime("derivative for aten::hardsigmoid_backward is not implemented") : nil
    (names, readsInput) = GradientRule.entry(function.name)
    isElementwise = GradientRule.elementwise.contains(function.name)
  }

  func passesOn(_ input: Int) -> Bool { !names.isEmpty && name(input) == nil }

  private func name(_ input: Int) -> String? {
    input < names.count ? names[input] : names.last ?? nil
  }

  /// The name of an input's gradient of `count` elements.
  func name(of input: Int, count: Int, of function: Function) -> String {
    // What was broadcast is summed again.
    if isElementwise, let outputs = function.outputs.first, count < outputs.count {
      return count == 1 ? "SumBackward0" : "ViewBackward0"
    }
    return name(input) ?? "MulBackward0"
  }

  private static let elementwise: Set<String> = [
    "AddBackward0", "SubBackward0", "MulBackward0", "DivBackward0", "PowBackward1",
    "MaximumBackward0", "MinimumBackward0", "Atan2Backward0", "WhereBackward0",
  ]

  /// A function whose own name tells that its gradient depends on its input.
  private static func fused(_ name: String) -> (names: [String?], readsInput: Bool) {
    ([name], true)
  }

  private static func entry(_ name: String) -> (names: [String?], readsInput: Bool) {
    switch name {
    case "AddBackward0", "CloneBackward0", "AliasBackward0", "RemainderBackward0", "CopyBackwards",
      "AddcmulBackward0", "AddcdivBackward0":
      ([nil], false)
    case "SubBackward0": ([nil, "NegBackward0"], false)
    case "RsubBackward1": (["NegBackward0"], false)
    case "NegBackward0": (["NegBackward0"], false)
    case "DivBackward0", "DivBackward1": (["DivBackward0", "MulBackward0"], false)
    case "LogBackward0", "Log2Backward0", "Log10Backward0", "Log1PBackward0", "SqrtBackward0",
      "AtanBackward0", "CumprodBackward0":
      (["DivBackward0"], false)
    case "HypotBackward0", "LogaddexpBackward0", "AtanhBackward0": (["DivBackward0"], false)
    case "XlogyBackward0", "XlogyBackward1", "XlogyBackward2":
      (["MaskedFillBackward0", "DivBackward0"], false)
    case "FmodBackward0", "FmodBackward1": ([nil, "MulBackward0"], false)
    case "Exp2Backward0": (["MulBackward1"], false)
    case "LogitBackward0", "SincBackward0": (["WhereBackward0"], false)
    case "BinaryCrossEntropyWithLogitsBackward0": (["DivBackward1"], false)
    case "HardshrinkBackward0": fused("HardshrinkBackwardBackward0")
    case "SoftshrinkBackward0": fused("SoftshrinkBackwardBackward0")
    case "AbsBackward0", "PowBackward0", "ProdBackward0", "ProdBackward1",
      "LinalgVectorNormBackward0", "StdBackward0", "VarBackward0":
      (["MulBackward0"], true)
    case "PowBackward1": (["WhereBackward0", "MulBackward0"], false)
    case "TanhBackward0": fused("TanhBackwardBackward0")
    case "SigmoidBackward0": fused("SigmoidBackwardBackward0")
    case "ReluBackward0", "ThresholdBackward0": fused("ThresholdBackwardBackward0")
    case "LeakyReluBackward0": fused("LeakyReluBackwardBackward0")
    case "EluBackward0", "CeluBackward0": fused("EluBackwardBackward0")
    case "HardtanhBackward0": fused("HardtanhBackwardBackward0")
    case "HardsigmoidBackward0": fused("NotImplemented")
    case "HardswishBackward0": fused("HardswishBackwardBackward0")
    case "SoftplusBackward0": fused("SoftplusBackwardBackward0")
    case "GeluBackward0": fused("GeluBackwardBackward0")
    case "LogSigmoidBackward0": fused("LogSigmoidBackwardBackward0")
    case "PreluKernelBackward0": fused("PreluKernelBackwardBackward0")
    case "MseLossBackward0": fused("MseLossBackwardBackward0")
    case "HuberLossBackward0": fused("HuberLossBackwardBackward0")
    case "SmoothL1LossBackward0": fused("SmoothL1LossBackwardBackward0")
    case "BinaryCrossEntropyBackward0": fused("BinaryCrossEntropyBackwardBackward0")
    case "NllLossBackward0": fused("NllLossBackwardBackward0")
    case "NllLoss2DBackward0": fused("NllLoss2DBackwardBackward0")
    case "SoftmaxBackward0": fused("SoftmaxBackwardDataBackward0")
    case "LogSoftmaxBackward0": fused("LogSoftmaxBackwardDataBackward0")
    case "NativeLayerNormBackward0": fused("NativeLayerNormBackwardBackward0")
    case "MaximumBackward0", "MinimumBackward0", "FmaxBackward0", "FminBackward0",
      "ClampBackward0", "MaskedFillBackward0":
      (["MaskedFillBackward0"], false)
    case "MaxBackward1", "MinBackward1": (["MaskedFillBackward1"], false)
    case "MaxBackward0", "MinBackward0", "SortBackward0", "TopkBackward0", "MedianBackward1",
      "KthvalueBackward0", "ModeBackward0":
      (["ScatterBackward0"], false)
    case "SumBackward0", "SumBackward1": (["ExpandBackward0"], false)
    case "MeanBackward0", "MeanBackward1": (["DivBackward1"], false)
    case "CumsumBackward0", "FlipBackward0": (["FlipBackward0"], false)
    case "WhereBackward0", "ClampBackward1", "ClampMinBackward0", "ClampMaxBackward0":
      (["WhereBackward0"], false)
    case "MvBackward0": (["MulBackward0", "MvBackward0"], false)
    case "AddmvBackward0": ([nil, "MulBackward0", "MvBackward0"], false)
    case "AddrBackward0": ([nil, "MvBackward0", "MvBackward0"], false)
    case "LinalgCrossBackward0": (["LinalgCrossBackward0"], false)
    case "DistBackward0": (["MulBackward0", "NegBackward0"], false)
    case "LogcumsumexpBackward0": (["SubBackward0"], false)
    case "RollBackward0", "Rot90Backward0": ([name], false)
    case "UnfoldBackward0": (["UnfoldBackwardBackward0"], false)
    case "TakeBackward0": (["PutBackward0"], false)
    case "ScatterBackward0": (["ScatterBackward1", "GatherBackward0"], false)
    case "ScatterBackward1": (["ScatterBackward1"], false)
    case "IndexAddBackward0", "ScatterAddBackward0": ([nil, "IndexSelectBackward0"], false)
    case "MmBackward0": (["MmBackward0"], false)
    case "AddmmBackward0": (["ViewBackward0", "MmBackward0", "MmBackward0"], false)
    case "SqueezeBackward4": (["SqueezeBackward1", "MmBackward0"], false)
    case "UnsafeViewBackward0", "ViewBackward0", "ExpandBackward0", "TraceBackward0":
      (["ViewBackward0"], false)
    case "TBackward0": (["TBackward0"], false)
    case "PermuteBackward0": (["PermuteBackward0"], false)
    case "TransposeBackward0": (["TransposeBackward0"], false)
    case "SelectBackward0": (["SelectBackwardBackward0"], false)
    case "SliceBackward0": (["SliceBackwardBackward0"], false)
    case "IndexBackward0": (["IndexPutImplBackward0"], false)
    case "UnsqueezeBackward0": (["SqueezeBackward1"], false)
    case "SqueezeBackward0", "SqueezeBackward1": (["UnsqueezeBackward0"], false)
    case "RepeatBackward0": (["SumBackward1"], false)
    case "StackBackward0": (["SelectBackward0"], false)
    case "CatBackward0": (["SliceBackward0"], false)
    case "SplitBackward0", "SplitWithSizesBackward0": (["CatBackward0"], false)
    case "UnbindBackward0": (["StackBackward0"], false)
    case "GatherBackward0": (["ScatterAddBackward0"], false)
    case "DiagEmbedBackward0": (["DiagonalBackward0"], false)
    case "DiagonalBackward0_copy": (["DiagonalBackwardBackward0"], false)
    case "TrilBackward0": (["TrilBackward0"], false)
    case "TriuBackward0": (["TriuBackward0"], false)
    case "ToCopyBackward0": (["ToCopyBackward0"], false)
    case "EmbeddingBackward0": (["EmbeddingDenseBackwardBackward0"], false)
    case "LinalgSolveExBackward0": (["NegBackward0", "SqueezeBackward1"], false)
    case "LinalgInvExBackward0": (["NegBackward0"], false)
    case "LinalgDetBackward0": (["LinalgSolveExBackward0"], false)
    case "IndexSelectBackward0": (["IndexAddBackward0"], false)
    case "ConvolutionBackward0", "MaxPool2DWithIndicesBackward0", "MaxPool3DWithIndicesBackward0",
      "AvgPool2DBackward0", "AvgPool3DBackward0", "AdaptiveAvgPool2DBackward0",
      "AdaptiveMaxPool2DBackward0", "ReflectionPad1DBackward0", "ReflectionPad2DBackward0",
      "ReplicationPad1DBackward0", "ReplicationPad2DBackward0":
      fused(name.dropLast() + "Backward0")
    case "ConstantPadNdBackward0": (["ConstantPadNdBackward0"], false)
    case "Im2ColBackward0": (["Col2ImBackward0"], false)
    case "Col2ImBackward0": (["Im2ColBackward0"], false)
    // The gradient of a gradient, where it is one call in PyTorch.
    case _ where name.hasSuffix("BackwardBackward0"): (["MulBackward0"], true)
    default: (["MulBackward0"], false)
    }
  }
}
