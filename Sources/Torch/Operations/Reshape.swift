import Autograd

extension Runtime {
  /// Resolves a −1 among the wanted sizes.
  func resolved(_ sizes: [Int], for x: Tensor) throws(TorchError) -> [Int] {
    let known = sizes.filter { $0 != -1 }.reduce(1, *)
    let unknown = sizes.count { $0 == -1 }
    let isFit = unknown == 0 ? known == x.count : known != 0 && x.count % known == 0
    guard unknown <= 1 else { throw .runtime("only one dimension can be inferred") }
    guard isFit, sizes.allSatisfy({ $0 >= -1 }) else {
      throw .runtime("shape '\(Shape(sizes).description)' is invalid for input of size \(x.count)")
    }
    return sizes.map { $0 == -1 ? x.count / max(1, known) : $0 }
  }

  func view(_ x: Tensor, as sizes: [Int]) throws(TorchError) -> Tensor {
    let shape = try resolved(sizes, for: x)
    guard let strides = viewStrides(of: x, for: shape) else {
      throw .runtime(
        "view size is not compatible with input tensor's size and stride (at least one dimension "
          + "spans across two contiguous subspaces). Use .reshape(...) instead.")
    }
    return try view(.view, of: x, shape: shape, strides: strides, offset: x.offset)
  }

  func reshape(_ x: Tensor, to sizes: [Int]) throws(TorchError) -> Tensor {
    try reshaped(x, .view, to: resolved(sizes, for: x))
  }

  func flatten(_ x: Tensor, from start: Int = 0, to end: Int = -1) throws(TorchError) -> Tensor {
    if x.rank == 0 { return try reshaped(x, .view, to: [1]) }
    let shape = Shape(x.shape)
    let (start, end) = (try shape.dimension(start), try shape.dimension(end))
    guard start <= end else {
      throw .runtime("flatten() has invalid args: start_dim cannot come after end_dim")
    }
    if start == end { return x }
    let merged = x.shape[start...end].reduce(1, *)
    return try reshaped(
      x, .view, to: Array(x.shape[..<start]) + [merged] + Array(x.shape[(end + 1)...]))
  }

  func permute(_ x: Tensor, _ order: [Int], name: BackwardFunction = .permute) throws(TorchError)
    -> Tensor
  {
    guard order.count == x.rank else {
      throw .runtime(
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length "
          + "of the desired ordering of dimensions i.e. input.dim() = \(x.rank) is not equal to "
          + "len(dims) = \(order.count)")
    }
    var dimensions: [Int] = []
    for dimension in order { dimensions.append(try Shape(x.shape).dimension(dimension)) }
    guard dimensions.sorted() == Array(0..<x.rank) else {
      throw .runtime("permute(): duplicate dims are not allowed.")
    }
    return try view(
      name, of: x, shape: dimensions.map { x.shape[$0] },
      strides: dimensions.map { x.strides[$0] }, offset: x.offset)
  }

  func transpose(
    _ x: Tensor, _ a: Int, _ b: Int, name: BackwardFunction = .transpose
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let (a, b) = (try shape.dimension(a), try shape.dimension(b))
    guard x.rank > 0 else { return try permute(x, [], name: name) }
    var order = Array(0..<x.rank)
    order.swapAt(a, b)
    return try permute(x, order, name: name)
  }

  func unsqueeze(_ x: Tensor, _ dimension: Int) throws(TorchError) -> Tensor {
    let index = try Shape(x.shape + [1]).dimension(dimension)
    var (shape, strides) = (x.shape, x.strides)
    shape.insert(1, at: index)
    strides.insert(index < x.rank ? x.shape[index] * x.strides[index] : 1, at: index)
    return try view(.unsqueeze, of: x, shape: shape, strides: strides, offset: x.offset)
  }

  func squeeze(_ x: Tensor, _ dimension: Int?) throws(TorchError) -> Tensor {
    let only = try dimension.map { index throws(TorchError) in try Shape(x.shape).dimension(index) }
    let kept = x.shape.indices.filter { x.shape[$0] != 1 || (only != nil && only != $0) }
    return try view(
      only == nil ? .squeeze : .squeeze1, of: x,
      shape: kept.map { x.shape[$0] }, strides: kept.map { x.strides[$0] }, offset: x.offset)
  }

