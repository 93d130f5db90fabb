import Autograd

extension Runtime {
  /// `a @ b` for vectors, matrices and stacks of matrices.
  func matmul(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    guard a.rank > 0, b.rank > 0 else {
      throw .runtime(
        "both arguments to matmul need to be at least 1D, but they are \(a.rank)D and \(b.rank)D")
    }
    guard a.dtype == b.dtype else { throw typeMismatch(a, b) }
    try a.refuseTruthValues(of: productKernel(a, b))
    let left = a.rank == 1 ? [1, a.shape[0]] : a.shape
    let right = b.rank == 1 ? [b.shape[0], 1] : b.shape
    let inner = left[left.count - 1]
    guard inner == right[right.count - 2] else {
      throw mismatch(a, b).diagnosed(
        diagnosis(.productDoesNotFit(subject(a), subject(b)), at: a))
    }
    let batch = try Shape(Array(left.dropLast(2))).broadcast(with: Shape(Array(right.dropLast(2))))
    let (rows, columns) = (left[left.count - 2], right[right.count - 1])
    let shape =
      batch.sizes + (a.rank == 1 ? [] : [rows]) + (b.rank == 1 ? [] : [columns])
    try checkRoom(for: [batch.sizes + [rows, columns, max(1, inner)]])
    let terms = products(left, right, batch, rows: rows, columns: columns, inner: inner)
    let product = MatrixProduct(rows: rows, inner: inner, columns: columns, a.dtype.precision)
    let isFused = a.rank == 2 && b.rank == 2 && product.isOfMatrices && a.dtype.isFloating
    let result = try contraction(
      matmulName(a, b), [a, b], shape: shape, terms: terms,
      digits: isFused ? { product.values($0[0], $0[1]) } : nil)
    if isFused {
      let (left, right) = (a.values, b.values)
      result.function?.formula = GradientFormula { upstream in
        [product.toLeft(upstream, right), product.toRight(upstream, left)]
      }
    }
    // What a vector in a product with another is sent is a multiple of the other.
    result.function?.inputsAddedToZeros =
      switch (a.rank, b.rank) {
      case (1, 1): []
      case (2, 1): [1]
      default: [0, 1]
      }
    return result
  }

  private func matmulName(_ a: Tensor, _ b: Tensor) -> BackwardFunction {
    switch (a.rank, b.rank) {
    case (1, 1): .dot
    case (2, 1): .mv
    case (1, 2): .squeeze4
    case (2, 2): .mm
    default: .unsafeView
    }
  }

  /// For each element of the product, the pairs of elements that are multiplied.
  private func products(
    _ left: [Int], _ right: [Int], _ batch: Shape, rows: Int, columns: Int, inner: Int
  ) -> Terms {
    let leftBatch = Shape(Array(left.dropLast(2))).sources(in: batch)
    let rightBatch = Shape(Array(right.dropLast(2))).sources(in: batch)
    var terms = Terms(inputs: 2, each: inner, results: leftBatch.count * rows * columns)
    for (l, r) in zip(leftBatch, rightBatch) {
      for row in 0..<rows {
        for column in 0..<columns {
          for k in 0..<inner {
            terms.places[0].append((l * rows + row) * inner + k)
            terms.places[1].append((r * inner + k) * columns + column)
          }
        }
      }
    }
    return terms
  }

  /// Products of one element of each input, as many for each element of a result.
  struct Terms {
    /// For each input, which of its elements goes into each product.
    var places: [[Int]]
    /// How many products are added up.
    let count: Int
    /// How many sums there are.
    let results: Int

    init(inputs: Int, each count: Int, results: Int) {
      places = [[Int]](repeating: [], count: inputs)
      for input in 0..<inputs { places[input].reserveCapacity(count * results) }
      (self.count, self.results) = (count, results)
    }
  }

