/// What `re` needs of this side: patterns are read and run here, and the rest of it is Python.
extension Interpreter {
  func installRegex() {
    let type = TypeObject(name: "SRE_Code", bases: [builtinTypes.object])
    module(
      "_sre",
      [
        (
          "compile",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("compile", arguments, 2...2)
            let pattern = try interpreter.text(values[0], "compile")
            return try interpreter.compiledRegex(
              pattern, flags: try interpreter.integer(values[1]), type)
          }
        ),
        ("scan", { (interpreter, arguments) throws(Raised) in try interpreter.scan(arguments) }),
      ])
  }

  /// The program, its flags, the number of groups and their names; or the reason why there is none
  /// and where.
  private func compiledRegex(
    _ pattern: String, flags: Int, _ type: TypeObject
  ) throws(Raised) -> Object {
    var parser = RegexParser(pattern, flags: RegexParser.Flags(rawValue: flags))
    do {
      let node = try parser.parse()
      let program = RegexProgram(node, groups: parser.groups, flags: parser.flags)
      let names = DictObject()
      for (name, number) in parser.names { names.set(name, .int(number)) }
      return .tuple([
        .instance(Instance(type: type, payload: program)), .int(parser.flags.rawValue),
        .int(parser.groups), .dict(names),
      ])
    } catch {
      return .tuple([.string(error.message), error.position.map { .int($0) } ?? .none])
    }
  }

  /// `scan(program, text, start, end, mode, most)`: the matches, each as the positions of its ends
  /// and those of its groups, and the last group that closed.
  private func scan(_ arguments: Arguments) throws(Raised) -> Object {
    let values = try positional("scan", arguments, 6...6)
    guard case .instance(let instance) = values[0], let program = instance.payload as? RegexProgram
    else { throw typeError("a compiled pattern is required") }
    let text = Array(try self.text(values[1], "scan").unicodeScalars)
    let count = text.count
    var start = max(0, min(count, try integer(values[2])))
    let end = max(0, min(count, try integer(values[3])))
    let mode = try self.text(values[4], "scan")
    let most = try integer(values[5])
    var found: [Object] = []
    if mode != "search" {
      guard start <= end else { return .list(ListObject()) }
      let match = try program.match(text, from: start, end: end, isFull: mode == "fullmatch", self)
      return .list(ListObject(match.map { [.tuple($0.map { .int($0) })] } ?? []))
    }
    var mustAdvance = false
    while found.count < most, start <= end {
      let match = try program.match(
        text, from: start, end: end, mustAdvance: mustAdvance, self)
      guard let match else {
        // Only at its first position must a search advance.
        (start, mustAdvance) = (start + 1, false)
        continue
      }
      try checkSize(found.count + 1)
      found.append(.tuple(match.map { .int($0) }))
      (start, mustAdvance) = (match[1], match[1] == match[0])
    }
    return .list(ListObject(found))
  }
}
