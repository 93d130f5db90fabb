import Python

/// The parameters of a native function, written as Python writes them.
///
///     try Signature("sum(input, dim=None, keepdim=False, *, dtype=None)")
///
/// A parameter with a star takes all further positional arguments, or one sequence of them; there
/// has to be one, but where `=()` stands behind it.
///
/// A class, because it is read when its function is first called: a program calls few of all.
final class Signature {
  let name: String
  private let text: String
  private lazy var parameters = Signature.parameters(of: text)

  var names: [String] { parameters.map { $0.name } }

  private struct Parameter {
    let name: String
    let fallback: Object?
    let kind: Kind
  }

  private enum Kind {
    case plain
    case keywordOnly
    case variadic
  }

  init(_ text: String) {
    name = String(text[..<Signature.opening(of: text)])
    self.text = text
  }

  private static func opening(of text: String) -> String.Index {
    text.utf8.firstIndex(of: UInt8(ascii: "(")) ?? text.endIndex
  }

  private static func parameters(of text: String) -> [Parameter] {
    var parameters: [Parameter] = []
    var kind = Kind.plain
    for part in text[opening(of: text)...].dropFirst().dropLast().split(separator: ",") {
      let part = part.trimming(while: { $0.isWhitespace })
      if part == "*" {
        kind = .keywordOnly
      } else if part.hasPrefix("*") {
        let name = part.dropFirst().prefix { $0 != "=" }
        parameters.append(
          Parameter(
            name: String(name), fallback: part.hasSuffix("=()") ? .tuple([]) : nil,
            kind: .variadic))
        kind = .keywordOnly
      } else {
        let halves = part.split(separator: "=", maxSplits: 1)
        parameters.append(
          Parameter(
            name: String(halves[0]),
            fallback: halves.count == 2 ? Signature.constant(halves[1]) : nil, kind: kind))
      }
    }
    return parameters
  }

  private static func constant(_ text: Substring) -> Object {
    switch text {
    case "None": .none
    case "True": .bool(true)
    case "False": .bool(false)
    default:
      if let integer = Int(text) {
        .int(integer)
      } else if let number = Double(text) {
        .float(number)
      } else {
        .string(String(text.trimming { $0 == "'" }))
      }
    }
  }

  /// Where a parameter stands, counted from 0.
  func place(of name: String) -> Int? { parameters.firstIndex { $0.name == name } }

  func takes(_ name: String) -> Bool { parameters.contains { $0.name == name } }

  /// Puts the arguments of a call in the places of the parameters.
  func bind(_ arguments: Arguments) throws(TorchError) -> [String: Object] {
    var bound: [String: Object] = [:]
    var rest = arguments.positional[...]
    for parameter in parameters {
      switch parameter.kind {
      case .plain:
        if let value = rest.popFirst() { bound[parameter.name] = value }
      case .variadic:
        if !rest.isEmpty { bound[parameter.name] = Signature.sequence(rest) }
        rest = []
      case .keywordOnly: break
      }
    }
    guard rest.isEmpty else {
      throw .type(
        "\(name)() takes \(parameters.count { $0.kind == .plain }) positional arguments but "
          + "\(arguments.positional.count) were given")
    }
    for (name, value) in arguments.keywords {
      let known = Signature.synonyms[name].map { synonym in
        parameters.contains { $0.name == name } ? name : synonym
      }
      let name = known ?? name
      guard parameters.contains(where: { $0.name == name }) else {
        throw .type("\(self.name)() got an unexpected keyword argument '\(name)'")
      }
      guard bound[name] == nil else {
        throw .type("\(self.name)() got multiple values for argument '\(name)'")
      }
      bound[name] = value
    }
    var missing: [String] = []
    for parameter in parameters where bound[parameter.name] == nil {
      if let fallback = parameter.fallback {
        bound[parameter.name] = fallback
      } else {
        missing.append("\"\(parameter.name)\"")
      }
    }
    guard missing.isEmpty else {
      // The plural stands where PyTorch puts it.
      throw .type(
        "\(name)() missing \(missing.count) required positional "
          + "argument\(missing.count == 1 ? "s" : ""): \(missing.joined(separator: ", "))")
    }
    return bound
  }

  /// One sequence stands for itself: `view((2, 3))` is `view(2, 3)`.
  private static func sequence(_ values: ArraySlice<Object>) -> Object {
    guard values.count == 1, let only = values.first else { return .tuple(Array(values)) }
    switch only {
    case .list, .tuple: return only
    case .instance(let instance) where instance.payload is TupleBox: return only
    default: return .tuple([only])
    }
  }

  /// NumPy's names, which PyTorch takes as well.
  private static let synonyms = [
    "axis": "dim", "keepdims": "keepdim", "x": "input", "self": "input",
  ]
}

extension StringProtocol {
  func trimming(while isTrimmed: (Character) -> Bool) -> SubSequence {
    guard let first = firstIndex(where: { !isTrimmed($0) }),
      let last = lastIndex(where: { !isTrimmed($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}

extension Arguments {
  /// Takes `out=` away from a function that has no parameter of that name.
  func takingOut(for signature: Signature) -> (Arguments, Object?) {
    guard let place = keywords.firstIndex(where: { $0.0 == "out" }), !signature.takes("out")
    else { return (self, nil) }
    var rest = self
    let out = rest.keywords.remove(at: place).1
    return (rest, out.isNone ? nil : out)
  }
}