  func expand(_ x: Tensor, to sizes: [Int]) throws(TorchError) -> Tensor {
    let lead = sizes.count - x.rank
    guard lead >= 0 else {
      throw .runtime(
        "expand(torch.FloatTensor{\(Shape(x.shape).description)}, size=\(Shape(sizes).description))"
          + ": the number of sizes provided (\(sizes.count)) must be greater or equal to the number "
          + "of dimensions in the tensor (\(x.rank))")
    }
    var (shape, strides) = (sizes, [Int](repeating: 0, count: sizes.count))
    for dimension in sizes.indices where dimension >= lead {
      let size = x.shape[dimension - lead]
      if sizes[dimension] == -1 || sizes[dimension] == size {
        shape[dimension] = size
        strides[dimension] = x.strides[dimension - lead]
      } else if size != 1 {
        throw .runtime(
          "The expanded size of the tensor (\(sizes[dimension])) must match the existing size "
            + "(\(size)) at non-singleton dimension \(dimension).  Target sizes: "
            + "\(Shape(sizes).description).  Tensor sizes: \(Shape(x.shape).description)")
      }
    }
    return try view(.expand, of: x, shape: shape, strides: strides, offset: x.offset)
  }

  /// New memory, every element taken from somewhere in `x`.
  func gathered(
    _ x: Tensor, _ name: BackwardFunction, _ sources: [Int], shape: [Int], saves: [Saved] = []
  ) throws(TorchError) -> Tensor {
    let count = x.count
    guard sources.allSatisfy({ 0 <= $0 && $0 < count }) else {
      throw .index("index out of range in self")
    }
    return try call(name, [x], shape: shape, dtype: x.dtype, saves: saves) { builder, entries in
      builder.map(.alias, sources.map { entries[0][$0] })
    }
  }

  /// `narrow`: a run of a dimension, in the same memory.
  func narrow(
    _ x: Tensor, _ dimension: Int, from start: Int, length: Int
  ) throws(TorchError) -> Tensor {
    guard x.rank > 0 else { throw .runtime("narrow() cannot be applied to a 0-dim tensor.") }
    guard length >= 0 else { throw .runtime("narrow(): length must be non-negative.") }
    let axis = try Shape(x.shape).dimension(dimension)
    let size = x.shape[axis]
    guard -size <= start, start <= size else {
      throw .index(
        "start out of range (expected to be in range of [\(-size), \(size)], but got \(start))")
    }
    let first = start < 0 ? start + size : start
    guard length <= size - first else {
      throw .runtime(
        "start (\(first)) + length (\(length)) exceeds dimension size (\(size)).")
    }
    return try slice(x, axis, first, first + length, 1)
  }

