import Autograd

/// One part of what stands between the brackets of `x[…]`.
enum Index {
  case integer(Int)
  case slice(start: Int?, stop: Int?, step: Int)
  case newAxis
  case ellipsis
  /// Positions along one dimension, or a mask over one or more.
  case tensor(Tensor)
}

extension Runtime {
  /// `x[…]`: views as far as integers and slices go, a copy where tensors select.
  func index(_ x: Tensor, _ indices: [Index]) throws(TorchError) -> Tensor {
    let (part, selections) = try part(of: x, indices, skipsWhole: indices.count > 1)
    if !selections.isEmpty { return try gather(part, selections) }
    return part === x ? try aliased(x) : part
  }

  /// Where tensors select along a dimension, or a mask over one or more.
  private typealias Selection = (dimension: Int, index: Tensor)

  /// As far as integers, slices and new dimensions go, and what selects in the rest.
  ///
  /// With `skipsWhole` a slice of everything is no step of its own.
  private func part(
    of x: Tensor, _ indices: [Index], skipsWhole: Bool
  ) throws(TorchError) -> (part: Tensor, selections: [Selection]) {
    var result = x
    // Where the next index stands, among what is left and among all dimensions.
    var (dimension, place) = (0, 0)
    var selections: [Selection] = []
    let named = indices.reduce(0) { count, index in
      switch index {
      case .integer, .slice: count + 1
      case .newAxis, .ellipsis: count
      case .tensor(let mask): count + (mask.dtype == .bool ? mask.rank : 1)
      }
    }
    guard named <= x.rank else {
      switch (x.rank, indices.count, indices.first) {
      case (0, 1, .integer(0)):
        throw .index(
          "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in "
            + "C++ to convert a 0-dim tensor to a number")
      case (0, 1, .integer(let index)):
        throw .index("index \(index) is out of bounds for dimension 0 with size 0")
      case (0, 1, .slice): throw .index("slice() cannot be applied to a 0-dim tensor.")
      default: throw .index("too many indices for tensor of dimension \(x.rank)")
      }
    }
    for index in indices {
      switch index {
      case .integer(let position):
        result = try select(result, dimension, position, named: place)
        place += 1
      case .slice(let start, let stop, let step):
        place += 1
        let size = result.shape[dimension]
        let isWhole = step == 1 && (start ?? 0) == 0 && (stop ?? size) >= size
        if !skipsWhole || !isWhole {
          result = try slice(result, dimension, start, stop, step)
        }
        dimension += 1
      case .newAxis:
        result = try unsqueeze(result, dimension)
        dimension += 1
        place += 1
      case .ellipsis:
        dimension += x.rank - named
        place += x.rank - named
      case .tensor(let mask) where mask.dtype == .bool && mask.rank == 0:
        // One truth value keeps or drops all, as a mask over a new dimension of one.
        result = try unsqueeze(result, dimension)
        selections.append((dimension, Tensor(mask.values, shape: [1], dtype: .bool)))
        dimension += 1
        place += 1
      case .tensor(let selection):
        selections.append((dimension, selection))
        dimension += selection.dtype == .bool ? selection.rank : 1
        place += selection.dtype == .bool ? selection.rank : 1
      }
    }
    return (result, selections)
  }

  private func aliased(_ x: Tensor) throws(TorchError) -> Tensor {
    try view(.alias, of: x, shape: x.shape, strides: x.strides, offset: x.offset)
  }

  /// One slice of a dimension, which a message calls by another number where others are gone.
  func select(
    _ x: Tensor, _ dimension: Int, _ position: Int, named place: Int? = nil
  ) throws(TorchError) -> Tensor {
    let size = x.shape[dimension]
    guard -size <= position, position < size else {
      throw .index(
        "index \(position) is out of bounds for dimension \(place ?? dimension) with size \(size)")
    }
    var (shape, strides) = (x.shape, x.strides)
    shape.remove(at: dimension)
    strides.remove(at: dimension)
    let index = position < 0 ? position + size : position
    return try view(
      .select, of: x, shape: shape, strides: strides,
      offset: x.offset + index * x.strides[dimension])
  }

