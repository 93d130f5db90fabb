import Autograd
import Python

extension Library {
  /// Functions that make tensors from Python's values.
  func defineFactories() {
    free("tensor(data, *, dtype=None, device=None, requires_grad=False)") { c throws(TorchError) in
      try self.warnOfCopying(c["data"], by: "torch.tensor")
      return try self.finished(
        try self.copied(c["data"], dtype: c.dtype(), by: c.name), try c.bool("requires_grad"))
    }
    for name in ["as_tensor", "asarray"] {
      free("\(name)(data, dtype=None, device=None)") { c throws(TorchError) in
        let shared = try self.array(c["data"]).map { array throws(TorchError) in
          try self.numpy.tensor(over: array)
        }
        if let tensor = self.tensor(c["data"]) ?? shared {
          return self.wrap(try c.runtime.cast(tensor, to: c.dtype() ?? tensor.dtype))
        }
        return self.wrap(try self.copied(c["data"], dtype: c.dtype(), by: name))
      }
    }
    filled("zeros", 0)
    filled("ones", 1)
    filled("empty", 0)
    free("full(size, fill_value, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let dtype = try c.dtype() ?? self.naturalType([self.plain(c["fill_value"])])
      return try self.finished(
        try self.filled(c.ints("size"), c.number("fill_value", as: dtype), dtype),
        try c.bool("requires_grad"))
    }
    free("full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let x = try c.tensor("input")
      let dtype = try c.dtype() ?? x.dtype
      return try self.finished(
        try self.filled(x.shape, c.number("fill_value", as: dtype), dtype),
        try c.bool("requires_grad"))
    }
    free("eye(n, m=None, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let rows = try c.int("n")
      let columns = try c.optionalInt("m") ?? rows
      guard rows >= 0 else {
        throw TorchError.runtime("n must be greater or equal to 0, got \(rows)")
      }
      guard columns >= 0 else {
        throw TorchError.runtime("m must be greater or equal to 0, got \(columns)")
      }
      let tensor = try self.filled([rows, columns], 0, c.dtype() ?? c.runtime.defaultDType)
      for index in 0..<min(rows, columns) { tensor.storage.values[index * (columns + 1)] = 1 }
      return try self.finished(tensor, try c.bool("requires_grad"))
    }
    free("promote_types(type1, type2)") { c throws(TorchError) in
      self.object(try c.type("type1").promoted(with: c.type("type2")))
    }
    free("can_cast(from_, to)") { c throws(TorchError) in
      .bool(try c.type("from_").category <= c.type("to").category)
    }
    free("scalar_tensor(s, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let tensor = try c.runtime.converted(
        c.operand("s"), to: c.dtype() ?? c.runtime.defaultDType, isScalar: true)
      return try self.finished(tensor, c.bool("requires_grad"))
    }
    defineRanges()
    defineTensorTypes()
    method("new_tensor(input, data, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      try self.warnOfCopying(c["data"], by: "tensor.new_tensor")
      return try self.finished(
        try self.copied(c["data"], dtype: c.dtype(orOf: "input"), by: c.name),
        try c.bool("requires_grad"))
    }
    method("new_full(input, size, fill_value, *, dtype=None, requires_grad=False)") {
      c throws(TorchError) in
      let dtype = try c.dtype(orOf: "input")
      return try self.finished(
        try self.filled(c.ints("size"), c.number("fill_value", as: dtype), dtype),
        try c.bool("requires_grad"))
    }
  }

  private func warnOfCopying(_ data: Object, by function: String) throws(TorchError) {
    guard tensor(data) != nil else { return }
    try warnings.add(
      "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
        + "sourceTensor.detach().clone().requires_grad_(True), rather than "
        + "\(function)(sourceTensor).")
  }

  func finished(_ tensor: Tensor, _ requiresGradient: Bool) throws(TorchError) -> Object {
    try checkDifferentiable(tensor.dtype, wanted: requiresGradient)
    tensor.isMarked = requiresGradient
    return wrap(tensor)
  }

  func filled(_ shape: [Int], _ value: Double, _ dtype: DType) throws(TorchError) -> Tensor {
    try runtime.checkRoom(for: [shape])
    return Tensor(
      [Double](repeating: dtype.converted(value), count: Shape(shape).count), shape: shape,
      dtype: dtype)
  }

  /// `zeros`, `zeros_like` and `new_zeros`, and the same for other numbers.
  private func filled(_ name: String, _ value: Double) {
    free("\(name)(*size, dtype=None, device=None, requires_grad=False)") { c throws(TorchError) in
      let size = try c.ints("size")
      if name == "zeros", size.contains(where: { $0 < 0 }) {
        throw TorchError.runtime("zeros: Dimension size must be non-negative.")
      }
      return try self.finished(
        try self.filled(size, value, c.dtype() ?? c.runtime.defaultDType),
        try c.bool("requires_grad"))
    }
    free("\(name)_like(input, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let x = try c.tensor("input")
      return try self.finished(
        try self.filled(x.shape, value, c.dtype() ?? x.dtype), try c.bool("requires_grad"))
    }
    method("new_\(name)(input, *size, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      try self.finished(
        try self.filled(c.ints("size"), value, c.dtype(orOf: "input")),
        try c.bool("requires_grad"))
    }
  }

  private func defineRanges() {
    free(
      "arange(start, end=None, step=1, *, dtype=None, device=None, requires_grad=False)"
    ) { c throws(TorchError) in
      let bounds =
        c.has("end") ? [c["start"], c["end"], c["step"]] : [.int(0), c["start"], c["step"]]
      let end = try c.double(c.has("end") ? "end" : "start")
      let (start, step) = (c.has("end") ? try c.double("start") : 0, try c.double("step"))
      guard step != 0 else { throw TorchError.runtime("step must be nonzero") }
      guard (end - start) * step >= 0 else {
        throw TorchError.runtime(
          "upper bound and lower bound inconsistent with step sign")
      }
      let count = Int(clamping: ((end - start) / step).rounded(.up))
      try c.runtime.checkRoom(for: [[count]])
      let dtype = try c.dtype() ?? self.naturalType(bounds.map { self.plain($0) })
      try dtype.refuseTruthValues(of: "arange_cpu")
      return try self.finished(
        Tensor(
          dtype.isFloating
            ? self.stepped(start, step, count, dtype)
            : (0..<count).map { dtype.converted(start + Double($0) * step) },
          shape: [count], dtype: dtype), try c.bool("requires_grad"))
    }
    free("linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let (start, end) = (try c.double("start"), try c.double("end"))
      let steps = try c.int("steps")
      guard steps >= 0 else { throw TorchError.runtime("number of steps must be non-negative") }
      try c.runtime.checkRoom(for: [[steps]])
      let dtype = try c.dtype() ?? c.runtime.defaultDType
      try dtype.refuseTruthValues(of: "linspace_cpu")
      return try self.finished(
        Tensor(
          self.evenlySpaced(start, end, steps, dtype), shape: [steps], dtype: dtype),
        try c.bool("requires_grad"))
    }
  }

  /// Numbers in steps, as PyTorch's kernel makes them: two vectors at a time, each from a first
  /// number that is rounded already, and the rest one by one.
  private func stepped(
    _ start: Double, _ step: Double, _ count: Int, _ dtype: DType
  ) -> [Double] {
    let width = 32 / dtype.size
    let whole = count / (2 * width) * (2 * width)
    return (0..<count).map { index in
      guard index < whole else { return dtype.converted(start.addingProduct(step, Double(index))) }
      let first = dtype.converted(start.addingProduct(step, Double(index / width * width)))
      return dtype.converted(first.addingProduct(step, Double(index % width)))
    }
  }

  /// From both ends towards the middle, each product and sum rounded at once, as PyTorch's kernel
  /// does it.
  private func evenlySpaced(
    _ start: Double, _ end: Double, _ steps: Int, _ dtype: DType
  ) -> [Double] {
    guard steps > 1 else { return steps == 1 ? [dtype.converted(start)] : [] }
    let precision = dtype.precision
    let (start, end) = (precision.rounded(start), precision.rounded(end))
    let step = precision.rounded(precision.rounded(end - start) / Double(steps - 1))
    return (0..<steps).map { index in
      dtype.converted(
        index < steps / 2
          ? start.addingProduct(step, Double(index))
          : end.addingProduct(-step, Double(steps - index - 1)))
    }
  }

  // MARK: From nested sequences

  /// A new tensor of nested sequences of numbers, which knows where those came from.
  private func copied(_ data: Object, dtype: DType?, by name: String) throws(TorchError) -> Tensor {
    let made = try makeTensor(data, dtype: dtype)
    noteOrigin(of: made, from: data, by: name)
    return made
  }

  /// A new tensor of nested sequences of numbers.
  func makeTensor(_ data: Object, dtype: DType?) throws(TorchError) -> Tensor {
    if let source = tensor(data) {
      let dtype = dtype ?? source.dtype
      return Tensor(
        source.values.map { dtype.converted($0) }, shape: source.shape, dtype: dtype)
    }
    if let source = array(data) {
      try numpy.checkStrides(source)
      return numpy.tensor(copying: source.cast(to: dtype ?? source.dtype))
    }
    var shape: [Int] = []
    var level = [data]
    while let first = level.first, let elements = try sequence(first) {
      shape.append(elements.count)
      var next: [Object] = []
      for element in level {
        guard let inner = try sequence(element) else {
          throw TorchError.type("not a sequence")
        }
        guard inner.count == elements.count else {
          throw TorchError.value(
            "expected sequence of length \(elements.count) at dim \(shape.count - 1) (got "
              + "\(inner.count))")
        }
        next.append(contentsOf: inner)
      }
      level = next
      guard shape.count < 64 else { throw TorchError.value("too many dimensions 'list'") }
    }
    let type = dtype ?? naturalType(level)
    let values = try level.map { element throws(TorchError) -> Double in
      if try sequence(element) != nil {
        throw TorchError.value(
          tensor(element) == nil
            ? "expected a number at dim \(shape.count), but got a sequence"
            : "only one element tensors can be converted to Python scalars")
      }
      let number = try number(element)
      guard type.isFloating || type.holds(number, isWhole: isWhole(element)) else {
        throw TorchError.runtime("value cannot be converted to type \(type.name) without overflow")
      }
      return type.converted(number)
    }
    return Tensor(values, shape: shape, dtype: type)
  }

  private func sequence(_ object: Object) throws(TorchError) -> [Object]? {
    if let elements = elements(object) { return elements }
    if let array = array(object) { return array.rank > 0 ? try numpy.rows(of: array) : nil }
    guard let tensor = tensor(object), tensor.rank > 0 else { return nil }
    return try runtime.withGrad(false) { () throws(TorchError) in
      try runtime.unbind(tensor).map { wrap($0) }
    }
  }

  private func number(_ object: Object) throws(TorchError) -> Double {
    switch object {
    case .bool(let value): return value ? 1 : 0
    case .int, .bigInt:
      guard let value = wordIfPossible(object) else {
        throw TorchError.value("Overflow when unpacking long long")
      }
      guard value.magnitude <= 1 << 53 else {
        throw TorchError.unsupported("integers beyond 2**53 in a tensor")
      }
      return Double(value)
    case .float(let value): return value
    default:
      if let array = array(object), array.rank == 0 { return array.first }
      guard let tensor = tensor(object), tensor.count == 1 else {
        let type = interpreter.typeOf(object).name
        if type == "str" { throw TorchError.type("new(): invalid data type 'str'") }
        throw TorchError.runtime("Could not infer dtype of \(type)")
      }
      return tensor.values[0]
    }
  }

  /// A number of NumPy as the number of Python that it stands for.
  private func plain(_ object: Object) -> Object {
    guard let array = array(object), numpy.isScalar(object) else { return object }
    return scalar(array.first, array.dtype)
  }

  /// The type that PyTorch gives to numbers of these kinds.
  func naturalType(_ objects: [Object]) -> DType {
    var type: DType?
    for object in objects {
      let own: DType =
        switch object {
        case .bool: .bool
        case .int, .bigInt: .int64
        default: tensor(object)?.dtype ?? array(object)?.dtype ?? runtime.defaultDType
        }
      type = type?.promoted(with: own) ?? own
    }
    return type ?? runtime.defaultDType
  }
}
