extension Interpreter {
  /// Looks a name up that belongs to no frame.
  @inline(__always)
  func loadGlobal(
    _ site: UnsafeMutablePointer<NameSite>, _ frame: Frame
  ) throws(Raised) -> Object {
    let hint = site.pointee.hint
    let known = frame.pointee.globals._withUnsafeGuaranteedRef {
      $0.value(at: hint, named: site.pointee.identity)
    }
    if let known { return known }
    return try lookUpGlobal(site, frame)
  }

  @inline(never)
  private func lookUpGlobal(
    _ site: UnsafeMutablePointer<NameSite>, _ frame: Frame
  ) throws(Raised) -> Object {
    let node = site.pointee.node
    let globals = frame.globals
    if let value = globals.get(node.name, hash: node.hash, hint: &site.pointee.hint) {
      return value
    }
    if let value = builtins.get(node.name, hash: node.hash, hint: &site.pointee.builtinHint) {
      return value
    }
    throw nameError("name '\(node.name)' is not defined", node.name)
  }

  func unbound(_ name: String) -> Raised {
    raise(
      "UnboundLocalError",
      "cannot access local variable '\(name)' where it is not associated with a value")
  }

  func emptyCell(_ index: Int, _ name: String, _ frame: Frame) -> Raised {
    if index < frame.layout.cellNames.count { return unbound(name) }
    return nameError(
      "cannot access free variable '\(name)' where it is not associated with a value "
        + "in enclosing scope", name)
  }

  private func nameError(_ message: String, _ name: String) -> Raised {
    let raised = raise("NameError", message)
    raised.exception.attributes.set("name", .string(name))
    return raised
  }

  /// What programs do seldom with names.
  func useName(_ i: Instruction, _ frame: Frame) throws(Raised) {
    let registers = frame.pointee.registers
    let tables = frame.pointee.tables
    switch i.operation {
    case .loadClassName:
      let site = tables.pointee.names + Int(i.b)
      let name = site.pointee.node.name
      if let value = frame.namespace?.get(name) {
        registers[Int(i.a)] = value
      } else if i.c >= 0, let value = frame.cells[Int(i.c)].value {
        registers[Int(i.a)] = value
      } else {
        registers[Int(i.a)] = try lookUpGlobal(site, frame)
      }
    case .storeClassName:
      let name = tables.pointee.names[Int(i.b)].node.name
      let value = registers[Int(i.a)].take() ?? .none
      frame.namespace?.set(name, value)
      if machine.pointee.isObserved { announce(name, value, frame) }
    case .deleteCell: try delete(tables.pointee.names[Int(i.c)].node, frame)
    default: try delete(tables.pointee.names[Int(i.b)].node, frame)
    }
  }

  /// Binds a plain name and tells the observer.
  func store(_ value: Object, in node: NameNode, _ frame: Frame) {
    switch node.binding {
    case .local(let slot): frame.pointee.registers[slot] = value
    case .cell(let index): frame.cells[index].value = value
    case .global: frame.globals.set(node.name, value)
    case .classBody: frame.namespace?.set(node.name, value)
    }
    if machine.pointee.isObserved { announce(node.name, value, frame) }
  }

  func delete(_ node: NameNode, _ frame: Frame) throws(Raised) {
    switch node.binding {
    case .local(let slot):
      guard frame.local(slot) != nil else { throw unbound(node.name) }
      frame.pointee.registers[slot] = nil
    case .cell(let index):
      guard frame.cells[index].value != nil else { throw emptyCell(0, node.name, frame) }
      frame.cells[index].value = nil
    case .global:
      guard frame.globals.remove(node.name) != nil else {
        throw nameError("name '\(node.name)' is not defined", node.name)
      }
    case .classBody:
      guard frame.namespace?.remove(node.name) != nil else {
        throw nameError("name '\(node.name)' is not defined", node.name)
      }
    }
  }

  // MARK: The observer

  /// Tells the observer that a local was bound.
  @inline(never)
  func announce(_ slot: Int, _ frame: Frame) {
    guard case .instance? = frame.local(slot), let value = frame.local(slot) else { return }
    announce(frame.layout.localNames[slot], value, frame)
  }

  /// Tells the observer that a name was bound to an object.
  func announce(_ name: String, _ value: Object, _ frame: Frame) {
    guard case .instance = value, !frame.file.isLibrary else { return }
    observer?.didBind(name, to: value, interpreter: self)
  }
}