  func slice(
    _ x: Tensor, _ dimension: Int, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws(TorchError) -> Tensor {
    guard step > 0 else { throw .value("step must be greater than zero") }
    let size = x.shape[dimension]
    func bounded(_ index: Int) -> Int { min(max(index < 0 ? index + size : index, 0), size) }
    let first = bounded(start ?? 0)
    let last = max(first, bounded(stop ?? size))
    var (shape, strides) = (x.shape, x.strides)
    shape[dimension] = last == first ? 0 : (last - first - 1) / step + 1
    strides[dimension] &*= step
    return try view(
      .slice, of: x, shape: shape, strides: strides,
      offset: x.offset + first * x.strides[dimension])
  }

  /// Advanced indexing: the selecting tensors are broadcast and walked together.
  private func gather(
    _ x: Tensor, _ selections: [Selection]
  ) throws(TorchError) -> Tensor {
    let (sources, shape) = try selected(x, selections)
    return try gathered(x, .index, sources, shape: shape, saves: [.number])
  }

  /// Where the elements stand that tensors select, and their shape.
  ///
  /// Messages count the selections, but where one of them is filled they count the dimensions.
  private func selected(
    _ x: Tensor, _ selections: [Selection], isFill: Bool = false
  ) throws(TorchError) -> (sources: [Int], shape: [Int]) {
    var positions: [(dimension: Int, index: Tensor)] = []
    for selection in selections {
      if selection.index.dtype == .bool {
        positions.append(contentsOf: try masked(x, selection.dimension, selection.index))
      } else {
        guard [.int64, .int32].contains(selection.index.dtype) else {
          throw .index("tensors used as indices must be long, int, byte or bool tensors")
        }
        positions.append(selection)
      }
    }
    var common = Shape([])
    for position in positions {
      do {
        common = try common.broadcast(with: Shape(position.index.shape))
      } catch {
        let shapes = positions.map { Shape($0.index.shape).description }
        throw .index(
          "shape mismatch: indexing tensors could not be broadcast together with shapes "
            + shapes.joined(separator: ", "))
      }
    }
    let strides = Shape(x.shape).strides
    var starts = [Int](repeating: 0, count: common.count)
    for (turn, (dimension, index)) in positions.enumerated() {
      let size = x.shape[dimension]
      for (place, source) in Shape(index.shape).sources(in: common).enumerated() {
        let value = Int(clamping: index.values[source])
        guard -size <= value, value < size else {
          throw .index(
            "index \(value) is out of bounds for dimension \(isFill ? dimension : turn) with size "
              + "\(size)")
        }
        starts[place] += (value < 0 ? value + size : value) * strides[dimension]
      }
    }
    return arranged(x, positions.map { $0.dimension }, starts, common)
  }

  /// Puts the selected dimensions where the first of them stood, or in front if others stand
  /// between them.
  private func arranged(
    _ x: Tensor, _ dimensions: [Int], _ starts: [Int], _ common: Shape
  ) -> (sources: [Int], shape: [Int]) {
    let first = dimensions.min() ?? 0
    let isRun = dimensions.sorted() == Array(first..<(first + dimensions.count))
    let lead = isRun ? Array(0..<first) : []
    let rest = x.shape.indices.filter { !dimensions.contains($0) && !lead.contains($0) }
    let strides = Shape(x.shape).strides
    func places(_ axes: [Int]) -> [Int] {
      Shape(axes.map { x.shape[$0] }).positions(strides: axes.map { strides[$0] }, offset: 0)
    }
    let (outer, inner) = (places(lead), places(rest))
    let sources = outer.flatMap { o in starts.flatMap { s in inner.map { o + s + $0 } } }
    return (sources, lead.map { x.shape[$0] } + common.sizes + rest.map { x.shape[$0] })
  }

  private func masked(
    _ x: Tensor, _ dimension: Int, _ mask: Tensor
  ) throws(TorchError) -> [(dimension: Int, index: Tensor)] {
    for (offset, size) in mask.shape.enumerated() where x.shape[dimension + offset] != size {
      throw .index(
        "The shape of the mask \(Shape(mask.shape).description) at index \(offset) does not match "
          + "the shape of the indexed tensor \(Shape(x.shape).description) at index "
          + "\(dimension + offset)")
    }
    let strides = Shape(mask.shape).strides
    let chosen = mask.values.indices.filter { mask.values[$0] != 0 }
    return mask.shape.indices.map { axis in
      let along = chosen.map { Double($0 / strides[axis] % mask.shape[axis]) }
      return (dimension + axis, Tensor(along, shape: [chosen.count], dtype: .int64))
    }
  }

  /// `x[…] = value`.
  func assign(_ x: Tensor, _ indices: [Index], _ value: Tensor) throws(TorchError) {
    // What is taken only to be written to needs no place in the graph, but in a message.
    let isOrdinary = x.viewOrigin == .ordinary || !isGradEnabled
    let (part, selections) = try withGrad(isGradEnabled && !isOrdinary) { () throws(TorchError) in
      try self.part(of: x, indices, skipsWhole: true)
    }
    if part !== x, isOrdinary, isGradEnabled {
      part.viewOrigin = .ordinary
      part.function = part.base?.function
    }
    guard selections.isEmpty else { return try put(value, into: part, selections) }
    if value.isWrittenNumber {
      let number = try converted(value, to: part.dtype, isScalar: part.rank == 0)
      number.isWrittenNumber = true
      return try fill(part, .fill2, number)
    }
    if value.rank == 0, part.rank > 0 { return try fill(part, .fill3, value) }
    try copy(trimmed(value, to: part.shape), into: part)
  }

  /// Without leading dimensions of one, which copying into a place drops.
  private func trimmed(_ value: Tensor, to shape: [Int]) throws(TorchError) -> Tensor {
    var sizes = value.shape[...]
    while sizes.count > shape.count, sizes.first == 1 { sizes = sizes.dropFirst() }
    let source = sizes.count == value.rank ? value : try reshape(value, to: Array(sizes))
    // Only for what it says of a shape that does not fit.
    let common = try? Shape(source.shape).broadcast(with: Shape(shape))
    return common?.sizes == shape ? source : try expand(source, to: shape)
  }

  /// Writes into the elements that tensors select.
  private func put(
    _ value: Tensor, into part: Tensor, _ selections: [Selection]
  ) throws(TorchError) {
    let (places, shape) = try selected(
      part, selections, isFill: value.isWrittenNumber && selections.count == 1)
    for source in [value] + selections.map({ $0.index }) {
      try part.checkOverlap(with: source, allowsSame: false)
    }
    let common = try? Shape(value.shape).broadcast(with: Shape(shape))
    guard common?.sizes == shape else {
      throw .runtime(
        "shape mismatch: value tensor of shape \(Shape(value.shape).description) cannot be "
          + "broadcast to indexing result of shape \(Shape(shape).description)")
    }
    // One element goes into a mask as it goes into all; others have to be of the same type.
    let isFilled = value.rank == 0 && selections.count == 1 && selections[0].index.dtype == .bool
    guard value.isWrittenNumber || isFilled || value.dtype == part.dtype else {
      throw .runtime(
        "Index put requires the source and destination dtypes match, got "
          + "\(part.dtype.legacyName) for the destination and \(value.dtype.legacyName) for the "
          + "source.")
    }
    let source =
      try value.isWrittenNumber
      ? converted(value, to: part.dtype) : cast(value, to: part.dtype)
    try inPlace(part, mayRepeat: true) { () throws(TorchError) in
      try call(
        putName(selections, value), value.isWrittenNumber ? [part] : [part, source],
        shape: part.shape, dtype: part.dtype
      ) { builder, entries in
        var all = entries[0]
        let content = entries.count > 1 ? entries[1] : [builder.literal(source.values[0])]
        let written = builder.broadcast(content, from: source.shape, to: Shape(shape))
        for (entry, place) in zip(written, places) { all[place] = entry }
        return builder.map(.alias, all)
      }
    }
  }

  private func putName(_ selections: [Selection], _ value: Tensor) -> BackwardFunction {
    guard value.isWrittenNumber, selections.count == 1, let index = selections.first?.index else {
      return .indexPut
    }
    if index.dtype == .bool { return .maskedFill }
    return .indexFill
  }

  /// `gather`: along one dimension, the element that `index` names at each place.
  func gather(_ x: Tensor, _ dimension: Int, _ index: Tensor) throws(TorchError) -> Tensor {
    let axis = try Shape(x.shape).dimension(dimension)
    // One element without a dimension stands for a vector of one.
    guard max(index.rank, 1) == max(x.rank, 1) else {
      throw .runtime("Index tensor must have the same number of dimensions as input tensor")
    }
    let strides = Shape(x.shape).strides
    let starts = Shape(index.shape).positions(
      strides: index.shape.indices.map { $0 == axis ? 0 : strides[$0] }, offset: 0)
    let (size, stride) = x.rank == 0 ? (1, 1) : (x.shape[axis], strides[axis])
    var choices: [Choice] = []
    for (start, value) in zip(starts, index.values) {
      let value = Int(clamping: value)
      guard 0 <= value, value < size else {
        throw .runtime("index \(value) is out of bounds for dimension \(axis) with size \(size)")
      }
      choices.append(
        Choice(among: (0..<size).map { start + $0 * stride }, taken: value, rank: nil))
    }
    return try chosen(x, .gather, choices, shape: index.shape, saves: [.number])
  }
}
