import Autograd

/// Which dimensions a reduction combines.
struct Axes {
  /// The dimensions; nil for all of them.
  var dimensions: [Int]?
  var keeps = false

  /// The dimensions counted from the front, all of them where none is named.
  func resolved(in shape: Shape) throws(TorchError) -> [Int] {
    guard let dimensions, !dimensions.isEmpty else { return Array(shape.sizes.indices) }
    var resolved: [Int] = []
    for dimension in dimensions {
      let index = try shape.dimension(dimension)
      if resolved.contains(index) {
        throw .runtime("dim \(index) appears multiple times in the list of dims")
      }
      resolved.append(index)
    }
    return resolved.filter { $0 < shape.rank }
  }
}

extension Runtime {
  /// A reduction of groups of elements, after fixed numbers that it takes.
  func reduce(
    _ operation: Reduction, _ name: BackwardFunction, _ x: Tensor, _ axes: Axes,
    dtype: DType? = nil,
    parameters: [Double] = [], saves: [Saved] = []
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let dimensions = try axes.resolved(in: shape)
    let groups = shape.groups(reducing: dimensions)
    return try call(
      name, [x], shape: shape.reduced(dimensions, keeping: axes.keeps).sizes,
      dtype: dtype ?? x.dtype, saves: saves
    ) { builder, entries in
      let fixed = parameters.map { builder.literal($0) }
      return builder.reduce(operation, groups.map { group in fixed + group.map { entries[0][$0] } })
    }
  }

  func sum(_ x: Tensor, _ axes: Axes, dtype: DType? = nil) throws(TorchError) -> Tensor {
    let result = dtype ?? (x.dtype.isFloating ? x.dtype : .int64)
    return try added(
      axes.dimensions == nil ? .sum : .sum1, x, axes, result, result.precision
    ) { $0.sum($1, $2) }
  }

  /// A sum along some dimensions and what is made of it.
  private func added(
    _ name: BackwardFunction, _ x: Tensor, _ axes: Axes, _ dtype: DType, _ precision: Precision,
    _ body: (Builder, [Entry], Summation) -> [Entry]
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let dimensions = try axes.resolved(in: shape)
    let summation = Summation(
      x.shape, strides: x.strides, reducing: dimensions, precision)
    return try call(
      name, [x], shape: shape.reduced(dimensions, keeping: axes.keeps).sizes, dtype: dtype
    ) { builder, entries in
      let result = body(builder, entries[0], summation)
      return precision == dtype.precision ? result : builder.map(.alias, result)
    }
  }

  func mean(_ x: Tensor, _ axes: Axes, dtype: DType? = nil) throws(TorchError) -> Tensor {
    let x = try dtype.map { dtype throws(TorchError) in try cast(x, to: dtype) } ?? x
    guard x.dtype.isFloating else {
      throw TorchError(
        "NotImplementedError",
        "mean(): could not infer output dtype. Input dtype must be either a floating point or "
          + "complex dtype. Got: \(x.dtype.legacyName)")
    }
    let name: BackwardFunction = axes.dimensions == nil ? .mean : .mean1
    // Numbers of 16 bits are summed and divided in 32.
    let precision = x.dtype == .float16 ? .single : x.dtype.precision
    return try added(name, x, axes, x.dtype, precision) { builder, entries, summation in
      builder.precision = precision
      defer { builder.precision = x.dtype.precision }
      if let groups = summation.lines {
        return builder.reduce(.mean, groups.map { group in group.map { entries[$0] } })
      }
      let count = summation.groups.first?.reduce(0) { $0 + $1.places.count } ?? 0
      return builder.zip(.divide, builder.sum(entries, summation), Double(count))
    }
  }

  func product(_ x: Tensor, _ axes: Axes) throws(TorchError) -> Tensor {
    let result = try reduce(
      .product, axes.dimensions == nil ? .prod : .prod1, x, axes,
      dtype: x.dtype.isFloating ? x.dtype : .int64, saves: [.input(0), .output])
    let shape = Shape(x.shape)
    if x.rank > 0, x.dtype.isFloating, !x.values.contains(0) {
      let lines = shape.groups(reducing: try axes.resolved(in: shape))
      result.function?.formula = .product(x, result, lines)
    }
    return result
  }

  /// `max()`, `min()`, `amax` and `amin`: ties share the gradient.
  func extreme(
    _ operation: Reduction, _ name: BackwardFunction, _ x: Tensor, _ axes: Axes
  ) throws(TorchError) -> Tensor {
    if axes.dimensions == nil, x.count == 0 {
      throw .runtime(
        "\(operation.rawValue)(): Expected reduction dim to be specified for input.numel() == 0. Specify "
          + "the reduction dim with the 'dim' argument.")
    }
    try checkLengths(x, axes, of: "a\(operation.rawValue)")
    let result = try reduce(operation, name, x, axes, saves: [.input(0), .output])
    if axes.dimensions == nil, name != .amax, name != .amin, let best = result.values.first {
      result.function?.formula = .sharedEvenly(x, best)
    }
    return result
  }

