import Autograd
import Python

extension Library {
  /// Random choices: `bernoulli`, `exponential_` and `multinomial`.
  func defineSampling() {
    both("bernoulli(input, p=None, *, generator=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.dtype.isFloating else {
        throw TorchError(
          "NotImplementedError",
          "\"bernoulli_tensor_cpu_p_\" not implemented for '\(x.dtype.legacyName)'")
      }
      guard !c.has("p") else {
        let p = try self.probability(c)
        return self.wrap(
          Tensor(
            try self.generator(c).bernoulli(
              [Double](repeating: p, count: x.count), dtype: .float64),
            shape: x.shape, dtype: x.dtype))
      }
      let probabilities = x.values
      try self.checkProbabilities(probabilities)
      return self.wrap(
        Tensor(
          try self.generator(c).bernoulli(probabilities, dtype: x.dtype), shape: x.shape,
          dtype: x.dtype))
    }
    method("bernoulli_(input, p=0.5, *, generator=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let drawn: [Double]
      if let p = self.tensor(c["p"]) {
        let probabilities = try c.runtime.expand(p, to: x.shape).values
        try self.checkProbabilities(probabilities)
        drawn = try self.generator(c).bernoulli(probabilities, dtype: p.dtype)
      } else {
        let p = try self.probability(c)
        drawn = try self.generator(c).bernoulli(
          [Double](repeating: p, count: x.count), dtype: .float64)
      }
      let function: BackwardFunction = self.tensor(c["p"]) == nil ? .bernoulli2 : .bernoulli1
      try c.runtime.overwrite(x, function, with: drawn)
      return c["input"]
    }
    method("exponential_(input, lambd=1.0, *, generator=None)") { c throws(TorchError) in
      let rate = try c.double("lambd")
      guard rate > 0 else {
        throw TorchError.runtime(
          "exponential_ expects lambda > 0.0, but found lambda=\(try calling(c.interpreter.str(c["lambd"])))"
        )
      }
      let x = try c.tensor("input")
      let drawn = try self.generator(c).exponential(x.count, rate: rate)
      try c.runtime.overwrite(x, .exponential, with: drawn)
      return c["input"]
    }
    both("multinomial(input, num_samples, replacement=False, *, generator=None)") {
      c throws(TorchError) in
      self.wrap(
        try self.multinomial(
          c.tensor("input"), c.int("num_samples"), isReplacing: c.bool("replacement"),
          self.generator(c)))
    }
    free("poisson(input, generator=None)") { _ throws(TorchError) in
      throw TorchError.unsupported("torch.poisson")
    }
  }

  private func probability(_ c: Call) throws(TorchError) -> Double {
    let p = try c.double("p")
    guard 0 <= p, p <= 1 else {
      throw TorchError.runtime(
        "bernoulli_ expects p to be in [0, 1], but got p=\(try calling(c.interpreter.str(c["p"])))")
    }
    return p
  }

  private func checkProbabilities(_ values: [Double]) throws(TorchError) {
    guard values.allSatisfy({ 0 <= $0 && $0 <= 1 }) else {
      throw TorchError.runtime(
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
          + "improved?  If so, please report an enhancement request to PyTorch.)")
    }
  }

  /// Indices in proportion to the weights of each row.
  ///
  /// Without replacement, and for a single one, each index waits for a time of its own rate, and
  /// the first ones come.
  private func multinomial(
    _ x: Tensor, _ count: Int, isReplacing: Bool, _ generator: RandomGenerator
  ) throws(TorchError) -> Tensor {
    guard x.dtype.isFloating else {
      throw TorchError.runtime(
        "multinomial only supports floating-point dtypes for input, got: \(x.dtype.legacyName)")
    }
    guard x.rank == 1 || x.rank == 2 else {
      throw TorchError.runtime("prob_dist must be 1 or 2 dim")
    }
    guard count > 0 else { throw TorchError.runtime("cannot sample n_sample <= 0 samples") }
    let width = x.shape[x.rank - 1]
    guard isReplacing || count <= width else {
      throw TorchError.runtime(
        "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    }
    let weights = x.values
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw TorchError.runtime(
        "probability tensor contains either `inf`, `nan` or element < 0")
    }
    let rows = x.rank == 2 ? x.shape[0] : 1
    try runtime.checkRoom(for: [[rows, count]])
    let lines = (0..<rows).map { Array(weights[($0 * width)..<(($0 + 1) * width)]) }
    guard lines.allSatisfy({ $0.contains { $0 > 0 } }) else {
      throw TorchError.runtime(
        "invalid multinomial distribution (sum of probabilities <= 0)")
    }
    let precision = x.dtype.precision
    let chosen: [[Int]]
    if isReplacing, count > 1 {
      chosen = lines.map {
        generator.choices(count, weights: $0, precision: precision.rounded)
      }
    } else {
      let waits = generator.exponential(weights.count, rate: 1).map(precision.rounded)
      chosen = lines.enumerated().map { row, line in
        let rates = line.enumerated().map { index, weight in
          precision.rounded(weight / waits[row * width + index])
        }
        // Indices of equal rates keep their order.
        return Array(
          rates.indices.sorted { (-rates[$0], $0) < (-rates[$1], $1) }.prefix(count))
      }
    }
    return Tensor(
      chosen.flatMap { $0.map(Double.init) }, shape: x.shape.dropLast() + [count], dtype: .int64)
  }
}