  /// Sums of products, added in order, as the kernels for small matrices round them.
  ///
  /// A single term is added to 0 too, unless it is only multiplied. `digits` gives the results of
  /// the inputs' elements as the kernel rounds them.
  func contraction(
    _ name: BackwardFunction, _ inputs: [Tensor], shape: [Int], terms: Terms,
    addsSingleTerms: Bool = true, digits: (([[Double]]) -> [Double])? = nil
  ) throws(TorchError) -> Tensor {
    let dtype = inputs.map { $0.dtype }.reduce(inputs[0].dtype) { $0.promoted(with: $1) }
    let saves = inputs.indices.filter { index in
      inputs.indices.contains { $0 != index && inputs[$0].requiresGradient }
    }.map { Saved.input($0) }
    return try call(name, inputs, shape: shape, dtype: dtype, saves: saves) { builder, entries in
      var factors = terms.places[0].map { entries[0][$0] }
      for input in entries.indices.dropFirst() {
        factors = builder.zip(.multiply, factors, terms.places[input].map { entries[input][$0] })
      }
      let isSum =
        terms.count != 1
        || (addsSingleTerms && factors.contains { $0.value.isNegativeZero })
      let sums =
        isSum
        ? builder.reduce(.sumInOrder, factors, inGroupsOf: terms.count, results: terms.results)
        : factors
      return digits.map { builder.settled(sums, as: $0(entries.map { $0.map { $0.value } })) }
        ?? sums
    }
  }

