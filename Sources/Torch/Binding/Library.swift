import Autograd
package import Python

/// PyTorch's names, bound to a runtime and offered to an interpreter.
///
/// A class, because its functions refer to it and it to its types.
package final class Library {
  /// The state of the program that the functions work on.
  package let runtime: Runtime
  let interpreter: Interpreter
  let tensorType: TypeObject
  let parameterType: TypeObject
  let sizeType: TypeObject
  let dtypeType: TypeObject
  let deviceType: TypeObject
  /// The base of the `ctx` of a program's own functions.
  let contextType: TypeObject
  let torch = ModuleObject(name: "torch")
  /// What PyTorch and NumPy have warned of.
  package let warnings: Warnings
  /// The newest read of a gradient that is not there, and its line.
  var missingGradient: (line: Int, diagnosis: Diagnosis)?
  /// Where random numbers come from that name no generator of their own.
  let generator = RandomGenerator()
  /// The modules whose calls run, the innermost last.
  var modules: [RunningModule] = []
  /// The named tuples that functions such as `max` return.
  var resultTypes: [String: TypeObject] = [:]
  /// One type for each name of a function of the graph, such as `MulBackward0`.
  var functionTypes: [String: TypeObject] = [:]
  /// NumPy, once a program asks for it.
  lazy var numpy: NumPy = {
    hasNumPy = true
    return NumPy(self)
  }()
  private var hasNumPy = false
  var tensorTypes = TensorTypes()
  private var dtypes: [DType: Object] = [:]
  private var dtypeNames: [ObjectIdentifier: DType] = [:]

  /// The library for one program; ``install()`` makes its modules importable.
  package init(runtime: Runtime, interpreter: Interpreter) {
    self.runtime = runtime
    self.interpreter = interpreter
    warnings = Warnings(runtime, interpreter)
    let object = interpreter.builtinTypes.object
    tensorType = TypeObject(name: "Tensor", bases: [object], module: "torch")
    parameterType = TypeObject(
      name: "Parameter", bases: [tensorType], module: "torch.nn.parameter")
    sizeType = TypeObject(
      name: "Size", bases: [interpreter.builtinTypes.tuple], module: "torch")
    dtypeType = TypeObject(name: "dtype", bases: [object], module: "torch")
    deviceType = TypeObject(name: "device", bases: [object], module: "torch")
    contextType = TypeObject(
      name: "FunctionCtx", bases: [object], module: "torch.autograd.function")
    for dtype in DType.allCases {
      let instance = Instance(type: dtypeType)
      instance.attributes.set("is_floating_point", .bool(dtype.isFloating))
      dtypes[dtype] = .instance(instance)
      dtypeNames[ObjectIdentifier(instance)] = dtype
    }
  }

  /// The types that are the library's own.
  var types: [TypeObject] {
    [tensorType, parameterType, sizeType, dtypeType, deviceType, contextType]
      + tensorTypes.all + resultTypes.values + functionTypes.values + (hasNumPy ? numpy.types : [])
  }

  // MARK: Between Python's objects and tensors

  func wrap(_ tensor: Tensor) -> Object {
    if let instance = tensor.object { return .instance(instance) }
    if runtime.isInferenceMode, tensor.isFresh { tensor.isInference = true }
    let instance = Instance(type: tensorType, payload: tensor)
    tensor.object = instance
    return .instance(instance)
  }

  func wrap(_ tensor: Tensor?) -> Object { tensor.map { wrap($0) } ?? .none }

  func tensor(_ object: Object) -> Tensor? {
    guard case .instance(let instance) = object else { return nil }
    return instance.payload as? Tensor
  }

  /// A tensor, or a number of the program as a tensor of its own kind.
  func operand(_ object: Object) -> Tensor? {
    switch object {
    case .bool(let value): runtime.number(value ? 1 : 0, .bool)
    case .int(let value): runtime.number(Double(value), .integer)
    case .bigInt(let value): runtime.number(Double(value), .integer)
    case .float(let value): runtime.number(value, .floating)
    default: number(object) ?? tensor(object)
    }
  }

  /// A number of NumPy, which stands beside tensors as a number of Python does.
  private func number(_ object: Object) -> Tensor? {
    guard let array = array(object), numpy.isScalar(object) else { return nil }
    return runtime.number(array.first, array.dtype.category)
  }

  func tensors(_ object: Object, _ interpreter: Interpreter, of function: String) throws(TorchError)
    -> [Tensor]
  {
    if let only = tensor(object) { return [only] }
    return try calling(interpreter.iterate(object)).map { element throws(TorchError) in
      guard let tensor = tensor(element) else {
        throw TorchError.type(
          "\(function)(): expected Tensors, but found \(interpreter.typeOf(element).name)")
      }
      return tensor
    }
  }

  /// What stands in a list, a tuple, a range or a deque, or in what a program derived from them.
  func elements(_ object: Object) -> [Object]? {
    switch object {
    case .list(let list): return list.elements
    case .tuple(let elements): return elements
    case .range: return try? interpreter.iterate(object)
    case .instance(let instance):
      return (instance.payload as? TupleBox)?.elements
        ?? (instance.payload as? ListObject)?.elements
        ?? (instance.payload as? DequeBox)?.elements.elements
    default: return nil
    }
  }

  /// A whole number of at most 64 bits.
  func wordIfPossible(_ object: Object) -> Int64? {
    switch object {
    case .int(let value): return Int64(value)
    case .bigInt(let value): return Int64(exactly: value)
    case .bool(let value): return value ? 1 : 0
    default:
      if let array = array(object), array.rank == 0, !array.dtype.isFloating {
        return Int64(clamping: array.first)
      }
      guard let tensor = tensor(object), tensor.rank == 0, !tensor.dtype.isFloating
      else { return nil }
      return Int64(clamping: tensor.values[0])
    }
  }

  /// A whole number that counts something: the nearest that this system can count.
  func intIfPossible(_ object: Object) -> Int? { wordIfPossible(object).map { Int(clamping: $0) } }

  func int(_ object: Object, of function: String, _ name: String) throws(TorchError) -> Int {
    guard let value = intIfPossible(object) else {
      throw TorchError.type(
        "\(function)(): argument '\(name)' must be int, not \(interpreter.typeOf(object).errorName)"
      )
    }
    return value
  }

  func doubleIfPossible(_ object: Object) -> Double? {
    switch object {
    case .int(let value): return Double(value)
    case .bigInt(let value): return Double(value)
    case .float(let value): return value
    case .bool(let value): return value ? 1 : 0
    default:
      if let array = array(object), array.rank == 0 { return array.first }
      guard let tensor = tensor(object), tensor.count == 1 else { return nil }
      return tensor.values[0]
    }
  }

  /// Whether a number of the program has no fraction by its type.
  func isWhole(_ object: Object) -> Bool {
    switch object {
    case .int, .bigInt, .bool: true
    case .float: false
    default: !(tensor(object)?.dtype ?? array(object)?.dtype ?? .float64).isFloating
    }
  }

  /// One element as Python's own number.
  func scalar(_ value: Double, _ dtype: DType) -> Object {
    switch dtype.category {
    case .bool: .bool(value != 0)
    case .integer: Object(Int64(clamping: value))
    case .floating: .float(value)
    }
  }

  func object(_ dtype: DType) -> Object { dtypes[dtype] ?? .none }

  func dtype(_ object: Object) -> DType? {
    switch object {
    case .instance(let instance): return dtypeNames[ObjectIdentifier(instance)]
    // Python's own types stand for the tensor types of the same name.
    case .type(let type) where type.module == nil:
      switch type.name {
      case "float": return .float64
      case "int": return .int64
      case "bool": return .bool
      default: return nil
      }
    default: return nil
    }
  }

  func size(_ shape: [Int]) -> Object {
    .instance(Instance(type: sizeType, payload: TupleBox(shape.map { .int($0) })))
  }

  // MARK: Defining functions

  /// A native function whose errors become Python's.
  func function(_ text: String, _ body: @escaping (Call) throws(TorchError) -> Object)
    -> BuiltinFunction
  {
    function(Signature(text), body)
  }

  /// As a method, the function does not count its first argument where it complains of others.
  func function(
    _ signature: Signature, isMethod: Bool = false,
    _ body: @escaping (Call) throws(TorchError) -> Object
  ) -> BuiltinFunction {
    BuiltinFunction(signature.name) {
      [unowned(unsafe) self] interpreter, arguments throws(Raised) in
      try self.guarding { () throws(TorchError) in
        let (arguments, out) = arguments.takingOut(for: signature)
        for (name, value) in arguments.keywords where name == "device" {
          try self.checkDevice(value)
        }
        let isMapped = self.runtime.mappingDepth > 0
        if isMapped { try self.checkMapping(signature.name, arguments) }
        let result = try body(
          Call(
            library: self, interpreter: interpreter, signature: signature, isMethod: isMethod,
            positional: arguments.positional, values: try signature.bind(arguments)))
        if isMapped { self.noteMappings(of: arguments, in: result) }
        self.noteLoss(in: result, of: signature.name, arguments)
        if !interpreter.isInLibrary { try self.runtime.packSaved() }
        guard let out else { return result }
        let read = (arguments.positional + arguments.keywords.map { $0.value })
          .compactMap { self.tensor($0) }
        return try self.write(result, into: out, reading: read)
      }
    }
  }

  /// What `out=` asks for: the result in the memory of a tensor that is there already.
  private func write(
    _ result: Object, into out: Object, reading sources: [Tensor]
  ) throws(TorchError) -> Object {
    if let target = array(out) {
      try numpy.overwrite(target, with: numpy.array(result), "out")
      return out
    }
    guard let target = tensor(out), let source = tensor(result) else {
      throw TorchError.type(
        "argument 'out' must be Tensor, not \(interpreter.typeOf(out).errorName)")
    }
    guard !target.requiresGradient, !source.requiresGradient else {
      throw TorchError.runtime(
        "functions with out=... arguments don't support automatic differentiation, but one of the "
          + "arguments requires grad.")
    }
    if target.shape != source.shape { try runtime.resize(target, to: source.shape) }
    try target.checkRepeats()
    for source in sources { try target.checkOverlap(with: source) }
    try runtime.replace(target, with: source)
    return out
  }

  /// Runs Swift code for the program: what it throws is raised in Python.
  func guarding<Result>(_ body: () throws(TorchError) -> Result) throws(Raised) -> Result {
    do {
      return try body()
    } catch {
      throw raised(error)
    }
  }

  func raised(_ error: TorchError) -> Raised {
    if let raised = error.cause { return raised }
    if error.type == "UnsupportedError" { return interpreter.unsupported(error.message) }
    let raised = interpreter.raise(error.type, error.message)
    (raised.exception.payload as? ExceptionState)?.attachment = error.diagnosis.map {
      DiagnosisBox($0)
    }
    return raised
  }
}