  /// `max(dim=)` and `min(dim=)`: the values and where they stood, the first of equals.
  func extremeAlong(
    _ operation: Reduction, _ x: Tensor, _ dimension: Int, keeps: Bool
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    try checkLengths(x, Axes(dimensions: [dimension]), of: operation.rawValue)
    let indices = try argExtreme(operation, x, dimension, keeps: keeps)
    let name: BackwardFunction = operation == .max ? .max : .min
    let groups = Shape(x.shape).groups(
      reducing: try Axes(dimensions: [dimension]).resolved(in: Shape(x.shape)))
    let choices = zip(groups, indices.values).map { group, taken in
      Choice(
        among: group, taken: Int(taken),
        rank: operation == .max ? Choice.largest : Choice.smallest)
    }
    return (
      try chosen(x, name, choices, shape: indices.shape, saves: [.number]), indices
    )
  }

  func argExtreme(
    _ operation: Reduction, _ x: Tensor, _ dimension: Int?, keeps: Bool
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let axes = Axes(dimensions: dimension.map { [$0] }, keeps: keeps)
    let dimensions = try axes.resolved(in: shape)
    if dimension == nil, x.count == 0 {
      throw .index(
        "arg\(operation.rawValue)(): Expected reduction dim to be specified for input.numel() == 0."
      )
    }
    try checkLengths(x, axes, of: "arg\(operation.rawValue)")
    let values = x.values
    let indices = shape.groups(reducing: dimensions).map { group in
      var best = 0
      for (index, place) in group.enumerated() {
        let (new, old) = (values[place], values[group[best]])
        if old.isNaN { break }
        if new.isNaN || (operation == .max ? new > old : new < old) { best = index }
      }
      return Double(best)
    }
    return Tensor(
      indices, shape: shape.reduced(dimensions, keeping: keeps).sizes, dtype: .int64)
  }

  /// Of nothing there is no largest and no smallest.
  private func checkLengths(
    _ x: Tensor, _ axes: Axes, of function: String
  ) throws(TorchError) {
    for axis in try axes.resolved(in: Shape(x.shape)) where x.shape[axis] == 0 {
      throw .index("\(function)(): Expected reduction dim \(axis) to have non-zero size.")
    }
  }

  func norm(_ x: Tensor, p: Double, _ axes: Axes) throws(TorchError) -> Tensor {
    try x.refuseWholeNumbers(of: "linalg.vector_norm")
    let result = try reduce(
      .norm, .linalgVectorNorm, x, axes, parameters: [p], saves: [.input(0), .output])
    if p == 0, let function = result.function {
      // A count moves with nothing, and PyTorch sends nothing at all rather than zeros.
      function.kind = .custom(
        CustomBackward(
          body: { _ in [nil] }, shapes: [result.shape], dtypes: [result.dtype]))
      function.keepsUnreachedInputs = true
    }
    return result
  }

  func variance(_ x: Tensor, correction: Double, _ axes: Axes) throws(TorchError) -> Tensor {
    try x.refuseWholeNumbers(saying: "std and var only support floating point and complex dtypes")
    return try reduce(
      .variance, .var, x, axes, parameters: [correction], saves: [.input(0)])
  }

  func standardDeviation(
    _ x: Tensor, correction: Double, _ axes: Axes
  ) throws(TorchError) -> Tensor {
    try x.refuseWholeNumbers(saying: "std and var only support floating point and complex dtypes")
    return try reduce(
      .standardDeviation, .std, x, axes, parameters: [correction],
      saves: [.input(0), .output])
  }

  func logSumExp(_ x: Tensor, _ axes: Axes) throws(TorchError) -> Tensor {
    try reduce(
      .logSumExp, .logsumexp, x, axes, dtype: floating(x.dtype),
      saves: [.input(0), .output])
  }

  /// Running sums, kept in double as PyTorch does and rounded one by one.
  func cumulativeSum(_ x: Tensor, _ dimension: Int) throws(TorchError) -> Tensor {
    try cumulative(.add, .cumsum, x, dimension, precision: .double)
  }

  func cumulativeProduct(_ x: Tensor, _ dimension: Int) throws(TorchError) -> Tensor {
    let result = try cumulative(
      .multiply, .cumprod, x, dimension, precision: .double,
      saves: [.input(0), .output])
    let shape = Shape(x.shape)
    let lines = shape.groups(reducing: try Axes(dimensions: [dimension]).resolved(in: shape))
    if x.count > 1, lines.first.map({ $0.count > 1 }) == true, !x.values.contains(0) {
      result.function?.formula = .runningProduct(x, result, lines)
    }
    return result
  }