  func flip(_ x: Tensor, _ dimensions: [Int]) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    let flipped = try Axes(dimensions: dimensions).resolved(in: shape)
    let strides = shape.strides
    var offset = 0
    for dimension in flipped { offset += (x.shape[dimension] - 1) * strides[dimension] }
    let signed = strides.indices.map { flipped.contains($0) ? -strides[$0] : strides[$0] }
    let sources = x.count == 0 ? [] : shape.positions(strides: signed, offset: offset)
    return try gathered(x, .flip, sources, shape: x.shape)
  }

  func repeated(_ x: Tensor, _ times: [Int]) throws(TorchError) -> Tensor {
    guard times.count >= x.rank else {
      throw .runtime(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
          + "tensor")
    }
    let own = [Int](repeating: 1, count: times.count - x.rank) + x.shape
    let shape = zip(own, times).map { size, times in
      let (product, isTooLarge) = size.multipliedReportingOverflow(by: times)
      return isTooLarge ? times < 0 ? .min : .max : product
    }
    try checkRoom(for: [shape])
    let strides = Shape(own).strides
    var sources = [0]
    for dimension in shape.indices {
      sources = sources.flatMap { start in
        (0..<shape[dimension]).map { start + $0 % own[dimension] * strides[dimension] }
      }
    }
    return try gathered(x, .repeat, sources, shape: shape)
  }

  func repeatInterleaved(
    _ x: Tensor, _ times: Int, _ dimension: Int?
  ) throws(TorchError) -> Tensor {
    guard times >= 0 else { throw .runtime("Repeats must be non-negative") }
    guard let dimension else {
      try checkRoom(for: [[x.count, times]])
      return try gathered(
        x, .view,
        (0..<x.count).flatMap { [Int](repeating: $0, count: times) },
        shape: [x.count * times])
    }
    let index = try Shape(x.shape).dimension(dimension)
    try checkRoom(for: [[x.count, times]])
    let result = try indexSelect(
      x, index, (0..<x.shape[index]).flatMap { [Int](repeating: $0, count: times) })
    rename(result, .view)
    return result
  }

  /// The slices of a dimension at some indices.
  func indexSelect(_ x: Tensor, _ dimension: Int, _ indices: [Int]) throws(TorchError) -> Tensor {
    guard x.rank > 0 else {
      guard indices.count == 1 else {
        throw .runtime(
          "index_select(): Index to scalar can have only 1 value, got \(indices.count) value(s)")
      }
      return try gathered(x, .indexSelect, indices, shape: [], saves: [.number])
    }
    guard indices.allSatisfy({ 0 <= $0 && $0 < x.shape[dimension] }) else {
      throw .index("index out of range in self")
    }
    var shape = x.shape
    shape[dimension] = indices.count
    let strides = Shape(x.shape).strides
    var sources = [0]
    for axis in x.shape.indices {
      let steps = axis == dimension ? indices : Array(0..<x.shape[axis])
      sources = sources.flatMap { start in steps.map { start + $0 * strides[axis] } }
    }
    return try gathered(x, .indexSelect, sources, shape: shape, saves: [.number])
  }

  /// Tensors one after another along a dimension they have.
  func concatenated(_ parts: [Tensor], _ dimension: Int) throws(TorchError) -> Tensor {
    guard let first = parts.first else {
      throw .value("torch.cat(): expected a non-empty list of Tensors")
    }
    // An empty vector beside other tensors is skipped, as it always was.
    let parts = parts.filter { $0.shape != [0] || first.rank == 1 }
    guard let first = parts.first else { return parts[0] }
    if let place = parts.firstIndex(where: { $0.rank == 0 }) {
      throw .runtime("zero-dimensional tensor (at position \(place)) cannot be concatenated")
    }
    let axis = try Shape(first.shape).dimension(dimension)
    var shape = first.shape
    shape[axis] = 0
    for part in parts {
      for other in part.shape.indices
      where other != axis && part.rank == first.rank && part.shape[other] != first.shape[other] {
        throw .runtime(
          "Sizes of tensors must match except in dimension \(axis). Expected size "
            + "\(first.shape[other]) but got size \(part.shape[other]) for tensor number 1 in the "
            + "list.")
      }
      guard part.rank == first.rank else {
        throw .runtime(
          "Tensors must have same number of dimensions: got \(first.rank) and \(part.rank)")
      }
      shape[axis] += part.shape[axis]
    }
    return try joined(parts, axis, shape, .cat)
  }

  /// Tensors of one shape along a new dimension.
  func stacked(_ parts: [Tensor], _ dimension: Int) throws(TorchError) -> Tensor {
    guard let first = parts.first else {
      throw .runtime("stack expects a non-empty TensorList")
    }
    for (index, part) in parts.enumerated() where part.shape != first.shape {
      throw .runtime(
        "stack expects each tensor to be equal size, but got \(Shape(first.shape).description) at "
          + "entry 0 and \(Shape(part.shape).description) at entry \(index)")
    }
    var shape = first.shape
    let axis = try Shape(shape + [1]).dimension(dimension)
    shape.insert(parts.count, at: axis)
    return try joined(parts, axis, shape, .stack)
  }

  private func joined(
    _ parts: [Tensor], _ axis: Int, _ shape: [Int], _ name: BackwardFunction
  ) throws(TorchError) -> Tensor {
    let dtype = parts.map { $0.dtype }.reduce(parts[0].dtype) { $0.promoted(with: $1) }
    return try call(name, parts, shape: shape, dtype: dtype) { builder, entries in
      let outer = shape[..<axis].reduce(1, *)
      var result: [Entry] = []
      for index in 0..<outer {
        for part in entries {
          let run = part.count / max(1, outer)
          result.append(contentsOf: part[(index * run)..<((index + 1) * run)])
        }
      }
      return builder.map(.alias, result)
    }
  }

  /// Views of consecutive runs of a dimension.
  func split(_ x: Tensor, sizes: [Int], _ dimension: Int, name: BackwardFunction) throws(TorchError)
    -> [Tensor]
  {
    let axis = try Shape(x.shape).dimension(dimension)
    guard sizes.allSatisfy({ $0 >= 0 }) else {
      throw .runtime(
        "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes="
          + Shape(sizes).description)
    }
    guard sizes.reduce(0, +) == x.shape[axis] else {
      throw .runtime(
        "split_with_sizes expects split_sizes to sum exactly to \(x.shape[axis]) (input tensor's "
          + "size at dimension \(axis)), but got split_sizes=\(Shape(sizes).description)")
    }
    var start = 0
    var windows: [Window] = []
    for size in sizes {
      var shape = x.shape
      shape[axis] = size
      windows.append(
        Window(shape: shape, strides: x.strides, offset: x.offset + start * x.strides[axis]))
      start += size
    }
    let parts = try views(name, of: x, windows)
    // The unsafe ones trust the program not to mind that they share memory.
    if name == .unsafeSplit || name == .unsafeSplitWithSizes {
      for part in parts { part.cutFromBase() }
    }
    return parts
  }

  /// Views of the slices of the first dimension, as iterating over a tensor gives them.
  func unbind(_ x: Tensor, _ dimension: Int = 0) throws(TorchError) -> [Tensor] {
    let axis = try x.named(dimension)
    var (shape, strides) = (x.shape, x.strides)
    shape.remove(at: axis)
    strides.remove(at: axis)
    return try views(
      .unbind, of: x,
      (0..<x.shape[axis]).map {
        Window(shape: shape, strides: strides, offset: x.offset + $0 * x.strides[axis])
      })
  }
}
