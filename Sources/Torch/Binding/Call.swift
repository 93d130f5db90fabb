import BigInt
import Python

/// The arguments of one call of a native function, read as what the function needs.
struct Call {
  let library: Library
  let interpreter: Interpreter
  let name: String
  let values: [String: Object]

  var runtime: Runtime { library.runtime }

  subscript(name: String) -> Object { values[name] ?? .none }

  func has(_ name: String) -> Bool { !self[name].isNone }

  func tensor(_ name: String) throws -> Tensor {
    guard let tensor = library.tensor(self[name]) else {
      throw TorchError.type(
        "\(self.name)(): argument '\(name)' must be Tensor, not \(typeName(self[name]))")
    }
    return tensor
  }

  func optionalTensor(_ name: String) throws -> Tensor? {
    has(name) ? try tensor(name) : nil
  }

  /// A tensor, or a number that stands beside tensors.
  func operand(_ name: String) throws -> Tensor {
    guard let operand = library.operand(self[name]) else {
      throw TorchError.type(
        "\(self.name)(): argument '\(name)' must be Tensor, not \(typeName(self[name]))")
    }
    return operand
  }

  func optionalOperand(_ name: String) throws -> Tensor? {
    has(name) ? try operand(name) : nil
  }

  func tensors(_ name: String) throws -> [Tensor] {
    try library.tensors(self[name], interpreter, of: self.name)
  }

  func int(_ name: String) throws -> Int { try library.int(self[name], of: self.name, name) }

  func optionalInt(_ name: String) throws -> Int? { has(name) ? try int(name) : nil }

  func double(_ name: String) throws -> Double {
    try library.double(self[name], of: self.name, name)
  }

  func optionalDouble(_ name: String) throws -> Double? { has(name) ? try double(name) : nil }

  func bool(_ name: String) throws -> Bool { try interpreter.isTrue(self[name]) }

  func string(_ name: String) throws -> String {
    guard case .string(let text) = self[name] else {
      throw TorchError.type(
        "\(self.name)(): argument '\(name)' must be str, not \(typeName(self[name]))")
    }
    return text
  }

  /// Integers given as one number or a sequence.
  func ints(_ name: String) throws -> [Int] {
    if let only = library.intIfPossible(self[name]) { return [only] }
    return try interpreter.iterate(self[name]).map { try library.int($0, of: self.name, name) }
  }

  func optionalInts(_ name: String) throws -> [Int]? { has(name) ? try ints(name) : nil }

  func axes(_ dimension: String = "dim", keeps: String = "keepdim") throws -> Axes {
    Axes(dimensions: try optionalInts(dimension), keeps: try bool(keeps))
  }

  func dtype(_ name: String = "dtype") throws -> DType? {
    guard has(name) else { return nil }
    guard let dtype = library.dtype(self[name]) else {
      throw TorchError.type("\(self.name)(): argument '\(name)' must be torch.dtype")
    }
    return dtype
  }

  func typeName(_ value: Object) -> String { interpreter.typeOf(value).errorName }
}
