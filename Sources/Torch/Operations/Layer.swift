import Autograd

extension Runtime {
  /// x Wᵀ + b.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html>
  func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws(TorchError) -> Tensor {
    guard weight.rank == 2, x.rank > 0 else {
      let product = try matmul(x, weight)
      return try bias.map { bias throws(TorchError) in try add(product, bias) } ?? product
    }
    let transposed = try transpose(weight, 0, 1, name: .t)
    guard let bias else { return try matmul(x, transposed) }
    guard x.dtype == weight.dtype else {
      throw .runtime(
        "mat1 and mat2 must have the same dtype, but got \(x.dtype.legacyName) and "
          + weight.dtype.legacyName)
    }
    let flat = x.rank == 2 ? x : try reshape(x, to: [-1, x.shape[x.rank - 1]])
    let product = try addMatrixProduct(bias, flat, transposed)
    if x.rank == 2 { return product }
    return try view(
      .unsafeView, of: product, shape: x.shape.dropLast() + [weight.shape[0]],
      strides: Shape(x.shape.dropLast() + [weight.shape[0]]).strides, offset: 0)
  }

  /// a b + bias.
  func addMatrixProduct(
    _ bias: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(TorchError) -> Tensor {
    for (name, matrix) in [("mat1", a), ("mat2", b)] where matrix.rank != 2 {
      throw .runtime("addmm: \(name) must be a matrix, got \(matrix.rank)-D tensor")
    }
    guard a.shape[1] == b.shape[0] else {
      throw shapeMismatch("addmm", a.shape, b.shape).diagnosed(
        diagnosis(.productDoesNotFit(subject(a), subject(b)), at: a))
    }
    for (name, one, other) in [("mat1", a, b), ("self", bias, b)] where one.dtype != other.dtype {
      throw .runtime(
        "\(name) and mat2 must have the same dtype, but got \(one.dtype.legacyName) and "
          + other.dtype.legacyName)
    }
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    let shape = Shape([rows, columns])
    guard (try? shape.broadcast(with: Shape(bias.shape))) == shape else {
      throw .runtime(
        "The expanded size of the tensor (\(columns)) must match the existing size "
          + "(\(bias.shape.last ?? 1)) at non-singleton dimension 1.  Target sizes: "
          + "\(shape.description).  Tensor sizes: \(Shape(bias.shape).description)")
    }
    let dtype = a.dtype.promoted(with: b.dtype)
    try checkRoom(for: [[rows * columns * max(1, inner)]])
    let product = MatrixProduct(rows: rows, inner: inner, columns: columns, dtype.precision)
    let result = try call(
      .addmm, [bias, a, b], shape: shape.sizes, dtype: dtype,
      saves: (b.requiresGradient ? [.input(1)] : []) + (a.requiresGradient ? [.input(2)] : [])
    ) { builder, entries in
      let biases = builder.broadcast(entries[0], from: bias.shape, to: shape)
      builder.precision = .double
      var result = biases
      if inner > 0 {
        var left: [Entry] = []
        var right: [Entry] = []
        left.reserveCapacity(rows * columns * inner)
        right.reserveCapacity(rows * columns * inner)
        for row in 0..<rows {
          for column in 0..<columns {
            for k in 0..<inner {
              left.append(entries[1][row * inner + k])
              right.append(entries[2][k * columns + column])
            }
          }
        }
        let products = builder.zip(.multiply, left, right)
        let sums =
          inner == 1
          ? products
          : builder.reduce(.sum, products, inGroupsOf: inner, results: rows * columns)
        result = builder.zip(.add, sums, biases)
      }
      builder.precision = dtype.precision
      return builder.settled(
        builder.map(.alias, result),
        as: product.values(
          entries[1].map { $0.value }, entries[2].map { $0.value }, bias: biases.map { $0.value }))
    }
    result.function?.inputsAddedToZeros = [1, 2]
    let (left, right) = (a.values, b.values)
    let biasSums =
      bias.count == result.count
      ? nil
      : Fan(nodes: [], shape: bias.shape, result: shape, precision: dtype.precision).summation
    result.function?.formula = GradientFormula { upstream in
      [
        biasSums?.sums(of: upstream, dtype.precision) ?? upstream,
        product.toLeft(upstream, right), product.toRight(upstream, left),
      ]
    }
    return result
  }

  /// The rows of a table that are named.
  func embedding(
    _ indices: Tensor, _ table: Tensor, padding: Int?
  ) throws(TorchError) -> Tensor {
    guard table.rank == 2 else { throw .runtime("'weight' must be 2-D") }
    guard indices.dtype.category == .integer else {
      throw .runtime(
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, "
          + "Int; but got torch.\(indices.dtype.legacyName)Tensor instead (while checking "
          + "arguments for embedding)")
    }
    let (rows, width) = (table.shape[0], table.shape[1])
    var names: [Int] = []
    for value in indices.values {
      let row = Int(clamping: value)
      guard 0 <= row, row < rows else { throw .index("index out of range in self") }
      names.append(row)
    }
    return try call(
      .embedding, [table], shape: indices.shape + [width], dtype: table.dtype,
      saves: [.number]
    ) { builder, entries in
      let fixed = padding.map { $0 < 0 ? $0 + rows : $0 }
      return names.flatMap { row -> [Entry] in
        let entries = Array(entries[0][(row * width)..<((row + 1) * width)])
        return builder.map(row == fixed ? .detach : .alias, entries)
      }
    }
  }

  /// Each class as a row of zeros with a one.
  func oneHot(_ x: Tensor, classes: Int) throws(TorchError) -> Tensor {
    guard x.dtype == .int64 else {
      throw .runtime("one_hot is only applicable to index tensor of type LongTensor.")
    }
    guard x.values.allSatisfy({ $0 >= 0 }) else {
      throw .runtime("Class values must be non-negative.")
    }
    let needed = Int(clamping: (x.values.max() ?? -1) + 1)
    guard classes <= 0 || needed <= classes else {
      throw .runtime("Class values must be smaller than num_classes.")
    }
    let count = classes > 0 ? classes : needed
    try checkRoom(for: [x.shape + [count]])
    let values = x.values.flatMap { label in (0..<count).map { Double($0) == label ? 1.0 : 0 } }
    return Tensor(values, shape: x.shape + [count], dtype: .int64)
  }

  /// Each group brought to mean 0 and variance 1, then scaled and shifted.
  ///
  /// Source: Ba, Kiros & Hinton, *Layer Normalization*, 2016.
  func layerNorm(
    _ x: Tensor, over sizes: [Int], weight: Tensor?, bias: Tensor?, epsilon: Double
  ) throws(TorchError) -> Tensor {
    guard x.rank >= sizes.count, Array(x.shape.suffix(sizes.count)) == sizes else {
      throw .runtime(
        "Given normalized_shape=\(Shape(sizes).description), expected input with shape "
          + "[*, \(sizes.map(String.init).joined(separator: ", "))], but got input of size"
          + Shape(x.shape).description)
    }
    try x.refuseWholeNumbers(
      saying: "\"LayerNormKernelImpl\" not implemented for '\(x.dtype.legacyName)'")
    let groups = Shape(x.shape).groups(reducing: Array((x.rank - sizes.count)..<x.rank))
    let width = Shape(sizes).count
    let kernel =
      [weight, bias].allSatisfy { $0 == nil || $0?.dtype == x.dtype }
      ? LayerNormKernel(width: width, epsilon: epsilon, x.dtype.precision) : nil
    let result = try call(
      .nativeLayerNorm, [x] + [weight, bias].compactMap { $0 }, shape: x.shape,
      dtype: x.dtype, saves: [.input(0), .number]
    ) { builder, entries in
      builder.precision = .double
      let lines = groups.map { group in group.map { entries[0][$0] } }
      let means = builder.reduce(.mean, lines)
      let correction = builder.literal(0)
      let variances = builder.reduce(.variance, lines.map { [correction] + $0 })
      let scales = builder.map(.rsqrt, builder.zip(.add, variances, epsilon))
      func spread(_ entries: [Entry]) -> [Entry] {
        entries.flatMap { [Entry](repeating: $0, count: width) }
      }
      var result = builder.zip(
        .multiply, builder.zip(.subtract, lines.flatMap { $0 }, spread(means)), spread(scales))
      func repeated(_ entries: [Entry]) -> [Entry] { groups.flatMap { _ in entries } }
      if weight != nil { result = builder.zip(.multiply, result, repeated(entries[1])) }
      if bias != nil { result = builder.zip(.add, result, repeated(entries[entries.count - 1])) }
      builder.precision = x.dtype.precision
      let rounded = builder.map(.alias, result)
      guard let kernel else { return rounded }
      return builder.settled(
        rounded,
        as: kernel.values(x.values, weight: weight?.values, bias: bias?.values))
    }
    if let kernel {
      let (numbers, factors) = (x.values, weight?.values)
      let isGiven = [true, weight != nil, bias != nil]
      result.function?.formula = GradientFormula { upstream in
        Swift.zip(kernel.gradients(upstream, numbers, weight: factors), isGiven)
          .compactMap { $1 ? $0 : nil }
      }
    }
    return result
  }
}
