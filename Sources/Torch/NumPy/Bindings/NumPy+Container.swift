import Python

extension NumPy {
  /// Length, iteration, membership and brackets.
  func defineContainer() {
    define(on: [arrayType], "__len__(self_)") { c throws(TorchError) in
      guard let first = try c.array("self_").shape.first else {
        throw TorchError.type("len() of unsized object")
      }
      return .int(first)
    }
    define(on: [arrayType], "__iter__(self_)") { c throws(TorchError) in
      let rows = try self.rows(of: c.array("self_"))
      var index = 0
      return .iterator(
        IteratorObject { _ throws(Raised) in
          guard index < rows.count else { return nil }
          defer { index += 1 }
          return rows[index]
        })
    }
    define(on: [arrayType], "__contains__(self_, element)") { c throws(TorchError) in
      let equal = try self.compute(
        .equal, c.operand(ofArray: "self_"), c.operand(ofArray: "element"))
      return .bool(equal.values.contains { $0 != 0 })
    }
    define(on: arrayTypes, "__getitem__(self_, index)") { c throws(TorchError) in
      let x = try c.array("self_")
      if self.isScalar(c["self_"]) {
        guard case .tuple(let parts) = c["index"], parts.isEmpty else {
          throw TorchError.index("invalid index to scalar variable.")
        }
        return c["self_"]
      }
      let selection = try self.selection(of: x, c["index"])
      let part = selection.read(from: x)
      return self.leavesAxes(c["index"]) ? self.wrap(part) : self.result(part)
    }
    define(on: [arrayType], "__setitem__(self_, index, value)") { c throws(TorchError) in
      let x = try c.array("self_")
      let selection = try self.selection(of: x, c["index"])
      let value = try self.element(c["value"], of: x, selection)
      try self.write(x) { () throws(TorchError) in try selection.write(value, into: x) }
      return .none
    }
    define(on: [arrayType], "__delitem__(self_, index)") { _ throws(TorchError) in
      throw TorchError.value("cannot delete array elements")
    }
  }

  /// What is put into an array; where one element takes it, Python's conversion complains.
  private func element(
    _ value: Object, of x: NDArray, _ selection: ArraySelection
  ) throws(TorchError) -> NDArray {
    if takesPart(value) || library.tensor(value) != nil {
      let array = try array(value)
      if case .view(let view) = selection, view.rank == 0, array.rank > 0 {
        throw TorchError.value("setting an array element with a sequence.")
      }
      return array
    }
    if value.isNone, x.dtype.isFloating { return NDArray(.nan, x.dtype) }
    let types = interpreter.builtinTypes
    let number = try calling(
      interpreter.call(
        .type(x.dtype.isFloating ? types.float : types.int), Arguments([value])))
    return try array(number)
  }

  /// Whether an index keeps an array even of no dimensions: `a[...]`.
  private func leavesAxes(_ index: Object) -> Bool {
    switch index {
    case .ellipsis: return true
    case .tuple(let parts):
      return parts.contains { if case .ellipsis = $0 { true } else { false } }
    default: return false
    }
  }
}
