import Python

/// The arguments of one call of a native function, read as what the function needs.
struct Call {
  let library: Library
  let interpreter: Interpreter
  let signature: Signature
  /// Whether the first argument stands before the dot.
  let isMethod: Bool
  let positional: [Object]
  var values: [String: Object]

  var name: String { signature.name }
  var runtime: Runtime { library.runtime }

  subscript(name: String) -> Object { values[name] ?? .none }

  func has(_ name: String) -> Bool { !self[name].isNone }

  func tensor(_ name: String) throws(TorchError) -> Tensor {
    guard let tensor = library.tensor(self[name]) else { throw mismatch(name, "Tensor") }
    return tensor
  }

  func optionalTensor(_ name: String) throws(TorchError) -> Tensor? {
    has(name) ? try tensor(name) : nil
  }

  /// The tensors among the arguments, without the first.
  var otherTensors: [Tensor] {
    signature.names.dropFirst().compactMap { library.tensor(self[$0]) }
  }

  /// The same call where a tensor that it changes is an operand as well.
  func reading(besides target: Tensor) -> Call {
    var call = self
    for name in signature.names.dropFirst() where library.tensor(self[name]) === target {
      call.values[name] = library.wrap(runtime.operand(target, of: target))
    }
    return call
  }

  /// A tensor, or a number that stands beside tensors.
  func operand(_ name: String) throws(TorchError) -> Tensor {
    guard let operand = library.operand(self[name]) else { throw mismatch(name, "Tensor") }
    return operand
  }

  /// A tensor, or a number beside another argument that is one then.
  func operand(_ name: String, beside other: String) throws(TorchError) -> Tensor {
    guard library.tensor(self[name]) != nil || library.tensor(self[other]) != nil else {
      throw .type(
        "\(self.name)() received an invalid combination of arguments - got "
          + "(\(positional.map { typeName($0) }.joined(separator: ", ")))")
    }
    return try operand(name)
  }

  func optionalOperand(_ name: String) throws(TorchError) -> Tensor? {
    has(name) ? try operand(name) : nil
  }

  /// Tensors given as one or a sequence.
  func tensors(_ name: String) throws(TorchError) -> [Tensor] {
    try library.tensors(self[name], interpreter, of: self.name)
  }

  /// Tensors given as a sequence, where a single one is refused.
  func tensorList(_ name: String) throws(TorchError) -> [Tensor] {
    guard let elements = library.elements(self[name]) else {
      throw mismatch(name, "tuple of Tensors")
    }
    return try elements.enumerated().map { place, element throws(TorchError) in
      guard let tensor = library.tensor(element) else {
        throw TorchError.type(
          "expected Tensor as element \(place) in argument 0, but got \(typeName(element))")
      }
      return tensor
    }
  }

  func int(_ name: String) throws(TorchError) -> Int {
    Int(clamping: try word(name))
  }

  /// A whole number of 64 bits, however few the system counts with.
  func word(_ name: String) throws(TorchError) -> Int64 {
    guard let value = word(self[name]) else { throw mismatch(name, "int") }
    return value
  }

  /// A whole number, which a truth value is not.
  private func word(_ value: Object) -> Int64? {
    if case .bool = value { nil } else { library.wordIfPossible(value) }
  }

  private func integer(_ value: Object) -> Int? { word(value).map { Int(clamping: $0) } }

  func optionalInt(_ name: String) throws(TorchError) -> Int? { has(name) ? try int(name) : nil }

  func double(_ name: String) throws(TorchError) -> Double {
    guard let value = library.doubleIfPossible(self[name]) else { throw mismatch(name, "Number") }
    return value
  }

  /// A number as a type holds it, which it has to fit.
  func number(_ name: String, as dtype: DType) throws(TorchError) -> Double {
    try dtype.converted(double(name), isWhole: library.isWhole(self[name]))
  }

  func optionalDouble(_ name: String) throws(TorchError) -> Double? {
    has(name) ? try double(name) : nil
  }

  func bool(_ name: String) throws(TorchError) -> Bool {
    try calling(interpreter.isTrue(self[name]))
  }

  func string(_ name: String) throws(TorchError) -> String {
    guard case .string(let text) = self[name] else { throw mismatch(name, "str") }
    return text
  }

  /// Integers given as one number or a sequence.
  func ints(_ name: String) throws(TorchError) -> [Int] {
    if let only = integer(self[name]) { return [only] }
    guard let elements = library.elements(self[name]) else { throw mismatch(name, "tuple of ints") }
    return try elements.enumerated().map { place, element throws(TorchError) in
      // PyTorch looks closely at the first alone.
      if let value = place == 0 ? integer(element) : library.intIfPossible(element) {
        return value
      }
      if place > 0 {
        throw TorchError.type(
          "\(self.name)(): argument '\(name)' failed to unpack the object at pos \(place + 1) with "
            + "error \"type must be tuple of ints,but got \(typeName(element))\"")
      }
      let isWritten = library.elements(argument(name) ?? .none) != nil
      throw mismatch(
        name, "tuple of ints", element, isElement: isWritten)
    }
  }

  func optionalInts(_ name: String) throws(TorchError) -> [Int]? {
    has(name) ? try ints(name) : nil
  }

  func axes(_ dimension: String = "dim", keeps: String = "keepdim") throws(TorchError) -> Axes {
    Axes(dimensions: try optionalInts(dimension), keeps: try bool(keeps))
  }

  /// The type that the call asks for, else a tensor's own.
  func dtype(orOf tensor: String) throws(TorchError) -> DType {
    if let dtype = try dtype() { dtype } else { try self.tensor(tensor).dtype }
  }

  func dtype(_ name: String = "dtype") throws(TorchError) -> DType? {
    guard has(name) else { return nil }
    guard let dtype = library.dtype(self[name]) else { throw mismatch(name, "torch.dtype") }
    return dtype
  }

  /// A type that has to be given.
  func type(_ name: String) throws(TorchError) -> DType {
    guard let dtype = try dtype(name) else { throw mismatch(name, "torch.dtype") }
    return dtype
  }

  func typeName(_ value: Object) -> String { interpreter.typeOf(value).errorName }

  /// What stands in the place of a parameter, if it was not given by name.
  private func argument(_ name: String) -> Object? {
    signature.place(of: name).flatMap { positional.indices.contains($0) ? positional[$0] : nil }
  }

  /// What PyTorch says of an argument of another type.
  func mismatch(
    _ name: String, _ wanted: String, _ value: Object? = nil, isElement: Bool = false
  ) -> TorchError {
    var place = ""
    if argument(name) != nil, let index = signature.place(of: name) {
      place = " (position \(index + (isMethod ? 0 : 1)))"
    }
    let type = typeName(value ?? self[name])
    let found = isElement ? "but found element of type \(type) at pos 0" : "not \(type)"
    return .type("\(self.name)(): argument '\(name)'\(place) must be \(wanted), \(found)")
  }
}
