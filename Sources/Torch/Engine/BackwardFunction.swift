/// A backward function of PyTorch's graph: what `grad_fn.name()` says, with the number that tells
/// overloads apart.
///
/// Each name stands here once, and so does what is known of each function beyond the tape's rules:
/// how the gradients are called that it sends, what it saves and under which names. All was read off
/// PyTorch; the formulas are those of its `derivatives.yaml`. What a program defines itself, as a
/// `torch.autograd.Function`, is none of these.
package enum BackwardFunction: String, Sendable {
  case abs = "AbsBackward0"
  case accumulateGrad = "AccumulateGrad"
  case acos = "AcosBackward0"
  case acosh = "AcoshBackward0"
  case adaptiveAvgPool2D = "AdaptiveAvgPool2DBackward0"
  case adaptiveAvgPool2DBackward = "AdaptiveAvgPool2DBackwardBackward0"
  case adaptiveMaxPool2D = "AdaptiveMaxPool2DBackward0"
  case adaptiveMaxPool2DBackward = "AdaptiveMaxPool2DBackwardBackward0"
  case add = "AddBackward0"
  case addcdiv = "AddcdivBackward0"
  case addcmul = "AddcmulBackward0"
  case addmm = "AddmmBackward0"
  case addmv = "AddmvBackward0"
  case addr = "AddrBackward0"
  case alias = "AliasBackward0"
  case amax = "AmaxBackward0"
  case amin = "AminBackward0"
  case aminmax = "AminmaxBackward0"
  case asin = "AsinBackward0"
  case asinh = "AsinhBackward0"
  case asStrided = "AsStridedBackward0"
  case asStrided1 = "AsStridedBackward1"
  case atan = "AtanBackward0"
  case atan2 = "Atan2Backward0"
  case atanh = "AtanhBackward0"
  case avgPool1D = "AvgPool1DBackward0"
  case avgPool2D = "AvgPool2DBackward0"
  case avgPool2DBackward = "AvgPool2DBackwardBackward0"
  case avgPool3D = "AvgPool3DBackward0"
  case avgPool3DBackward = "AvgPool3DBackwardBackward0"
  case addbmm = "AddbmmBackward0"
  case baddbmm = "BaddbmmBackward0"
  case bernoulli1 = "BernoulliBackward1"
  case bernoulli2 = "BernoulliBackward2"
  case binaryCrossEntropy = "BinaryCrossEntropyBackward0"
  case binaryCrossEntropyBackward = "BinaryCrossEntropyBackwardBackward0"
  case binaryCrossEntropyWithLogits = "BinaryCrossEntropyWithLogitsBackward0"
  case blockDiag = "BlockDiagBackward0"
  case bmm = "BmmBackward0"
  case cat = "CatBackward0"
  case cdist = "CdistBackward0"
  case ceil = "CeilBackward0"
  case celu = "CeluBackward0"
  case choleskyInverse = "CholeskyInverseBackward0"
  case choleskySolve = "CholeskySolveBackward0"
  case clamp = "ClampBackward0"
  case clamp1 = "ClampBackward1"
  case clampMax = "ClampMaxBackward0"
  case clampMin = "ClampMinBackward0"
  case clone = "CloneBackward0"
  case col2Im = "Col2ImBackward0"
  case constantPadNd = "ConstantPadNdBackward0"
  case convolution = "ConvolutionBackward0"
  case convolutionBackward = "ConvolutionBackwardBackward0"
  case copy = "CopyBackwards"
  case copysign = "CopysignBackward0"
  case copysign1 = "CopysignBackward1"
  case copySlices = "CopySlices"
  case cos = "CosBackward0"
  case cosh = "CoshBackward0"
  case cummax = "CummaxBackward0"
  case cummin = "CumminBackward0"
  case cumprod = "CumprodBackward0"
  case cumsum = "CumsumBackward0"
  case deg2Rad = "Deg2RadBackward0"
  case diagEmbed = "DiagEmbedBackward0"
  case diagonal = "DiagonalBackward0"
  case diagonalBackward = "DiagonalBackwardBackward0"
  case diagonalCopy = "DiagonalBackward0_copy"
  case digamma = "DigammaBackward0"
  case dist = "DistBackward0"
  case div = "DivBackward0"
  case div1 = "DivBackward1"
  case div2 = "DivBackward2"
  case dot = "DotBackward0"
  case elu = "EluBackward0"
  case eluBackward = "EluBackwardBackward0"
  case embedding = "EmbeddingBackward0"
  case embeddingDenseBackward = "EmbeddingDenseBackwardBackward0"
  case erf = "ErfBackward0"
  case erfc = "ErfcBackward0"
  case erfinv = "ErfinvBackward0"
  case exp = "ExpBackward0"
  case exp2 = "Exp2Backward0"
  case expand = "ExpandBackward0"
  case expm1 = "Expm1Backward0"
  case exponential = "ExponentialBackward0"
  case fill2 = "FillBackward2"
  case fill3 = "FillBackward3"
  case flip = "FlipBackward0"
  case floor = "FloorBackward0"
  case fmax = "FmaxBackward0"
  case fmin = "FminBackward0"
  case fmod = "FmodBackward0"
  case fmod1 = "FmodBackward1"
  case frac = "FracBackward0"
  case gather = "GatherBackward0"
  case gelu = "GeluBackward0"
  case geluBackward = "GeluBackwardBackward0"
  case glu = "GluBackward0"
  case hardshrink = "HardshrinkBackward0"
  case hardshrinkBackward = "HardshrinkBackwardBackward0"
  case hardsigmoid = "HardsigmoidBackward0"
  case hardswish = "HardswishBackward0"
  case hardswishBackward = "HardswishBackwardBackward0"
  case hardtanh = "HardtanhBackward0"
  case hardtanhBackward = "HardtanhBackwardBackward0"
  case huberLoss = "HuberLossBackward0"
  case huberLossBackward = "HuberLossBackwardBackward0"
  case hypot = "HypotBackward0"
  case i0 = "I0Backward0"
  case im2Col = "Im2ColBackward0"
  case index = "IndexBackward0"
  case indexAdd = "IndexAddBackward0"
  case indexCopy = "IndexCopyBackward0"
  case indexFill = "IndexFillBackward0"
  case indexPut = "IndexPutBackward0"
  case indexPutImpl = "IndexPutImplBackward0"
  case indexSelect = "IndexSelectBackward0"
  case kthvalue = "KthvalueBackward0"
  case ldexp = "LdexpBackward0"
  case leakyRelu = "LeakyReluBackward0"
  case leakyReluBackward = "LeakyReluBackwardBackward0"
  case lerp = "LerpBackward0"
  case lerp1 = "LerpBackward1"
  case lgamma = "LgammaBackward0"
  case linalgCholeskyEx = "LinalgCholeskyExBackward0"
  case linalgCross = "LinalgCrossBackward0"
  case linalgDet = "LinalgDetBackward0"
  case linalgEigh = "LinalgEighBackward0"
  case linalgInvEx = "LinalgInvExBackward0"
  case linalgLstsq = "LinalgLstsqBackward0"
  case linalgMatrixExp = "LinalgMatrixExpBackward0"
  case linalgPinv = "LinalgPinvBackward0"
  case linalgQr = "LinalgQrBackward0"
  case linalgSlogdet = "LinalgSlogdetBackward0"
  case linalgSolveEx = "LinalgSolveExBackward0"
  case linalgSolveTriangular = "LinalgSolveTriangularBackward0"
  case linalgSvd = "LinalgSvdBackward0"
  case linalgVectorNorm = "LinalgVectorNormBackward0"
  case log = "LogBackward0"
  case log10 = "Log10Backward0"
  case log1P = "Log1PBackward0"
  case log2 = "Log2Backward0"
  case logaddexp = "LogaddexpBackward0"
  case logaddexp2 = "Logaddexp2Backward0"
  case logcumsumexp = "LogcumsumexpBackward0"
  case logit = "LogitBackward0"
  case logSigmoid = "LogSigmoidBackward0"
  case logSigmoidBackward = "LogSigmoidBackwardBackward0"
  case logSoftmax = "LogSoftmaxBackward0"
  case logSoftmaxBackwardData = "LogSoftmaxBackwardDataBackward0"
  case logsumexp = "LogsumexpBackward0"
  case maskedFill = "MaskedFillBackward0"
  case maskedFill1 = "MaskedFillBackward1"
  case maskedScatter = "MaskedScatterBackward0"
  case maskedSelect = "MaskedSelectBackward0"
  case max = "MaxBackward0"
  case max1 = "MaxBackward1"
  case maximum = "MaximumBackward0"
  case maxPool1DWithIndices = "MaxPool1DWithIndicesBackward0"
  case maxPool2DWithIndices = "MaxPool2DWithIndicesBackward0"
  case maxPool2DWithIndicesBackward = "MaxPool2DWithIndicesBackwardBackward0"
  case maxPool3DWithIndices = "MaxPool3DWithIndicesBackward0"
  case maxPool3DWithIndicesBackward = "MaxPool3DWithIndicesBackwardBackward0"
  case mean = "MeanBackward0"
  case mean1 = "MeanBackward1"
  case median = "MedianBackward0"
  case median1 = "MedianBackward1"
  case min = "MinBackward0"
  case min1 = "MinBackward1"
  case minimum = "MinimumBackward0"
  case mish = "MishBackward0"
  case mkldnnRnnLayer = "MkldnnRnnLayerBackward0"
  case mm = "MmBackward0"
  case mode = "ModeBackward0"
  case mseLoss = "MseLossBackward0"
  case mseLossBackward = "MseLossBackwardBackward0"
  case mul = "MulBackward0"
  case mul1 = "MulBackward1"
  case mv = "MvBackward0"
  case mvlgamma = "MvlgammaBackward0"
  case nanmedian = "NanmedianBackward0"
  case nanmedian1 = "NanmedianBackward1"
  case nansum = "NansumBackward0"
  case nanToNum = "NanToNumBackward0"
  case nativeBatchNorm = "NativeBatchNormBackward0"
  case nativeGroupNorm = "NativeGroupNormBackward0"
  case nativeLayerNorm = "NativeLayerNormBackward0"
  case nativeLayerNormBackward = "NativeLayerNormBackwardBackward0"
  case neg = "NegBackward0"
  case nllLoss = "NllLossBackward0"
  case nllLoss2D = "NllLoss2DBackward0"
  case nllLoss2DBackward = "NllLoss2DBackwardBackward0"
  case nllLossBackward = "NllLossBackwardBackward0"
  case norm1 = "NormBackward1"
  case normal = "NormalBackward0"
  case notImplemented = "NotImplemented"
  case permute = "PermuteBackward0"
  case polygamma = "PolygammaBackward0"
  case pow = "PowBackward0"
  case pow1 = "PowBackward1"
  case pow2 = "PowBackward2"
  case preluKernel = "PreluKernelBackward0"
  case preluKernelBackward = "PreluKernelBackwardBackward0"
  case prod = "ProdBackward0"
  case prod1 = "ProdBackward1"
  case put = "PutBackward0"
  case rad2Deg = "Rad2DegBackward0"
  case random = "RandomBackward0"
  case random1 = "RandomBackward1"
  case random2 = "RandomBackward2"
  case reciprocal = "ReciprocalBackward0"
  case reflectionPad1D = "ReflectionPad1DBackward0"
  case reflectionPad1DBackward = "ReflectionPad1DBackwardBackward0"
  case reflectionPad2D = "ReflectionPad2DBackward0"
  case reflectionPad2DBackward = "ReflectionPad2DBackwardBackward0"
  case reflectionPad3D = "ReflectionPad3DBackward0"
  case relu = "ReluBackward0"
  case remainder = "RemainderBackward0"
  case remainder1 = "RemainderBackward1"
  case renorm = "RenormBackward0"
  case `repeat` = "RepeatBackward0"
  case replicationPad1D = "ReplicationPad1DBackward0"
  case replicationPad1DBackward = "ReplicationPad1DBackwardBackward0"
  case replicationPad2D = "ReplicationPad2DBackward0"
  case replicationPad2DBackward = "ReplicationPad2DBackwardBackward0"
  case replicationPad3D = "ReplicationPad3DBackward0"
  case roll = "RollBackward0"
  case rot90 = "Rot90Backward0"
  case round = "RoundBackward0"
  case round1 = "RoundBackward1"
  case rsqrt = "RsqrtBackward0"
  case rsub = "RsubBackward0"
  case rsub1 = "RsubBackward1"
  case scatter = "ScatterBackward0"
  case scatter1 = "ScatterBackward1"
  case scatterAdd = "ScatterAddBackward0"
  case select = "SelectBackward0"
  case selectBackward = "SelectBackwardBackward0"
  case sgn = "SgnBackward0"
  case sigmoid = "SigmoidBackward0"
  case sigmoidBackward = "SigmoidBackwardBackward0"
  case sign = "SignBackward0"
  case silu = "SiluBackward0"
  case sin = "SinBackward0"
  case sinc = "SincBackward0"
  case sinh = "SinhBackward0"
  case slice = "SliceBackward0"
  case sliceBackward = "SliceBackwardBackward0"
  case smoothL1Loss = "SmoothL1LossBackward0"
  case smoothL1LossBackward = "SmoothL1LossBackwardBackward0"
  case multiMarginLoss = "MultiMarginLossBackward0"
  case softMarginLoss = "SoftMarginLossBackward0"
  case softmax = "SoftmaxBackward0"
  case softmaxBackwardData = "SoftmaxBackwardDataBackward0"
  case softplus = "SoftplusBackward0"
  case softplusBackward = "SoftplusBackwardBackward0"
  case softshrink = "SoftshrinkBackward0"
  case softshrinkBackward = "SoftshrinkBackwardBackward0"
  case sort = "SortBackward0"
  case specialEntr = "SpecialEntrBackward0"
  case specialErfcx = "SpecialErfcxBackward0"
  case specialI0E = "SpecialI0EBackward0"
  case specialI1 = "SpecialI1Backward0"
  case specialI1E = "SpecialI1EBackward0"
  case specialLogNdtr = "SpecialLogNdtrBackward0"
  case specialNdtri = "SpecialNdtriBackward0"
  case specialXlog1Py = "SpecialXlog1PyBackward0"
  case specialZeta = "SpecialZetaBackward0"
  case split = "SplitBackward0"
  case splitWithSizes = "SplitWithSizesBackward0"
  case sqrt = "SqrtBackward0"
  case squeeze = "SqueezeBackward0"
  case squeeze1 = "SqueezeBackward1"
  case squeeze3 = "SqueezeBackward3"
  case squeeze4 = "SqueezeBackward4"
  case stack = "StackBackward0"
  case std = "StdBackward0"
  case stdMean = "StdMeanBackward0"
  case sub = "SubBackward0"
  case sum = "SumBackward0"
  case sum1 = "SumBackward1"
  case t = "TBackward0"
  case t1 = "TBackward1"
  case take = "TakeBackward0"
  case tan = "TanBackward0"
  case tanh = "TanhBackward0"
  case tanhBackward = "TanhBackwardBackward0"
  case threshold = "ThresholdBackward0"
  case thresholdBackward = "ThresholdBackwardBackward0"
  case toCopy = "ToCopyBackward0"
  case topk = "TopkBackward0"
  case trace = "TraceBackward0"
  case transpose = "TransposeBackward0"
  case transpose1 = "TransposeBackward1"
  case tril = "TrilBackward0"
  case triu = "TriuBackward0"
  case trunc = "TruncBackward0"
  case unbind = "UnbindBackward0"
  case unfold = "UnfoldBackward0"
  case unfoldBackward = "UnfoldBackwardBackward0"
  case uniform = "UniformBackward0"
  case unique2 = "Unique2Backward0"
  case uniqueConsecutive = "UniqueConsecutiveBackward0"
  case unsafeSplit = "UnsafeSplitBackward0"
  case unsafeSplitWithSizes = "UnsafeSplitWithSizesBackward0"
  case unsafeView = "UnsafeViewBackward0"
  case unsqueeze = "UnsqueezeBackward0"
  case unsqueeze1 = "UnsqueezeBackward1"
  case upsampleNearest1D = "UpsampleNearest1DBackward0"
  case upsampleNearest2D = "UpsampleNearest2DBackward0"
  case upsampleNearest3D = "UpsampleNearest3DBackward0"
  case `var` = "VarBackward0"
  case varMean = "VarMeanBackward0"
  case vdot = "VdotBackward0"
  case view = "ViewBackward0"
  case weightNormInterface = "WeightNormInterfaceBackward0"
  case `where` = "WhereBackward0"
  case xlogy = "XlogyBackward0"
  case xlogy1 = "XlogyBackward1"
  case xlogy2 = "XlogyBackward2"
  case zero = "ZeroBackward0"
}