  private func cumulative(
    _ operation: Binary, _ name: BackwardFunction, _ x: Tensor, _ dimension: Int,
    precision: Precision,
    saves: [Saved] = []
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let lines = shape.groups(reducing: try Axes(dimensions: [dimension]).resolved(in: shape))
    let dtype: DType = x.dtype.isFloating ? x.dtype : .int64
    return try call(name, [x], shape: x.shape, dtype: dtype, saves: saves) { builder, entries in
      builder.precision = precision
      let wide = builder.map(.alias, entries[0])
      var totals = wide
      for index in 1..<max(1, lines.first?.count ?? 0) {
        let before = lines.map { totals[$0[index - 1]] }
        let sums = builder.zip(operation, before, lines.map { wide[$0[index]] })
        for (line, sum) in zip(lines, sums) { totals[line[index]] = sum }
      }
      builder.precision = dtype.precision
      let results = builder.map(.alias, totals)
      // A sum begins with +0, which takes the sign off −0.
      return operation == .add
        ? builder.settled(results, as: results.map { $0.value + 0 }) : results
    }
  }

  /// The exponentials of each line, as shares of their sum.
  func softmax(_ x: Tensor, _ dimension: Int) throws(TorchError) -> Tensor {
    try alongLines(x, dimension, isLogarithm: false)
  }

  func logSoftmax(_ x: Tensor, _ dimension: Int) throws(TorchError) -> Tensor {
    try alongLines(x, dimension, isLogarithm: true)
  }

  private func alongLines(
    _ x: Tensor, _ dimension: Int, isLogarithm: Bool
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let axes = try Axes(dimensions: [dimension]).resolved(in: shape)
    let kernelName = isLogarithm ? "log_softmax" : "softmax"
    let isLast = axes.first ?? 0 == x.rank - 1 || x.rank == 0
    try x.refuseWholeNumbers(
      saying: "\"\(kernelName)\(isLast ? "_lastdim" : "")_kernel_impl\" not implemented for "
        + "'\(x.dtype.legacyName)'")
    let kernel = SoftmaxKernel(shape, axes, isLogarithm: isLogarithm, x.dtype.precision)
    let result = try call(
      isLogarithm ? .logSoftmax : .softmax, [x], shape: x.shape,
      dtype: x.dtype, saves: [.output]
    ) { builder, entries in
      let lines = kernel.lines
      // Subtracting the largest changes no share and keeps the exponentials finite.
      let largest = lines.map { line in
        builder.literal(line.map { entries[0][$0].value }.max() ?? 0)
      }
      let shifted = builder.zip(.subtract, entries[0], self.spread(largest, over: lines))
      let steps =
        isLogarithm
        ? self.logarithmOfShares(shifted, lines, builder) : self.shares(shifted, lines, builder)
      return builder.settled(steps, as: kernel.values(entries[0].map { $0.value }))
    }
    let output = result.values
    result.function?.formula = GradientFormula { [kernel.gradient($0, output)] }
    return result
  }

  private func shares(_ x: [Entry], _ lines: [[Int]], _ builder: Builder) -> [Entry] {
    let powers = builder.map(.exp, x)
    let totals = builder.reduce(.sum, lines.map { line in line.map { powers[$0] } })
    return builder.zip(.divide, powers, spread(totals, over: lines))
  }

  private func logarithmOfShares(
    _ x: [Entry], _ lines: [[Int]], _ builder: Builder
  ) -> [Entry] {
    let totals = builder.reduce(.logSumExp, lines.map { line in line.map { x[$0] } })
    return builder.zip(.subtract, x, spread(totals, over: lines))
  }

  /// One entry a line, put at each element of its line.
  private func spread(_ entries: [Entry], over lines: [[Int]]) -> [Entry] {
    var places = [Entry](repeating: Entry(value: 0), count: lines.joined().count)
    for (entry, line) in zip(entries, lines) {
      for place in line { places[place] = entry }
    }
    return places
  }
}

extension Tensor {
  /// Some functions have no meaning for integers in PyTorch, not even as real numbers.
  func refuseWholeNumbers(of function: String) throws(TorchError) {
    try refuseWholeNumbers(
      saying: "\(function): Expected a floating point or complex tensor as input. Got "
        + dtype.legacyName)
  }

  func refuseTruthValues(of kernel: String) throws(TorchError) {
    try dtype.refuseTruthValues(of: kernel)
  }

  /// Kernels that PyTorch has for real numbers alone.
  func refuseWholeNumbers(inKernel kernel: String) throws(TorchError) {
    try refuseWholeNumbers(saying: "\"\(kernel)\" not implemented for '\(dtype.legacyName)'")
  }

  func refuseWholeNumbers(saying message: @autoclosure () -> String) throws(TorchError) {
    guard dtype.isFloating else { throw TorchError("NotImplementedError", message()) }
  }
}

extension DType {
  /// Kernels that PyTorch has for numbers of every kind, but not for truth values.
  func refuseTruthValues(of kernel: String) throws(TorchError) {
    guard self != .bool else {
      throw TorchError("NotImplementedError", "\"\(kernel)\" not implemented for 'Bool'")
    }
  }
}
