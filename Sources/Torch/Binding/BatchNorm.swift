import Autograd
import Python

extension Library {
  /// What the Python text of batch normalisation needs for its last digits.
  func defineBatchNorm(in core: ModuleObject) {
    free("batch_statistics(input)", in: core) { c throws(TorchError) in
      let x = try c.tensor("input")
      let (means, squares) = BatchNormKernel(shape: x.shape, x.dtype.precision)
        .statistics(x.values)
      return .tuple(
        [means, squares].map { self.wrap(Tensor($0, shape: [means.count], dtype: x.dtype)) })
    }
    // Gives what several steps computed, and what they send in a pass, the digits of PyTorch's kernel.
    free(
      "settle_batch_norm(result, input, weight, bias, running_mean, running_var, training, eps)",
      in: core
    ) { c throws(TorchError) in
      try self.settleBatchNorm(c)
      return c["result"]
    }
  }

  private func settleBatchNorm(_ c: Call) throws(TorchError) {
    let (result, x) = (try c.tensor("result"), try c.tensor("input"))
    guard x.dtype == .float32 || x.dtype == .float64, result.dtype == x.dtype else { return }
    let (weight, bias) = (try c.optionalTensor("weight"), try c.optionalTensor("bias"))
    let kernel = BatchNormKernel(shape: x.shape, x.dtype.precision)
    let (numbers, factors) = (x.values, weight?.values)
    let (movesStatistics, epsilon) = (try c.bool("training"), try c.double("eps"))
    let means: [Double]
    let scales: [Double]
    let scalesOfPass: [Double]
    if movesStatistics {
      let (own, squares) = kernel.statistics(numbers)
      let count = Double(kernel.samples * kernel.places)
      means = own
      scales = kernel.scales(
        squares.map { x.dtype.precision.rounded($0 / count) }, epsilon: epsilon)
      scalesOfPass = scales
    } else {
      let variances = try c.tensor("running_var").values
      means = try c.tensor("running_mean").values
      scales = kernel.keptScales(variances, epsilon: epsilon)
      scalesOfPass = kernel.scales(variances, epsilon: epsilon)
    }
    c.runtime.settle(
      result,
      as: kernel.values(
        numbers, means: means, scales: scales, weight: factors, bias: bias?.values))
    let isGiven = [true, weight != nil, bias != nil]
    result.function?.formula = GradientFormula { upstream in
      let gradients = kernel.gradients(
        upstream, numbers, means: means, scales: scalesOfPass, weight: factors,
        movesStatistics: movesStatistics)
      return zip(gradients, isGiven).compactMap { $1 ? $0 : nil }
    }
  }
}
