import Platform

/// Something `next` can be called on.
package final class IteratorObject {
  /// Gives the next item; nil at the end.
  package typealias Step = (Interpreter) throws(Raised) -> Object?

  /// Ranges and lists are walked without a closure: they are what loops run over.
  enum Source {
    case range(RangeObject.Small, index: Int)
    case list(ListObject, index: Int)
    case tuple([Object], index: Int)
    case step(Step)
    case generator(Generator)
    case exhausted
  }

  var source: Source
  /// The name `type()` shows, such as `list_iterator`.
  package let typeName: String
  /// What a generator expression calls itself.
  var qualifiedName: String?

  /// Creates an iterator from a function that returns nil when there is nothing left.
  package init(next: @escaping Step) {
    source = .step(next)
    typeName = "iterator"
  }

  init(_ source: Source, typeName: String) {
    self.source = source
    self.typeName = typeName
  }

  deinit {
    release(&source, leaving: .exhausted)
  }

  package func next(_ interpreter: Interpreter) throws(Raised) -> Object? {
    switch source {
    case .range(let range, let index):
      guard index < range.count else {
        source = .exhausted
        return nil
      }
      try interpreter.step()
      source = .range(range, index: index + 1)
      return .int(range[index])
    case .list(let list, let index):
      guard index < list.count else {
        source = .exhausted
        return nil
      }
      source = .list(list, index: index + 1)
      return list[index]
    case .tuple(let elements, let index):
      guard index < elements.count else {
        source = .exhausted
        return nil
      }
      source = .tuple(elements, index: index + 1)
      return elements[index]
    case .step(let step):
      try interpreter.step()
      guard NativeStack.current.hasRoom else { throw interpreter.tooDeep() }
      if let value = try step(interpreter) { return value }
      source = .exhausted
      return nil
    case .generator(let generator):
      try interpreter.step()
      return try interpreter.resume(generator, sending: .none)
    case .exhausted:
      return nil
    }
  }
}

/// `d.keys()`, `d.values()` or `d.items()`: a live look at a dictionary.
package final class DictView {
  /// Which part of a dictionary it shows.
  package enum Kind {
    case keys
    case values
    case items
  }

  package let kind: Kind
  package let dict: DictObject
  /// Whether it looks at an `OrderedDict`.
  let isOrdered: Bool

  init(_ kind: Kind, of dict: DictObject, isOrdered: Bool = false) {
    self.kind = kind
    self.dict = dict
    self.isOrdered = isOrdered
  }
}
