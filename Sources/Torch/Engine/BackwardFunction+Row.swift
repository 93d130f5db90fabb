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
