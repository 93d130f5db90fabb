import Python
import Testing

/// What native code may rely on: native types, the observer, cells.
@Suite struct EmbeddingTests {
  private func run(_ source: String, _ prepare: (Interpreter) -> Void) throws -> String {
    var output = ""
    let interpreter = Interpreter { output += $0 }
    prepare(interpreter)
    try interpreter.run(try Program.parse(source, file: "x.py"))
    return output
  }

  @Test func aNativeTypeAnswersOperators() throws {
    let output = try run("print(n + 1, 1 + n, sum([n]), n.twice(), n.size, n == n, -n)") {
      let type = TypeObject(name: "Number", bases: [$0.builtinTypes.object], module: "native")
      for name in ["__add__", "__radd__"] {
        type.attributes[name] = .builtin(
          BuiltinFunction(name) { (_, _) throws(Raised) in .string(name) })
      }
      type.attributes["__neg__"] = .builtin(
        BuiltinFunction("__neg__") { (_, _) throws(Raised) in .int(-1) })
      type.attributes["twice"] = .builtin(
        BuiltinFunction("twice") { (_, arguments) throws(Raised) in
          .int(arguments.positional.count)
        })
      type.attributes["size"] = .property(
        PropertyObject(
          getter: .builtin(BuiltinFunction("size") { (_, _) throws(Raised) in .int(7) })))
      $0.setGlobal("n", .instance(Instance(type: type)))
    }
    #expect(output == "__add__ __radd__ __radd__ 1 7 True -1\n")
  }

  @Test func anInstanceWithATupleBoxIsATuple() throws {
    let source = """
      a, b = size
      print(a, b, len(size), size[0], size[-1], size == (2, 3), (2, 3) == size, size + (4,))
      print(isinstance(size, tuple), hash(size) == hash((2, 3)), list(size), size, (1,) + size)
      """
    let output = try run(source) {
      let type = TypeObject(name: "Size", bases: [$0.builtinTypes.tuple], module: "torch")
      type.attributes["__repr__"] = .builtin(
        BuiltinFunction("__repr__") { (interpreter, arguments) throws(Raised) in
          let elements = interpreter.tupleElements(arguments.positional[0]) ?? []
          return .string("torch.Size(\(try interpreter.repr(.list(ListObject(elements)))))")
        })
      let size = Instance(type: type, payload: TupleBox([.int(2), .int(3)]))
      $0.setGlobal("size", .instance(size))
    }
    #expect(
      output == """
        2 3 2 2 3 True True (2, 3, 4)
        True True [2, 3] torch.Size([2, 3]) (1, 2, 3)

        """)
  }

  @Test func aProgramMayInheritFromANativeType() throws {
    let source = """
      class Net(Module):
          def __init__(self, width):
              super().__init__()
              self.width = width
          def forward(self, x): return x * self.width
      print(Net(3)(2), Net(3).ready)
      """
    let output = try run(source) {
      let type = TypeObject(name: "Module", bases: [$0.builtinTypes.object], module: "nn")
      type.attributes["__init__"] = .builtin(
        BuiltinFunction("__init__") { (interpreter, arguments) throws(Raised) in
          try interpreter.setAttribute("ready", of: arguments.positional[0], to: .bool(true))
          return .none
        })
      type.attributes["__call__"] = .builtin(
        BuiltinFunction("__call__") { (interpreter, arguments) throws(Raised) in
          let forward = try interpreter.attribute("forward", of: arguments.positional[0])
          return try interpreter.call(forward, Arguments([arguments.positional[1]]))
        })
      $0.setGlobal("Module", .type(type))
    }
    #expect(output == "6 True\n")
  }

  @Test func cellsShareOneNamespace() throws {
    let interpreter = Interpreter { _ in }
    #expect(try interpreter.runCell(try Program.parse("x = 20", file: "a.md")) == nil)
    let value = try interpreter.runCell(try Program.parse("x += 1\nx * 2", file: "a.md"))
    #expect(try value.map { try interpreter.repr($0) } == "42")
    #expect(try interpreter.repr(try interpreter.evaluate("x + 1", file: "a.md")) == "22")
  }

  @Test func theObserverSeesLinesNamesAndCalls() throws {
    let interpreter = Interpreter { _ in }
    let log = Log()
    interpreter.observer = log
    let source = """
      class Net:
          def forward(self, x): return x
      def model(a):
          b = a
          return b
      for i in range(2): model(Net())
      Net().forward(Net())
      """
    try interpreter.run(try Program.parse(source, file: "x.py"))
    #expect(
      log.events == [
        "line 6", "line 6", "enter model 6", "bind a", "line 4", "bind b", "line 5", "leave",
        "line 6", "line 6", "enter model 6", "bind a", "line 4", "bind b", "line 5", "leave",
        "line 6", "line 7", "enter Net.forward 7", "bind self", "bind x", "line 2", "leave",
      ])
  }

  private final class Log: InterpreterObserver {
    var events: [String] = []
    func willRun(line: Int, interpreter: Interpreter) { events.append("line \(line)") }
    func didBind(_ name: String, to value: Object, interpreter: Interpreter) {
      events.append("bind \(name)")
    }
    func didEnter(function name: String, callLine: Int, interpreter: Interpreter) {
      events.append("enter \(name) \(callLine)")
    }
    func didLeave(interpreter: Interpreter) { events.append("leave") }
  }
}