extension BackwardFunction {
  /// What is known of a function.
  struct Row {
    /// The function that computes the gradient of each input, where that is differentiated itself.
    ///
    /// Nil where the gradient is passed on as it is; the last is that of all further inputs.
    var gradients: [BackwardFunction?] = [.mul]
    /// Whether that gradient needs a gradient of its own although the tape's rule may be constant,
    /// as the slope of `relu` is.
    var readsInput = false
    /// Whether the operands are broadcast, and their gradients summed again.
    var isElementwise = false
    /// What an input that the rule reads is called: `grad_fn._saved_mat1`.
    var savedNames = ["self", "other"]
    /// Whether the formula of the first gradient reads the last input, and is the first to do so.
    var readsLastFirst = false
    /// Whether the tape's rule reads just what PyTorch's saves, so that a hook may put other numbers
    /// there.
    var readsWhatItSaves = false
    /// Whether a number of the program has no place in `next_functions`.
    var leavesNumbersOut = false
    /// Whether it only moves elements, and so uses nothing up that a second pass would miss.
    var isMove = false
  }

  var row: Row {
    switch self {
    case .abs, .adaptiveAvgPool2DBackward, .adaptiveMaxPool2DBackward, .avgPool2DBackward,
      .avgPool3DBackward, .binaryCrossEntropyBackward, .convolutionBackward, .diagonalBackward,
      .eluBackward, .embeddingDenseBackward, .geluBackward, .hardshrinkBackward, .hardswishBackward,
      .hardtanhBackward, .huberLossBackward, .leakyReluBackward, .linalgVectorNorm,
      .logSigmoidBackward, .maxPool2DWithIndicesBackward, .maxPool3DWithIndicesBackward,
      .mseLossBackward, .nativeLayerNormBackward, .nllLoss2DBackward, .nllLossBackward,
      .preluKernelBackward, .prod, .prod1, .reflectionPad1DBackward, .reflectionPad2DBackward,
      .replicationPad1DBackward, .replicationPad2DBackward, .selectBackward, .sigmoidBackward,
      .sliceBackward, .smoothL1LossBackward, .softplusBackward, .softshrinkBackward, .std,
      .tanhBackward, .thresholdBackward, .unfoldBackward, .var:
      Row(readsInput: true)
    case .adaptiveAvgPool2D: Row(gradients: [.adaptiveAvgPool2DBackward], readsInput: true)
    case .adaptiveMaxPool2D: Row(gradients: [.adaptiveMaxPool2DBackward], readsInput: true)
    case .add: Row(gradients: [nil], isElementwise: true)
    case .addcdiv, .addcmul: Row(gradients: [nil], savedNames: ["self", "tensor1", "tensor2"])
    case .addmm:
      Row(
        gradients: [.view, .mm, .mm], savedNames: ["self", "mat1", "mat2"], readsWhatItSaves: true)
    case .addmv: Row(gradients: [nil, .mul, .mv], savedNames: ["self", "mat", "vec"])
    case .addr: Row(gradients: [nil, .mv, .mv], savedNames: ["self", "vec1", "vec2"])
    case .alias, .clone, .copy: Row(gradients: [nil])
    case .atan, .atanh, .cumprod, .hypot, .log10, .log1P, .log2, .logaddexp: Row(gradients: [.div])
    case .atan2: Row(isElementwise: true)
    case .avgPool2D: Row(gradients: [.avgPool2DBackward], readsInput: true)
    case .avgPool3D: Row(gradients: [.avgPool3DBackward], readsInput: true)
    case .addbmm, .baddbmm: Row(savedNames: ["self", "batch1", "batch2"])
    case .binaryCrossEntropy:
      Row(
        gradients: [.binaryCrossEntropyBackward], readsInput: true, savedNames: ["self", "target"])
    case .binaryCrossEntropyWithLogits: Row(gradients: [.div1], savedNames: ["self", "target"])
    case .bmm: Row(savedNames: ["self", "mat2"], readsLastFirst: true, readsWhatItSaves: true)
    case .cat: Row(gradients: [.slice])
    case .cdist: Row(savedNames: ["x1", "x2"])
    case .celu, .elu: Row(gradients: [.eluBackward], readsInput: true)
    case .clamp, .fmax, .fmin, .maskedFill: Row(gradients: [.maskedFill])
    case .clamp1, .clampMax, .clampMin, .logit, .sinc: Row(gradients: [.where])
    case .col2Im: Row(gradients: [.im2Col])
    case .constantPadNd: Row(gradients: [.constantPadNd])
    case .convolution:
      Row(gradients: [.convolutionBackward], readsInput: true, savedNames: ["input", "weight"])
    case .cos, .exp, .reciprocal, .sin: Row(readsWhatItSaves: true)
    case .cumsum, .flip: Row(gradients: [.flip])
    case .diagEmbed: Row(gradients: [.diagonal])
    case .diagonalCopy: Row(gradients: [.diagonalBackward])
    case .dist: Row(gradients: [.mul, .neg])
    case .div:
      Row(
        gradients: [.div, .mul], isElementwise: true, readsLastFirst: true, readsWhatItSaves: true)
    case .div1: Row(gradients: [.div, .mul])
    case .dot: Row(savedNames: ["self", "tensor"], readsLastFirst: true, readsWhatItSaves: true)
    case .embedding: Row(gradients: [.embeddingDenseBackward])
    case .exp2: Row(gradients: [.mul1])
    case .expand, .trace: Row(gradients: [.view])
    case .fmod, .fmod1: Row(gradients: [nil, .mul])
    case .gather: Row(gradients: [.scatterAdd])
    case .gelu: Row(gradients: [.geluBackward], readsInput: true)
    case .hardshrink: Row(gradients: [.hardshrinkBackward], readsInput: true)
    case .hardsigmoid: Row(gradients: [.notImplemented], readsInput: true)
    case .hardswish: Row(gradients: [.hardswishBackward], readsInput: true)
    case .hardtanh: Row(gradients: [.hardtanhBackward], readsInput: true)
    case .huberLoss:
      Row(gradients: [.huberLossBackward], readsInput: true, savedNames: ["self", "target"])
    case .im2Col: Row(gradients: [.col2Im])
    case .index: Row(gradients: [.indexPutImpl])
    case .indexAdd, .scatterAdd: Row(gradients: [nil, .indexSelect])
    case .indexSelect: Row(gradients: [.indexAdd])
    case .kthvalue, .max, .median1, .min, .mode, .sort, .topk: Row(gradients: [.scatter])
    case .leakyRelu: Row(gradients: [.leakyReluBackward], readsInput: true)
    case .lerp: Row(leavesNumbersOut: true)
    case .lerp1: Row(savedNames: ["self", "end", "weight"])
    case .linalgCross: Row(gradients: [.linalgCross])
    case .linalgDet: Row(gradients: [.linalgSolveEx], savedNames: ["A", "B"])
    case .linalgInvEx, .neg: Row(gradients: [.neg])
    case .linalgSolveEx: Row(gradients: [.neg, .squeeze1], savedNames: ["A", "B"])
    case .log, .sqrt: Row(gradients: [.div], readsWhatItSaves: true)
    case .logcumsumexp: Row(gradients: [.sub])
    case .logSigmoid: Row(gradients: [.logSigmoidBackward], readsInput: true)
    case .logSoftmax: Row(gradients: [.logSoftmaxBackwardData], readsInput: true)
    case .max1, .min1: Row(gradients: [.maskedFill1])
    case .maximum, .minimum: Row(gradients: [.maskedFill], isElementwise: true)
    case .maxPool2DWithIndices: Row(gradients: [.maxPool2DWithIndicesBackward], readsInput: true)
    case .maxPool3DWithIndices: Row(gradients: [.maxPool3DWithIndicesBackward], readsInput: true)
    case .mean, .mean1: Row(gradients: [.div1])
    case .mm:
      Row(
        gradients: [.mm], savedNames: ["self", "mat2"], readsLastFirst: true, readsWhatItSaves: true
      )
    case .mseLoss:
      Row(
        gradients: [.mseLossBackward], readsInput: true, savedNames: ["self", "target"],
        readsWhatItSaves: true)
    case .mul: Row(isElementwise: true, readsLastFirst: true, readsWhatItSaves: true)
    case .mv:
      Row(
        gradients: [.mul, .mv], savedNames: ["self", "vec"], readsLastFirst: true,
        readsWhatItSaves: true)
    case .nativeBatchNorm, .nativeGroupNorm: Row(savedNames: ["input", "weight"])
    case .nativeLayerNorm:
      Row(gradients: [.nativeLayerNormBackward], readsInput: true, savedNames: ["input", "weight"])
    case .nllLoss:
      Row(gradients: [.nllLossBackward], readsInput: true, savedNames: ["self", "target"])
    case .nllLoss2D:
      Row(gradients: [.nllLoss2DBackward], readsInput: true, savedNames: ["self", "target"])
    case .permute: Row(gradients: [.permute])
    case .pow: Row(readsInput: true, readsWhatItSaves: true, leavesNumbersOut: true)
    case .pow1:
      Row(gradients: [.where, .mul], isElementwise: true, savedNames: ["self", "exponent"])
    case .pow2: Row(savedNames: ["self", "exponent"], leavesNumbersOut: true)
    case .preluKernel: Row(gradients: [.preluKernelBackward], readsInput: true)
    case .reflectionPad1D: Row(gradients: [.reflectionPad1DBackward], readsInput: true)
    case .reflectionPad2D: Row(gradients: [.reflectionPad2DBackward], readsInput: true)
    case .relu, .threshold: Row(gradients: [.thresholdBackward], readsInput: true)
    case .remainder: Row(gradients: [nil], leavesNumbersOut: true)
    case .repeat: Row(gradients: [.sum1])
    case .replicationPad1D: Row(gradients: [.replicationPad1DBackward], readsInput: true)
    case .replicationPad2D: Row(gradients: [.replicationPad2DBackward], readsInput: true)
    case .roll: Row(gradients: [.roll], isMove: true)
    case .rot90: Row(gradients: [.rot90])
    case .rsub1: Row(gradients: [.neg], leavesNumbersOut: true)
    case .scatter: Row(gradients: [.scatter1, .gather])
    case .scatter1: Row(gradients: [.scatter1])
    case .select: Row(gradients: [.selectBackward])
    case .sigmoid: Row(gradients: [.sigmoidBackward], readsInput: true, readsWhatItSaves: true)
    case .slice: Row(gradients: [.sliceBackward], isMove: true)
    case .smoothL1Loss:
      Row(gradients: [.smoothL1LossBackward], readsInput: true, savedNames: ["self", "target"])
    case .softMarginLoss: Row(savedNames: ["self", "target"])
    case .softmax: Row(gradients: [.softmaxBackwardData], readsInput: true)
    case .softplus: Row(gradients: [.softplusBackward], readsInput: true)
    case .softshrink: Row(gradients: [.softshrinkBackward], readsInput: true)
    case .split, .splitWithSizes: Row(gradients: [.cat])
    case .squeeze, .squeeze1: Row(gradients: [.unsqueeze])
    case .squeeze4: Row(gradients: [.squeeze1, .mm])
    case .stack: Row(gradients: [.select])
    case .stdMean: Row(isMove: true)
    case .sub: Row(gradients: [nil, .neg], isElementwise: true)
    case .sum, .sum1: Row(gradients: [.expand])
    case .t: Row(gradients: [.t])
    case .take: Row(gradients: [.put])
    case .tanh: Row(gradients: [.tanhBackward], readsInput: true, readsWhatItSaves: true)
    case .toCopy: Row(gradients: [.toCopy])
    case .transpose: Row(gradients: [.transpose])
    case .tril: Row(gradients: [.tril])
    case .triu: Row(gradients: [.triu])
    case .unbind: Row(gradients: [.stack])
    case .unfold: Row(gradients: [.unfoldBackward], isMove: true)
    case .unsafeView, .view: Row(gradients: [.view], isMove: true)
    case .unsqueeze: Row(gradients: [.squeeze1])
    case .where: Row(gradients: [.where], isElementwise: true)
    case .xlogy, .xlogy1, .xlogy2: Row(gradients: [.maskedFill, .div])
    default: Row()
    }
  }
}

extension BackwardFunction {
  /// What PyTorch calls an input that the rule reads.
  func savedName(ofInput index: Int) -> String {
    let names = row.savedNames
    return names[Swift.min(index, names.count - 1)]
  }
}
