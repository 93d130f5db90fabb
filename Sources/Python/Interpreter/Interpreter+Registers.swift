// What the machine reads of objects where they stand in registers, without counting a reference.
extension Interpreter {
  /// What there is to know of a function in a register.
  @inline(__always)
  func functionEntry(at register: Registers) -> UnsafeMutablePointer<FunctionEntry>? {
    if case .function(let function)? = register.pointee { function.entry } else { nil }
  }

  /// The `__init__` of the class in a register, which an instance takes the place of, if making one
  /// comes to calling it with so many arguments.
  @inline(__always)
  func initializer(
    at register: Registers, _ count: Int
  ) -> (UnsafeMutablePointer<FunctionEntry>, Instance)? {
    guard case .type(let type)? = register.pointee, let entry = type.plainInitializer,
      entry.pointee.takes(count)
    else { return nil }
    let made = Instance(type: type)
    register.pointee = .instance(made)
    return (entry, made)
  }

  /// An element of the list in a register; nil where there is no list, or no such element.
  @inline(__always)
  func element(_ index: Int, ofListAt register: Registers) -> Object? {
    guard case .list(let list)? = register.pointee, index >= 0, index < list.count else {
      return nil
    }
    return list[index]
  }

  @inline(__always)
  func hasElement(_ index: Int, listAt register: Registers) -> Bool {
    guard case .list(let list)? = register.pointee else { return false }
    return index >= 0 && index < list.count
  }

  @inline(__always)
  func setElement(_ index: Int, ofListAt register: Registers, to value: Object) {
    if case .list(let list)? = register.pointee { list[index] = value }
  }
}
