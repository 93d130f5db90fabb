import Python

/// The types of old programs: `torch.FloatTensor` and its like, and `Variable`.
///
/// They make tensors and are asked whether something is one of theirs; nothing is an instance of
/// them in any other way.
struct TensorTypes {
  fileprivate(set) var dtypes: [ObjectIdentifier: DType] = [:]
  fileprivate(set) var all: [TypeObject] = []
}

extension Library {
  func defineTensorTypes() {
    let metaclass = TypeObject(
      name: "tensortype", bases: [interpreter.builtinTypes.type], module: "torch")
    metaclass.attributes["__instancecheck__"] = .builtin(
      function("__instancecheck__(type, value)") { c throws(TorchError) in
        .bool(try self.legacyType(c["type"]) == self.tensor(c["value"])?.dtype)
      })
    tensorTypes.all.append(metaclass)
    for dtype in DType.allCases {
      let type = legacyType(dtype.legacyName + "Tensor", metaclass, in: torch) {
        c throws(TorchError) in
        self.wrap(try self.legacy(c.positional.dropFirst(), dtype))
      }
      type.attributes["dtype"] = object(dtype)
      type.attributes["is_cuda"] = .bool(false)
      tensorTypes.dtypes[ObjectIdentifier(type)] = dtype
      let name = dtype.legacyName + "Tensor"
      _ = legacyType(name, metaclass, in: module("torch.cuda")) { _ throws(TorchError) in
        throw TorchError.type(
          "type torch.cuda.\(name) not available. Torch not compiled with CUDA enabled.")
      }
    }
    tensorType.attributes["__new__"] = .builtin(
      function("Tensor(type, *data=())") { c throws(TorchError) in
        self.wrap(try self.legacy(c.positional.dropFirst(), c.runtime.defaultDType))
      })
    method("new(input, *data=())") { c throws(TorchError) in
      self.wrap(try self.legacy(c.positional.dropFirst(), c.tensor("input").dtype))
    }
    method("type(input, dtype=None, non_blocking=False)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard c.has("dtype") else { return .string("torch.\(x.dtype.legacyName)Tensor") }
      return self.wrap(try c.runtime.cast(x, to: self.wantedType(c)))
    }
    defineVariable()
  }

  private func legacyType(
    _ name: String, _ metaclass: TypeObject, in module: ModuleObject,
    make: @escaping (Call) throws(TorchError) -> Object
  ) -> TypeObject {
    let type = TypeObject(
      name: name, bases: [interpreter.builtinTypes.object], module: module.name)
    type.metaclass = metaclass
    type.attributes["__new__"] = .builtin(function("\(name)(type, *data=())", make))
    module.attributes[name] = .type(type)
    tensorTypes.all.append(type)
    return type
  }

  /// What a call of a tensor's method `type` asks for: a type of either kind, or its name.
  private func wantedType(_ c: Call) throws(TorchError) -> DType {
    if let dtype = dtype(c["dtype"]) { return dtype }
    if let dtype = try legacyType(c["dtype"]) { return dtype }
    guard case .string(let name) = c["dtype"] else {
      throw TorchError.type("dtype must be a type, str, or dtype object")
    }
    guard let dtype = DType.allCases.first(where: { name == "torch.\($0.legacyName)Tensor" }) else {
      throw TorchError.value("invalid type: '\(name)'")
    }
    return dtype
  }

  /// The type of the elements that an old type stands for; nil where it is none.
  func legacyType(_ object: Object) throws(TorchError) -> DType? {
    guard case .type(let type) = object else { return nil }
    if type === tensorType { return runtime.defaultDType }
    if type.module == "torch.cuda" {
      throw TorchError.type(
        "type torch.cuda.\(type.name) not available. Torch not compiled with CUDA enabled.")
    }
    return tensorTypes.dtypes[ObjectIdentifier(type)]
  }

  /// Sizes make an uninitialised tensor, a sequence its elements.
  private func legacy(_ data: ArraySlice<Object>, _ dtype: DType) throws(TorchError) -> Tensor {
    guard let first = data.first else { return Tensor([], shape: [0], dtype: dtype) }
    if data.count > 1 || intIfPossible(first) != nil {
      return try filled(
        data.enumerated().map { place, size throws(TorchError) in
          guard let size = intIfPossible(size) else {
            throw TorchError.type(
              "new(): argument 'size' failed to unpack the object at pos \(place + 1) with error "
                + "\"type must be tuple of ints,but got \(interpreter.typeOf(size).errorName)\"")
          }
          return size
        }, 0, dtype)
    }
    if let source = tensor(first) {
      guard source.dtype == dtype else {
        throw TorchError.type(
          "expected \(dtype.optionsText) (got \(source.dtype.optionsText))")
      }
      return runtime.detach(source)
    }
    if case .instance(let instance) = first, instance.type === sizeType {
      return try filled(elements(first).map { $0.compactMap { intIfPossible($0) } } ?? [], 0, dtype)
    }
    switch first {
    case .string(let text) where !text.isEmpty:
      throw TorchError.type("new(): invalid data type 'str'")
    case .float, .none:
      throw TorchError.type(
        "new(): data must be a sequence (got \(interpreter.typeOf(first).errorName))")
    default: return try makeTensor(first, dtype: dtype)
    }
  }

  /// `torch.autograd.Variable`, which once held what a tensor is now.
  private func defineVariable() {
    let metaclass = TypeObject(
      name: "VariableMeta", bases: [interpreter.builtinTypes.type],
      module: "torch.autograd.variable")
    metaclass.attributes["__instancecheck__"] = .builtin(
      function("__instancecheck__(type, value)") { c in .bool(self.tensor(c["value"]) != nil) })
    let variable = TypeObject(
      name: "Variable", bases: [interpreter.builtinTypes.object],
      module: "torch.autograd.variable")
    variable.metaclass = metaclass
    variable.attributes["__new__"] = .builtin(
      function("Variable(type, data=None, requires_grad=False, volatile=None)") {
        c throws(TorchError) in
        if c.has("volatile") {
          try self.warnings.add(
            "volatile was removed and now has no effect. Use `with torch.no_grad():` instead.")
        }
        guard c.has("data") else {
          return self.wrap(Tensor([], shape: [0], dtype: c.runtime.defaultDType))
        }
        let made = c.runtime.data(of: try c.tensor("data"), as: .copy("Variable", ofParts: false))
        return try self.finished(made, try c.bool("requires_grad"))
      })
    for name in ["torch.autograd", "torch.autograd.variable"] {
      module(name).attributes["Variable"] = .type(variable)
    }
    tensorTypes.all += [metaclass, variable]
  }
}

extension DType {
  /// How PyTorch's messages describe a tensor's kind.
  fileprivate var optionsText: String {
    "TensorOptions(dtype=\(cName), device=cpu, layout=Strided, requires_grad=false "
      + "(default), pinned_memory=false (default), memory_format=(nullopt))"
  }
}
