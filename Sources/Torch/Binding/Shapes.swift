import Python

extension Library {
  /// Functions that move elements.
  func defineShapes() {
    method("view(input, *shape)") { c throws(TorchError) in
      if let dtype = self.dtype(c["shape"]) {
        throw TorchError.unsupported("view as torch.\(dtype.name)")
      }
      return self.wrap(try c.runtime.view(c.tensor("input"), as: c.ints("shape")))
    }
    method("view_as(input, other)") { c throws(TorchError) in
      self.wrap(try c.runtime.view(c.tensor("input"), as: c.tensor("other").shape))
    }
    method("reshape(input, *shape)") { c throws(TorchError) in
      self.wrap(try c.runtime.reshape(c.tensor("input"), to: c.ints("shape")))
    }
    free("reshape(input, shape)") { c throws(TorchError) in
      self.wrap(try c.runtime.reshape(c.tensor("input"), to: c.ints("shape")))
    }
    both("flatten(input, start_dim=0, end_dim=-1)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.flatten(c.tensor("input"), from: c.int("start_dim"), to: c.int("end_dim")))
    }
    both("ravel(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let whole = x.isContiguous ? x : try c.runtime.clone(x)
      return self.wrap(try c.runtime.view(whole, as: [-1]))
    }
    both("squeeze(input, dim=None)") { c throws(TorchError) in
      self.wrap(try c.runtime.squeeze(c.tensor("input"), c.optionalInt("dim")))
    }
    both("unsqueeze(input, dim)") { c throws(TorchError) in
      self.wrap(try c.runtime.unsqueeze(c.tensor("input"), c.int("dim")))
    }
    both("transpose(input, dim0, dim1)") { c throws(TorchError) in
      self.wrap(try c.runtime.transpose(c.tensor("input"), c.int("dim0"), c.int("dim1")))
    }
    both("t(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.rank <= 2 else {
        throw TorchError.runtime(
          "t() expects a tensor with <= 2 dimensions, but self is \(x.rank)D")
      }
      return self.wrap(
        x.rank == 2
          ? try c.runtime.transpose(x, 0, 1, name: .t)
          : try c.runtime.permute(x, Array(0..<x.rank), name: .t))
    }
    method("permute(input, *dims)") { c throws(TorchError) in
      self.wrap(try c.runtime.permute(c.tensor("input"), c.ints("dims")))
    }
    free("permute(input, dims)") { c throws(TorchError) in
      self.wrap(try c.runtime.permute(c.tensor("input"), c.ints("dims")))
    }
    method("expand(input, *size)") { c throws(TorchError) in
      self.wrap(try c.runtime.expand(c.tensor("input"), to: c.ints("size")))
    }
    method("expand_as(input, other)") { c throws(TorchError) in
      self.wrap(try c.runtime.expand(c.tensor("input"), to: c.tensor("other").shape))
    }
    method("repeat(input, *repeats)") { c throws(TorchError) in
      self.wrap(try c.runtime.repeated(c.tensor("input"), c.ints("repeats")))
    }
    both("tile(input, *dims)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let times = try c.ints("dims")
      let lead = [Int](repeating: 1, count: max(0, x.rank - times.count))
      return self.wrap(try c.runtime.repeated(x, lead + times))
    }
    both("repeat_interleave(input, repeats, dim=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      if let counts = self.tensor(c["repeats"]), counts.rank > 0 {
        let axis = try Shape(x.shape).dimension(c.optionalInt("dim") ?? 0)
        guard counts.rank == 1 else {
          throw TorchError.runtime("repeat_interleave only accept 1D vector as repeat")
        }
        guard counts.values.allSatisfy({ $0 >= 0 }) else {
          throw TorchError.runtime("repeats can not be negative")
        }
        guard counts.count == (c.has("dim") ? x.shape[axis] : x.count) else {
          throw TorchError.runtime("repeats must have the same size as input along dim")
        }
        try c.runtime.checkRoom(for: [[Int(clamping: counts.values.reduce(0, +))]])
        let places = counts.values.enumerated().flatMap { place, count in
          [Int](repeating: place, count: Int(clamping: count))
        }
        return self.wrap(
          try c.runtime.indexSelect(
            c.has("dim") ? x : c.runtime.flatten(x), c.has("dim") ? axis : 0, places))
      }
      return self.wrap(
        try c.runtime.repeatInterleaved(x, c.int("repeats"), c.optionalInt("dim")))
    }
    method("flip(input, *dims)") { c throws(TorchError) in
      self.wrap(try c.runtime.flip(c.tensor("input"), c.ints("dims")))
    }
    free("flip(input, dims)") { c throws(TorchError) in
      self.wrap(try c.runtime.flip(c.tensor("input"), c.ints("dims")))
    }
    defineJoining()
    defineSelecting()
    defineMatrices()
  }

  private func defineJoining() {
    for name in ["cat", "concat", "concatenate"] {
      free("\(name)(tensors, dim=0)") { c throws(TorchError) in
        self.wrap(try c.runtime.concatenated(c.tensorList("tensors"), c.int("dim")))
      }
    }
    free("stack(tensors, dim=0)") { c throws(TorchError) in
      self.wrap(try c.runtime.stacked(c.tensorList("tensors"), c.int("dim")))
    }
    for (name, axis) in [("vstack", 0), ("hstack", 1)] {
      free("\(name)(tensors)") { c throws(TorchError) in
        let parts = try c.tensorList("tensors").map { part throws(TorchError) in
          axis == 0 && part.rank == 1 ? try c.runtime.unsqueeze(part, 0) : part
        }
        return self.wrap(
          try c.runtime.concatenated(parts, parts.first?.rank == 1 ? 0 : axis))
      }
    }
    defineSplitting("", isSafe: true)
    defineSplitting("unsafe_", isSafe: false)
    free("broadcast_tensors(*tensors=())") { c throws(TorchError) in
      let tensors = try c.tensors("tensors")
      var shape = Shape([])
      for tensor in tensors { shape = try shape.broadcast(with: Shape(tensor.shape)) }
      return .tuple(
        try tensors.map { x throws(TorchError) in
          self.wrap(x.shape == shape.sizes ? x : try c.runtime.expand(x, to: shape.sizes))
        })
    }
    both("unbind(input, dim=0)") { c throws(TorchError) in
      .tuple(try c.runtime.unbind(c.tensor("input"), c.int("dim")).map { self.wrap($0) })
    }
  }

  /// The functions that take a tensor apart; in their unsafe form the parts may be changed in place.
  private func defineSplitting(_ prefix: String, isSafe: Bool) {
    both("\(prefix)chunk(input, chunks, dim=0)") { c throws(TorchError) in
      let x = try c.tensor("input")
      try x.refuseNoDimensions(of: "chunk")
      let axis = try Shape(x.shape).dimension(c.int("dim"))
      let count = try c.int("chunks")
      guard count > 0 else {
        throw TorchError.runtime("chunk expects `chunks` to be greater than 0, got: \(count)")
      }
      let size = (max(1, x.shape[axis]) - 1) / count + 1
      return try self.parts(
        x, self.runs(of: size, in: x.shape[axis]), axis, isSafe ? .split : .unsafeSplit, c)
    }
    both("\(prefix)split(input, split_size_or_sections, dim=0)") { c throws(TorchError) in
      let x = try c.tensor("input")
      try x.refuseNoDimensions(of: "split")
      let axis = try Shape(x.shape).dimension(c.int("dim"))
      if let size = self.intIfPossible(c["split_size_or_sections"]) {
        guard size > 0 else {
          throw TorchError.runtime(
            size == 0
              ? "split_size can only be 0 if dimension size is 0, but got dimension size of "
                + "\(x.shape[axis])"
              : "split expects split_size be non-negative, but got split_size=\(size)")
        }
        return try self.parts(
          x, self.runs(of: size, in: x.shape[axis]), axis, isSafe ? .split : .unsafeSplit, c)
      }
      return try self.parts(
        x, c.ints("split_size_or_sections"), axis, isSafe ? .splitWithSizes : .unsafeSplitWithSizes,
        c)
    }
    both("\(prefix)split_with_sizes(input, split_sizes, dim=0)") { c throws(TorchError) in
      let x = try c.tensor("input")
      try x.refuseNoDimensions(of: "split")
      return try self.parts(
        x, c.ints("split_sizes"), Shape(x.shape).dimension(c.int("dim")),
        isSafe ? .splitWithSizes : .unsafeSplitWithSizes, c)
    }
  }

  private func parts(
    _ x: Tensor, _ sizes: [Int], _ axis: Int, _ name: BackwardFunction, _ c: Call
  ) throws(TorchError) -> Object {
    .tuple(try c.runtime.split(x, sizes: sizes, axis, name: name).map { self.wrap($0) })
  }

  private func runs(of size: Int, in total: Int) -> [Int] {
    stride(from: 0, to: max(total, 1), by: size).map { min(size, total - $0) }
  }

  /// The indices of the elements that are not zero: rows of a matrix, or one vector a dimension.
  func nonzero(_ x: Tensor, asTuple: Bool) throws(TorchError) -> Object {
    let strides = Shape(x.shape).strides
    let found = x.values.indices.filter { x.values[$0] != 0 }
    let columns = x.shape.indices.map { axis in
      found.map { Double($0 / strides[axis] % x.shape[axis]) }
    }
    if asTuple {
      return .tuple(columns.map { wrap(Tensor($0, shape: [found.count], dtype: .int64)) })
    }
    let rows = found.indices.flatMap { row in columns.map { $0[row] } }
    return wrap(Tensor(rows, shape: [found.count, x.rank], dtype: .int64))
  }

  private func defineSelecting() {
    both("nonzero(input, *, as_tuple=False)") { c throws(TorchError) in
      try self.nonzero(c.tensor("input"), asTuple: c.bool("as_tuple"))
    }
    both("argwhere(input)") { c throws(TorchError) in
      try self.nonzero(c.tensor("input"), asTuple: false)
    }
    both("count_nonzero(input)") { c throws(TorchError) in
      self.wrap(
        Tensor(
          [Double(try c.tensor("input").values.count { $0 != 0 })], shape: [], dtype: .int64))
    }
    free("where(condition, input=None, other=None)") { c throws(TorchError) in
      let condition = try c.tensor("condition")
      guard c.has("input") else { return try self.nonzero(condition, asTuple: true) }
      return self.wrap(try c.runtime.choose(condition, c.operand("input"), c.operand("other")))
    }
    method("where(input, condition, other)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.choose(c.tensor("condition"), c.operand("input"), c.operand("other")))
    }
    both("gather(input, dim, index)") { c throws(TorchError) in
      self.wrap(try c.runtime.gather(c.tensor("input"), c.int("dim"), c.tensor("index")))
    }
    both("index_select(input, dim, index)") { c throws(TorchError) in
      let (x, index) = (try c.tensor("input"), try c.tensor("index"))
      guard index.rank <= 1 else {
        throw TorchError.index("index_select(): Index is supposed to be a vector")
      }
      guard index.dtype == .int64 || index.dtype == .int32 else {
        throw TorchError.runtime("index_select(): Expected dtype int32 or int64 for index")
      }
      return self.wrap(
        try c.runtime.indexSelect(
          x, Shape(x.shape).dimension(c.int("dim")), index.values.map { Int(clamping: $0) }))
    }
    both("masked_select(input, mask)") { c throws(TorchError) in
      let (x, mask) = (try c.tensor("input"), try c.tensor("mask"))
      let shape = try Shape(mask.shape).broadcast(with: Shape(x.shape)).sizes
      let result = try c.runtime.index(
        x.shape == shape ? x : c.runtime.expand(x, to: shape),
        [.tensor(mask.shape == shape ? mask : c.runtime.expand(mask, to: shape))])
      c.runtime.fuse(result, as: .maskedSelect, from: [x])
      return self.wrap(result)
    }
    everywhere("masked_fill", "mask, value") { c, x throws(TorchError) in
      let result = try c.runtime.filled(x, where: c.tensor("mask"), with: c.operand("value"))
      return result
    }
    both("select(input, dim, index)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let (axis, index) = (try Shape(x.shape).dimension(c.int("dim")), try c.int("index"))
      guard x.rank > 0 else {
        throw TorchError.index("select() cannot be applied to a 0-dim tensor.")
      }
      guard -x.shape[axis] <= index, index < x.shape[axis] else {
        throw TorchError.index(
          "select(): index \(index) out of range for tensor of size "
            + "\(Shape(x.shape).description) at dimension \(axis)")
      }
      return self.wrap(try c.runtime.select(x, axis, index))
    }
    both("narrow(input, dim, start, length)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return self.wrap(
        try c.runtime.narrow(x, c.int("dim"), from: c.int("start"), length: c.int("length")))
    }
    both("sort(input, dim=-1, descending=False, stable=False)") { c throws(TorchError) in
      let (values, indices) = try c.runtime.sorted(
        c.tensor("input"), c.int("dim"), descending: c.bool("descending"),
        isStable: c.bool("stable"))
      return self.named("sort", values, indices)
    }
    both("argsort(input, dim=-1, descending=False, stable=False)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.sorted(
          c.tensor("input"), c.int("dim"), descending: c.bool("descending"),
          isStable: c.bool("stable")
        ).indices)
    }
    both("topk(input, k, dim=-1, largest=True, sorted=True)") { c throws(TorchError) in
      guard try c.tensor("input").dtype != .bool else {
        throw TorchError("NotImplementedError", "topk does not support bool dtypes on CPU")
      }
      let (values, indices) = try c.runtime.topK(
        c.tensor("input"), c.int("k"), c.int("dim"), largest: c.bool("largest"))
      return self.named("topk", values, indices)
    }
  }

  private func defineMatrices() {
    for name in ["matmul", "mm", "mv", "bmm"] {
      both("\(name)(input, other)") { c throws(TorchError) in
        let (a, b) = (try c.tensor("input"), try c.tensor("other"))
        try c.runtime.checkRanks(a, b, of: name)
        let product = try c.runtime.matmul(a, b)
        if name == "bmm" { c.runtime.rename(product, .bmm) }
        return self.wrap(product)
      }
    }
    both("dot(input, other)") { c throws(TorchError) in
      let (a, b) = (try c.tensor("input"), try c.tensor("other"))
      guard a.rank == 1, b.rank == 1 else {
        throw TorchError.runtime(
          "1D tensors expected, but got \(a.rank)D and \(b.rank)D tensors")
      }
      return self.wrap(try c.runtime.matmul(a, b))
    }
    for name in ["outer", "ger"] {
      both("\(name)(input, vec2)") { c throws(TorchError) in
        self.wrap(try c.runtime.outer(c.tensor("input"), c.tensor("vec2")))
      }
    }
    both("diag(input, diagonal=0)") { c throws(TorchError) in
      self.wrap(try c.runtime.diagonal(c.tensor("input"), c.int("diagonal")))
    }
    both("diagonal(input, offset=0)") { c throws(TorchError) in
      self.wrap(try c.runtime.diagonalView(c.tensor("input"), c.int("offset")))
    }
    both("trace(input)") { c throws(TorchError) in self.wrap(try c.runtime.trace(c.tensor("input")))
    }
    both("triu(input, diagonal=0)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.triangle(c.tensor("input"), c.int("diagonal"), isUpper: true))
    }
    both("tril(input, diagonal=0)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.triangle(c.tensor("input"), c.int("diagonal"), isUpper: false))
    }
    free("einsum(equation, *operands=())") { c throws(TorchError) in
      self.wrap(try c.runtime.einsum(c.string("equation"), c.tensors("operands")))
    }
  }
}

extension Tensor {
  fileprivate func refuseNoDimensions(of function: String) throws(TorchError) {
    guard rank > 0 else {
      throw .runtime("\(function) expects at least a 1-dimensional tensor")
    }
  }
}
