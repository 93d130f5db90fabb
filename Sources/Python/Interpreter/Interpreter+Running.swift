extension Interpreter {
  /// Runs a frame until it returns or yields, and what it calls.
  ///
  /// An `exception` is raised where the frame stands.
  func run(_ entry: Frame, raising exception: Raised? = nil) throws(Raised) -> Outcome {
    let machine = machine
    var frame = entry
    if let exception {
      switch try unwind(exception, entry) {
      case .resume(let resumed): frame = resumed
      case .returned(let value): return .returned(value)
      }
    }
    var tables = frame.pointee.tables
    var code = tables.pointee.instructions
    var registers = frame.pointee.registers
    var counter = frame.pointee.counter

    @inline(__always) func reload() {
      tables = frame.pointee.tables
      code = tables.pointee.instructions
      registers = frame.pointee.registers
      counter = frame.pointee.counter
    }
    /// Takes a value under way, or copies a variable.
    @inline(__always) func take(_ index: Int32) -> Object {
      let register = registers + Int(index)
      guard index >= tables.pointee.localCount else { return register.pointee ?? .none }
      let value = register.move()
      register.initialize(to: nil)
      return value ?? .none
    }
    @inline(__always) func drop(_ index: Int32) {
      if index >= tables.pointee.localCount { registers[Int(index)] = nil }
    }
    /// Sets a register; what binds a variable to an object is announced.
    @inline(__always) func put(_ index: Int32, _ value: Object) {
      let register = registers + Int(index)
      guard index < tables.pointee.localCount else { return register.initialize(to: value) }
      register.pointee = value
      if machine.pointee.isObserved { announce(Int(index), frame) }
    }
    /// Sets a register to a number.
    @inline(__always) func set(_ index: Int32, _ value: Object) {
      let register = registers + Int(index)
      if index < tables.pointee.localCount {
        register.pointee = value
      } else {
        register.initialize(to: value)
      }
    }

    while true {
      do throws(Raised) {
        while true {
          let i = code[counter]
          counter += 1
          switch i.operation {
          case .statement:
            frame.pointee.line = Int(i.a)
            try tick()
            if i.b != 0, machine.pointee.isObserved {
              observer?.willRun(line: Int(i.a), interpreter: self)
            }
          case .line: frame.pointee.line = Int(i.a)
          case .more: break

          // MARK: Values
          case .constant: put(i.a, tables.pointee.constants[Int(i.b)])
          case .imaginary:
            if case .float(let part) = tables.pointee.constants[Int(i.b)] {
              put(i.a, complex(0, part))
            }
          case .move:
            if i.detail == 1 {
              put(i.a, registers[Int(i.b)] ?? .none)
            } else {
              put(i.a, take(i.b))
            }
          case .check:
            if registers[Int(i.a)] == nil { throw unbound(frame.layout.localNames[Int(i.a)]) }
          case .clear: clear(registers + Int(i.a), count: Int(i.b))
          case .deleteLocal:
            guard registers[Int(i.a)] != nil else {
              throw unbound(frame.layout.localNames[Int(i.a)])
            }
            registers[Int(i.a)] = nil
          case .loadGlobal:
            put(i.a, try loadGlobal(tables.pointee.names + Int(i.b), frame))
          case .storeGlobal:
            let site = tables.pointee.names + Int(i.b)
            let value = take(i.a)
            frame.globals.set(
              site.pointee.node.name, hash: site.pointee.node.hash, value, hint: &site.pointee.hint)
            if machine.pointee.isObserved { announce(site.pointee.node.name, value, frame) }
          case .loadCell:
            guard let value = frame.pointee.cells?.value(Int(i.b)) else {
              throw emptyCell(Int(i.b), tables.pointee.names[Int(i.c)].node.name, frame)
            }
            put(i.a, value)
          case .storeCell:
            let value = take(i.a)
            frame.pointee.cells?.set(Int(i.b), to: value)
            if machine.pointee.isObserved {
              announce(tables.pointee.names[Int(i.c)].node.name, value, frame)
            }
          case .deleteGlobal, .deleteCell, .deleteClassName, .loadClassName, .storeClassName:
            try useName(i, frame)

          // MARK: Operators
          case .add:
            if case .int(let x)? = registers[Int(i.b)], case .int(let y)? = registers[Int(i.c)] {
              let (value, overflow) = x.addingReportingOverflow(y)
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            } else if case .float(let x)? = registers[Int(i.b)],
              case .float(let y)? = registers[Int(i.c)]
            {
              set(i.a, .float(x + y))
              continue
            }
            put(i.a, try binary(.add, take(i.b), take(i.c)))
          case .subtract:
            if case .int(let x)? = registers[Int(i.b)], case .int(let y)? = registers[Int(i.c)] {
              let (value, overflow) = x.subtractingReportingOverflow(y)
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            } else if case .float(let x)? = registers[Int(i.b)],
              case .float(let y)? = registers[Int(i.c)]
            {
              set(i.a, .float(x - y))
              continue
            }
            put(i.a, try binary(.subtract, take(i.b), take(i.c)))
          case .multiply:
            if case .int(let x)? = registers[Int(i.b)], case .int(let y)? = registers[Int(i.c)] {
              let (value, overflow) = x.multipliedReportingOverflow(by: y)
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            } else if case .float(let x)? = registers[Int(i.b)],
              case .float(let y)? = registers[Int(i.c)]
            {
              set(i.a, .float(x * y))
              continue
            }
            put(i.a, try binary(.multiply, take(i.b), take(i.c)))
          case .divide:
            if case .float(let x)? = registers[Int(i.b)], case .float(let y)? = registers[Int(i.c)],
              y != 0
            {
              set(i.a, .float(x / y))
            } else {
              put(i.a, try binary(.divide, take(i.b), take(i.c)))
            }
          case .binary:
            put(i.a, try binary(BinaryOperator(number: i.detail), take(i.b), take(i.c)))
          case .addNumber:
            if case .int(let x)? = registers[Int(i.b)] {
              let (value, overflow) = x.addingReportingOverflow(Int(i.c))
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            }
            put(i.a, try binary(.add, take(i.b), .int(Int(i.c))))
          case .subtractNumber:
            if case .int(let x)? = registers[Int(i.b)] {
              let (value, overflow) = x.subtractingReportingOverflow(Int(i.c))
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            }
            put(i.a, try binary(.subtract, take(i.b), .int(Int(i.c))))
          case .multiplyNumber:
            if case .int(let x)? = registers[Int(i.b)] {
              let (value, overflow) = x.multipliedReportingOverflow(by: Int(i.c))
              if !overflow {
                set(i.a, .int(value))
                continue
              }
            }
            put(i.a, try binary(.multiply, take(i.b), .int(Int(i.c))))
          case .moduloNumber:
            if i.c > 0, case .int(let x)? = registers[Int(i.b)] {
              let remainder = x % Int(i.c)
              set(i.a, .int(remainder < 0 ? remainder + Int(i.c) : remainder))
            } else {
              put(i.a, try binary(.modulo, take(i.b), .int(Int(i.c))))
            }
          case .floorDivideNumber:
            put(i.a, try binary(.floorDivide, take(i.b), .int(Int(i.c))))
          case .inPlace:
            if i.detail & 0x3F == 0 {
              if case .int(let x)? = registers[Int(i.a)], case .int(let y)? = registers[Int(i.b)] {
                let (value, overflow) = x.addingReportingOverflow(y)
                if !overflow {
                  set(i.a, .int(value))
                  continue
                }
              } else if case .float(let x)? = registers[Int(i.a)],
                case .float(let y)? = registers[Int(i.b)]
              {
                set(i.a, .float(x + y))
                continue
              }
            }
            try inPlace(i, registers, frame)
          case .unary:
            put(i.a, try unary(UnaryOperator(number: i.detail), take(i.b)))
          case .compare:
            put(i.a, try compare(ComparisonOperator(number: i.detail), take(i.b), take(i.c)))
          case .compareJump:
            let comparison = ComparisonOperator(number: i.detail & 0x7F)
            let holds: Bool
            if case .int(let x)? = registers[Int(i.b)], case .int(let y)? = registers[Int(i.c)],
              comparison.isOrder
            {
              holds = comparison.holds(x, y)
            } else if case .float(let x)? = registers[Int(i.b)],
              case .float(let y)? = registers[Int(i.c)], comparison.isOrder
            {
              holds = comparison.holds(x, y)
            } else {
              holds = try isTrue(try compare(comparison, take(i.b), take(i.c)))
            }
            if holds == (i.detail & 0x80 != 0) { counter = Int(i.a) }
          case .compareNumberJump:
            let comparison = ComparisonOperator(number: i.detail & 0x7F)
            let holds: Bool
            if case .int(let x)? = registers[Int(i.b)] {
              holds = comparison.holds(x, Int(i.c))
            } else {
              holds = try isTrue(try compare(comparison, take(i.b), .int(Int(i.c))))
            }
            if holds == (i.detail & 0x80 != 0) { counter = Int(i.a) }
          case .not: put(i.a, .bool(try !isTrue(take(i.b))))

          // MARK: Jumps
          case .jump: counter = Int(i.a)
          case .jumpIfTrue:
            if case .bool(let flag)? = registers[Int(i.b)] {
              if flag { counter = Int(i.a) }
            } else if try isTrue(take(i.b)) {
              counter = Int(i.a)
            }
          case .jumpIfFalse:
            if case .bool(let flag)? = registers[Int(i.b)] {
              if !flag { counter = Int(i.a) }
            } else if try !isTrue(take(i.b)) {
              counter = Int(i.a)
            }
          case .jumpIfTrueKeeping:
            if try isTrue(registers[Int(i.b)] ?? .none) {
              counter = Int(i.a)
            } else {
              registers[Int(i.b)] = nil
            }
          case .jumpIfFalseKeeping:
            if try isTrue(registers[Int(i.b)] ?? .none) {
              registers[Int(i.b)] = nil
            } else {
              counter = Int(i.a)
            }

          // MARK: Attributes and items
          case .loadAttribute:
            let value = try attribute(
              tables.pointee.attributes + Int(i.c), of: registers + Int(i.b))
            drop(i.b)
            put(i.a, value)
          case .storeAttribute:
            let value = take(i.a)
            try setAttribute(
              tables.pointee.attributes + Int(i.c), of: registers + Int(i.b), to: value)
            drop(i.b)
          case .deleteAttribute:
            try deleteAttribute(tables.pointee.attributes[Int(i.c)].name, of: take(i.b))
          case .loadMethod:
            try loadMethod(tables.pointee.attributes + Int(i.c), registers + Int(i.a))
          case .loadSubscript:
            if case .int(let index)? = registers[Int(i.c)],
              let value = element(index, ofListAt: registers + Int(i.b))
            {
              drop(i.b)
              put(i.a, value)
            } else {
              put(i.a, try subscripted(take(i.b), take(i.c)))
            }
          case .storeSubscript:
            if case .int(let index)? = registers[Int(i.c)],
              hasElement(index, listAt: registers + Int(i.b))
            {
              setElement(index, ofListAt: registers + Int(i.b), to: take(i.a))
              drop(i.b)
            } else {
              let value = take(i.a)
              try setSubscript(take(i.b), take(i.c), value)
            }
          case .deleteSubscript: try deleteSubscript(take(i.b), take(i.c))
          case .slice:
            let (start, stop, step) = (take(i.b), take(i.b + 1), take(i.b + 2))
            put(i.a, .slice(SliceObject(start: start, stop: stop, step: step)))

          // MARK: Calls
          case .call, .callMethod:
            var base = registers + Int(i.b)
            var count = Int(i.c)
            if i.operation == .callMethod {
              if base.pointee == nil {
                base += 1
              } else {
                count += 1
              }
            }
            if let entry = functionEntry(at: base), entry.pointee.takes(count) {
              frame.pointee.counter = counter
              frame = try enter(entry, at: base + 1, count)
              reload()
              try tick()
            } else if let (entry, made) = initializer(at: base, count + 1) {
              frame.pointee.counter = counter
              frame = try enter(entry, at: base, count + 1)
              frame.pointee.made = made
              reload()
              try tick()
            } else {
              frame.pointee.counter = counter
              put(i.a, try call(base, count))
            }
          case .callUnpacked:
            put(i.a, try callUnpacked(registers + Int(i.b)))
          case .appendArgument, .extendArguments, .appendKeyword, .extendKeywords:
            try addArgument(i, registers, frame)
          case .returnValue:
            let value = take(i.a)
            let isEntry = frame.pointee.isEntry
            let caller = frame.pointee.caller
            let made = frame.pointee.made
            pop(frame, all: i.detail != 0)
            guard !isEntry, let caller else { return .returned(value) }
            frame = caller
            reload()
            try finishCall(value, made, frame)

          // MARK: Displays
          case .buildList:
            let list = ListObject(values(registers + Int(i.b), Int(i.c)))
            put(i.a, .list(list))
          case .buildTuple: put(i.a, .tuple(values(registers + Int(i.b), Int(i.c))))
          case .buildSet: put(i.a, .set(SetObject()))
          case .buildDict: put(i.a, .dict(DictObject()))
          case .listAppend:
            if case .list(let list)? = registers[Int(i.a)] {
              try checkGrowth(list.count)
              list.append(take(i.b))
            }
          case .listExtend, .setAdd, .dictSet, .dictMerge, .tupleFromList, .setFromList:
            try build(i, registers, frame)
          case .format, .formatWith: try format(i, registers)
          case .join: put(i.a, .string(try joined(registers + Int(i.b), Int(i.c))))

          // MARK: Loops
          case .iterate: try iterate(registers + Int(i.a), asObject: i.detail == 1)
          case .forFirst, .forNext:
            if i.detail == 1 { try tick() }
            let state = registers + Int(i.a)
            var isOver = false
            switch state.pointee {
            case .int(let value)?:
              guard case .int(let left)? = state[1], case .int(let step)? = state[2], left > 0
              else {
                isOver = true
                break
              }
              state[0] = .int(value &+ step)
              state[1] = .int(left - 1)
              set(i.b, .int(value))
            case .list?:
              guard case .int(let index)? = state[1], let value = element(index, ofListAt: state)
              else {
                isOver = true
                break
              }
              state[1] = .int(index + 1)
              put(i.b, value)
            case .tuple(let elements)?:
              guard case .int(let index)? = state[1], index < elements.count else {
                isOver = true
                break
              }
              state[1] = .int(index + 1)
              put(i.b, elements[index])
            case .iterator(let iterator)?:
              frame.pointee.counter = counter
              guard let value = try iterator.next(self) else {
                isOver = true
                break
              }
              put(i.b, value)
            default: isOver = true
            }
            if isOver { state.pointee = nil }
            if isOver == (i.operation == .forFirst) { counter = Int(i.c) }
          case .unpack, .unpackStar: try unpack(i, registers, frame)

          // MARK: Definitions
          case .function: put(i.a, .function(makeFunction(i, registers, frame)))
          case .comprehension:
            frame.pointee.counter = counter
            let node = frame.code.parts.comprehensions[Int(i.b)]
            if case .generator = node.kind {
              put(i.a, .iterator(makeGenerator(node, registers + Int(i.c), frame)))
            } else {
              frame = try enter(node, registers + Int(i.c), frame)
              reload()
            }
          case .classBody:
            put(i.a, try makeClass(frame.code.parts.classes[Int(i.b)], registers + Int(i.c), frame))
          case .importNames: try runImport(frame.code.parts.imports[Int(i.b)], frame)
          case .annotate:
            annotate(frame.code.parts.texts[Int(i.b)], frame.code.parts.texts[Int(i.c)], frame)

          // MARK: Exceptions and blocks
          case .pushExcept: frame.extras.blocks.append(Block(kind: .except(i.a), depth: i.b))
          case .pushFinally: frame.extras.blocks.append(Block(kind: .finally(i.a), depth: i.b))
          case .popBlock: frame.extras.blocks.removeLast()
          case .matchHandler:
            if try !matchesHandler(take(i.a), frame) { counter = Int(i.c) }
          case .enterHandler:
            let exception = enterHandler(frame.code.parts.handlers[Int(i.b)], frame)
            if i.c >= 0 { registers[Int(i.c)] = exception }
          case .endHandler: endHandler(frame)
          case .reraise:
            if let raised = leaveHandler(frame) { throw raised }
          case .enterFinally:
            let block = frame.extras.blocks.removeLast()
            frame.extras.blocks.append(Block(kind: .ending(.normal), depth: block.depth))
          case .endFinally, .leave:
            frame.pointee.counter = counter
            let completion: Completion
            if i.operation == .leave {
              completion = i.detail == 1 ? .return(take(i.a)) : .jump(i.a, level: i.b)
            } else {
              completion = endFinally(frame)
            }
            switch completion {
            case .normal: break
            case .raised(let raised): throw raised
            case .jump, .return:
              switch leave(completion, frame) {
              case .resume: counter = frame.pointee.counter
              case .raised(let raised): throw raised
              case .returned(let value):
                let isEntry = frame.pointee.isEntry
                let caller = frame.pointee.caller
                let made = frame.pointee.made
                pop(frame, all: true)
                guard !isEntry, let caller else { return .returned(value) }
                frame = caller
                reload()
                try finishCall(value, made, frame)
              }
            }
          case .enterWith:
            frame.pointee.counter = counter
            try enterContext(i, registers, frame)
          case .endWith:
            frame.pointee.counter = counter
            if case .with(let exit, let receiver, _) = frame.extras.blocks.removeLast().kind {
              _ = try callMethod(exit, receiver, Arguments([.none, .none, .none]))
            }
          case .raise:
            let value = take(i.a)
            throw try raised(value, cause: i.detail == 1 ? take(i.a + 1) : nil)
          case .raiseAgain:
            guard let active = handled else {
              throw raise("RuntimeError", "No active exception to reraise")
            }
            throw active.again(traceback: state(of: active.exception).traceback)
          case .raiseAssertion:
            throw raise("AssertionError", arguments: i.detail == 1 ? [take(i.a)] : [])
          case .unsupported: throw unsupported(frame.code.parts.texts[Int(i.b)])
          case .syntaxError: throw raise("SyntaxError", frame.code.parts.texts[Int(i.b)])

          // MARK: Generators
          case .yield:
            let value = take(i.a)
            frame.pointee.counter = counter
            return .yielded(value)
          case .yieldFrom:
            frame.pointee.counter = counter
            if let value = try delegated(registers + Int(i.a), frame) {
              frame.pointee.counter = counter - 1
              return .yielded(value)
            }

          // MARK: Patterns
          case .matchSequence, .matchMapping, .matchKey, .matchClass:
            if try !matches(i, code[counter], registers, frame) { counter = Int(i.c) }
          }
        }
      } catch {
        frame.pointee.counter = counter
        switch try unwind(error, frame) {
        case .resume(let resumed):
          frame = resumed
          reload()
        case .returned(let value): return .returned(value)
        }
      }
    }
  }
}
