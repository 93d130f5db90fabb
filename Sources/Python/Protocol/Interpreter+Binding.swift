extension Interpreter {
  /// Puts the arguments of a call where the parameters live.
  func bind(
    _ arguments: Arguments, to function: FunctionObject, _ slots: Registers
  ) throws(Raised) {
    let code = function.code
    let given = arguments.positional.count
    let expected = code.positionalCount
    if given == expected, arguments.keywords.isEmpty, code.parameters.count == expected {
      for index in 0..<given { slots[index] = arguments.positional[index] }
    } else {
      try bindSlowly(arguments, to: function, slots)
    }
  }

  private func bindSlowly(
    _ arguments: Arguments, to function: FunctionObject, _ slots: Registers
  ) throws(Raised) {
    let code = function.code
    let given = arguments.positional.count
    for index in 0..<min(given, code.positionalCount) {
      slots[index] = arguments.positional[index]
    }
    if let star = code.starIndex, code.parameters[star].name != "*" {
      slots[star] = .tuple(
        given > code.positionalCount ? Array(arguments.positional[code.positionalCount...]) : [])
    }
    let rest = DictObject()
    if let index = code.doubleStarIndex { slots[index] = .dict(rest) }
    for (name, value) in arguments.keywords {
      let index = code.parameters.firstIndex {
        $0.name == name && ($0.kind == .ordinary || $0.kind == .keywordOnly)
      }
      if let index {
        guard slots[index] == nil else {
          throw typeError("\(function.qualifiedName)() got multiple values for argument '\(name)'")
        }
        slots[index] = value
      } else if code.doubleStarIndex != nil {
        rest.set(name, value)
      } else if code.parameters.contains(where: { $0.name == name && $0.kind == .positionalOnly }) {
        throw typeError(
          "\(function.qualifiedName)() got some positional-only arguments passed as keyword "
            + "arguments: '\(name)'")
      } else {
        throw typeError(
          "\(function.qualifiedName)() got an unexpected keyword argument '\(name)'")
      }
    }
    if given > code.positionalCount, code.starIndex.map({ code.parameters[$0].name == "*" }) ?? true
    {
      throw tooMany(given, function, slots)
    }
    try fillDefaults(of: function, slots)
  }

  private func fillDefaults(of function: FunctionObject, _ slots: Registers) throws(Raised) {
    let code = function.code
    let firstDefault = code.positionalCount - function.defaults.count
    var missing: [String] = []
    for index in 0..<code.positionalCount where slots[index] == nil {
      if index >= firstDefault {
        slots[index] = function.defaults[index - firstDefault]
      } else {
        missing.append("'\(code.parameters[index].name)'")
      }
    }
    if !missing.isEmpty { throw missingArguments(missing, "positional", function) }
    for index in code.keywordOnly where slots[index] == nil {
      let name = code.parameters[index].name
      if let value = function.keywordDefaults[name] {
        slots[index] = value
      } else {
        missing.append("'\(name)'")
      }
    }
    if !missing.isEmpty { throw missingArguments(missing, "keyword-only", function) }
  }

  private func missingArguments(
    _ names: [String], _ kind: String, _ function: FunctionObject
  ) -> Raised {
    let list: String
    switch names.count {
    case 1: list = names[0]
    case 2: list = "\(names[0]) and \(names[1])"
    default:
      list = names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
    }
    return typeError(
      "\(function.qualifiedName)() missing \(names.count) required \(kind) "
        + "argument\(names.count == 1 ? "" : "s"): \(list)")
  }

  private func tooMany(_ given: Int, _ function: FunctionObject, _ slots: Registers) -> Raised {
    let code = function.code
    let count = code.positionalCount
    let takes =
      function.defaults.isEmpty ? "\(count)" : "from \(count - function.defaults.count) to \(count)"
    let plural = !function.defaults.isEmpty || count != 1 ? "s" : ""
    let keywordOnly = code.keywordOnly.count { slots[$0] != nil }
    let extra =
      keywordOnly == 0
      ? ""
      : " positional argument\(given == 1 ? "" : "s") (and \(keywordOnly) keyword-only "
        + "argument\(keywordOnly == 1 ? "" : "s"))"
    let verb = given == 1 && keywordOnly == 0 ? "was" : "were"
    return typeError(
      "\(function.qualifiedName)() takes \(takes) positional argument\(plural) "
        + "but \(given)\(extra) \(verb) given")
  }
}