  func outer(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
      throw .runtime(
        "outer: Expected 1-D argument self, but got \(a.rank == 1 ? b.rank : a.rank)-D")
    }
    return try multiply(unsqueeze(a, 1), b)
  }

  /// A diagonal as a matrix, or the diagonal of a matrix.
  func diagonal(_ x: Tensor, _ offset: Int) throws(TorchError) -> Tensor {
    let offset = bounded(offset)
    switch x.rank {
    case 1:
      let size = x.count + abs(offset)
      try checkRoom(for: [[size, size]])
      return try call(
        .diagEmbed, [x], shape: [size, size], dtype: x.dtype
      ) { builder, entries in
        var all = [Entry](repeating: builder.literal(0), count: size * size)
        for (index, entry) in entries[0].enumerated() {
          all[(index + max(0, -offset)) * size + index + max(0, offset)] = entry
        }
        return builder.map(.alias, all)
      }
    case 2:
      let count = max(
        0, min(x.shape[0] - max(0, -offset), x.shape[1] - max(0, offset)))
      let sources = (0..<count).map { index in
        (index + max(0, -offset)) * x.shape[1] + index + max(0, offset)
      }
      return try gathered(x, .diagonalCopy, sources, shape: [count])
    default:
      throw .runtime("diag(): Supports 1D or 2D tensors. Got \(x.rank)D")
    }
  }

  /// A diagonal that sums can be made with; those beyond are as far from every matrix.
  private func bounded(_ offset: Int) -> Int { min(max(offset, -(.max >> 2)), .max >> 2) }

  /// The diagonal of a matrix in the matrix's own memory.
  func diagonalView(_ x: Tensor, _ offset: Int) throws(TorchError) -> Tensor {
    guard x.rank == 2 else { throw .unsupported("the diagonals of a tensor that is no matrix") }
    // Those beyond the matrix's corners are empty too.
    let (down, right) = (min(max(0, -bounded(offset)), x.shape[0]), min(max(0, offset), x.shape[1]))
    return try view(
      .diagonal, of: x, shape: [max(0, min(x.shape[0] - down, x.shape[1] - right))],
      strides: [x.strides[0] + x.strides[1]],
      offset: x.offset + down * x.strides[0] + right * x.strides[1])
  }

  func trace(_ x: Tensor) throws(TorchError) -> Tensor {
    guard x.rank == 2 else {
      throw .runtime("trace: expected a matrix, but got tensor with dim \(x.rank)")
    }
    try x.refuseTruthValues(of: "trace")
    let places = (0..<min(x.shape[0], x.shape[1])).map { $0 * (x.shape[1] + 1) }
    let dtype = x.dtype.isFloating ? x.dtype : .int64
    return try call(.trace, [x], shape: [], dtype: dtype) { builder, entries in
      builder.reduce(.sum, [places.map { entries[0][$0] }])
    }
  }

  /// The part of a matrix on one side of a diagonal, zeros elsewhere.
  func triangle(_ x: Tensor, _ diagonal: Int, isUpper: Bool) throws(TorchError) -> Tensor {
    guard x.rank >= 2 else {
      throw .runtime(
        "\(isUpper ? "triu" : "tril"): input tensor must have at least 2 dimensions")
    }
    let columns = x.shape[x.rank - 1]
    let rows = x.shape[x.rank - 2]
    return try call(
      isUpper ? .triu : .tril, [x], shape: x.shape, dtype: x.dtype
    ) { builder, entries in
      let zero = builder.literal(0)
      return builder.map(
        .alias,
        entries[0].enumerated().map { place, entry in
          let distance = place % columns - place / columns % rows
          return (isUpper ? distance >= diagonal : distance <= diagonal) ? entry : zero
        })
    }
  }

  /// Einstein's summation over named dimensions, with or without `->`.
  func einsum(_ equation: String, _ inputs: [Tensor]) throws(TorchError) -> Tensor {
    let written = equation.filter { $0 != " " }
    let arrow = written.range(of: "->")
    let names = written[..<(arrow?.lowerBound ?? written.endIndex)]
      .split(separator: ",", omittingEmptySubsequences: false).map { Array($0) }
    guard names.count == inputs.count else {
      throw .runtime(
        "einsum(): \(names.count > inputs.count ? "fewer" : "more") operands were provided than "
          + "specified in the equation")
    }
    guard names.joined().allSatisfy({ $0.isLetter }) else {
      throw .unsupported("einsum with the equation '\(equation)'")
    }
    var sizes: [Character: Int] = [:]
    for (place, (letters, input)) in zip(names, inputs).enumerated() {
      guard letters.count == input.rank else {
        throw .runtime(
          "einsum(): the number of subscripts in the equation (\(letters.count)) does not match the "
            + "number of dimensions (\(input.rank)) for operand \(place) and no ellipsis was given")
      }
      for (letter, size) in zip(letters, input.shape) {
        if let known = sizes[letter], known != size {
          throw .runtime(
            "einsum(): subscript \(letter) has size \(size) for operand \(place) which does not "
              + "broadcast with previously seen size \(known)")
        }
        sizes[letter] = size
      }
    }
    let all = names.joined()
    let once = Set(all.filter { letter in all.count { $0 == letter } == 1 })
    let output = arrow.map { Array(written[$0.upperBound...]) } ?? once.sorted()
    if let stray = output.first(where: { sizes[$0] == nil }) {
      throw .runtime(
        "einsum(): output subscript \(stray) does not appear in the equation for any input operand")
    }
    let summed = Set(all).subtracting(output).sorted()
    // What is summed over is a product of matrices, which are of one type.
    if let first = inputs.first, let other = inputs.first(where: { $0.dtype != first.dtype }),
      summed.contains(where: { letter in names.count { $0.contains(letter) } > 1 })
    {
      throw .runtime(
        "expected scalar type \(first.dtype.legacyName) but found \(other.dtype.legacyName)")
    }
    let shape = output.map { sizes[$0] ?? 1 }
    func places(_ input: Int, _ letters: [Character]) -> [Int] {
      let strides = Shape(inputs[input].shape).strides
      let steps = letters.map { letter in
        zip(names[input], strides).reduce(0) { $0 + ($1.0 == letter ? $1.1 : 0) }
      }
      return Shape(letters.map { sizes[$0] ?? 1 }).positions(strides: steps, offset: 0)
    }
    let bases = inputs.indices.map { places($0, output) }
    let inner = inputs.indices.map { places($0, summed) }
    let count = inner.first?.count ?? 0
    try checkRoom(for: [shape + [max(1, count)]])
    var terms = Terms(inputs: inputs.count, each: count, results: Shape(shape).count)
    for input in inputs.indices {
      for base in bases[input] {
        terms.places[input].append(contentsOf: inner[input].map { base + $0 })
      }
    }
    let name: BackwardFunction =
      switch (inputs.count, summed.isEmpty) {
      case (1, true): .permute
      case (1, false): .sum1
      case (_, true): .mul
      case (_, false): .view
      }
    // A dimension of one is no reason to add.
    let isProduct = count == 1
    let result = try contraction(
      name, inputs, shape: shape, terms: terms, addsSingleTerms: !isProduct)
    if !isProduct { result.function?.inputsAddedToZeros = Array(inputs.indices) }
    return result
  }
}

extension DType {
  /// The C++ type that error messages name.
  var cName: String {
    switch self {
    case .bool: "bool"
    case .uint8: "unsigned char"
    case .int8: "signed char"
    case .int16: "short"
    case .int32: "int"
    case .int64: "long int"
    case .float16: "c10::Half"
    case .float32: "float"
    case .float64: "double"
    }
  }
}
