extension Compiler {
  /// Where a value goes that a target is assigned: the local itself, or a register under way.
  mutating func target(of target: Expression) -> Int32 { target.localSlot ?? temporary() }

  /// Assigns the value in a register, which holds it no longer.
  mutating func assign(_ register: Int32, to target: Expression) {
    let outer = (mark, free)
    mark = Mark(target)
    switch target.kind {
    case .name(let node): store(register, in: node)
    case .attribute(let owner, let name):
      emit(.storeAttribute, a: register, b: operand(owner), c: site(of: name))
    case .subscripted(let container, let index):
      let container = operand(container, before: [index])
      emit(.storeSubscript, a: register, b: container, c: operand(index))
    case .tuple(let targets), .list(let targets): unpack(register, into: targets)
    case .constant:
      // `() = []`, the only constant a target can be.
      unpack(register, into: [])
    case .starred:
      emit(.syntaxError, b: text("starred assignment target must be in a list or tuple"))
    default: emit(.syntaxError, b: text("cannot assign to expression"))
    }
    (mark, free) = outer
  }

  private mutating func unpack(_ register: Int32, into targets: [Expression]) {
    let first = temporaries(Int32(targets.count))
    if let star = targets.firstIndex(where: { $0.isStarred }) {
      emit(
        .unpackStar, a: register, b: first,
        c: Int32(star) << 16 | Int32(targets.count - star - 1))
    } else {
      emit(.unpack, a: register, b: first, c: Int32(targets.count))
    }
    for (place, target) in targets.enumerated() {
      if case .starred(let rest) = target.kind {
        assign(first + Int32(place), to: rest)
      } else {
        assign(first + Int32(place), to: target)
      }
    }
  }

  /// `target op= value`: the target's parts are evaluated once.
  ///
  /// `isLater` says whether evaluating the value may bind the target.
  mutating func augment(
    _ target: Expression, _ operation: BinaryOperator, isLater: Bool,
    _ operand: (inout Compiler) -> Int32
  ) {
    switch target.kind {
    case .name(let node):
      if case .local(let slot) = node.binding, !isLater {
        marking(Mark(target)) { $0.check(Int32(slot)) }
        let value = operand(&self)
        emit(.inPlace, detail: operation.number, a: Int32(slot), b: value)
        noteAssigned(Int32(slot))
        return
      }
      let current = temporary()
      compile(target, into: current)
      let value = operand(&self)
      var place = (kind: UInt8(0), number: Int32(0))
      switch node.binding {
      case .cell(let index): place = (0x40, Int32(index))
      case .global: place = (0x80, site(of: node))
      case .local, .classBody: break
      }
      emit(.inPlace, detail: operation.number | place.kind, a: current, b: value, c: place.number)
      store(current, in: node)
    case .attribute(let owner, let name):
      let owner = self.operand(owner)
      let held = temporary()
      emit(.move, detail: 1, a: held, b: owner)
      let current = temporary()
      emit(.loadAttribute, a: current, b: held, c: site(of: name))
      emit(.move, detail: 1, a: held, b: owner)
      let value = operand(&self)
      emit(.inPlace, detail: operation.number, a: current, b: value)
      emit(.storeAttribute, a: current, b: held, c: site(of: name))
      if isTemporary(owner) { emit(.clear, a: owner, b: 1) }
    case .subscripted(let container, let index):
      let container = self.operand(container, before: [index])
      let place = self.operand(index)
      let held = temporaries(2)
      emit(.move, detail: 1, a: held, b: container)
      emit(.move, detail: 1, a: held + 1, b: place)
      let current = temporary()
      emit(.loadSubscript, a: current, b: held, c: held + 1)
      let value = operand(&self)
      emit(.inPlace, detail: operation.number, a: current, b: value)
      emit(.storeSubscript, a: current, b: container, c: place)
    default:
      emit(.syntaxError, b: text("illegal expression for augmented assignment"))
    }
  }

  mutating func delete(_ target: Expression) {
    let outer = free
    switch target.kind {
    case .name(let node): delete(node)
    case .attribute(let owner, let name):
      emit(.deleteAttribute, b: operand(owner), c: site(of: name))
    case .subscripted(let container, let index):
      let container = operand(container, before: [index])
      emit(.deleteSubscript, b: container, c: operand(index))
    case .tuple(let targets), .list(let targets):
      for target in targets { delete(target) }
    default: emit(.syntaxError, b: text("cannot delete expression"))
    }
    free = outer
  }
}
