import Platform

/// Something `next` can be called on.
package final class IteratorObject {
  /// Gives the next item; nil at the end.
  package typealias Step = (Interpreter) throws(Raised) -> Object?

  /// Ranges and lists are walked without a closure: they are what loops run over.
  enum Source {
    case range(RangeObject.Small)
    case list(ListObject)
    case tuple([Object])
    case step(Step)
    case generator(Generator)
    case exhausted
  }

  var source: Source
  /// How many elements have been walked of what has places.
  private var index = 0
  /// The name `type()` shows, such as `list_iterator`.
  package let typeName: String
  /// What some show of themselves between parentheses.
  var shown: (() -> [Object])?

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

  func next(_ interpreter: Interpreter) throws(Raised) -> Object? {
    switch source {
    case .range(let range):
      guard index < range.count else { break }
      try interpreter.step()
      index += 1
      return .int(range[index - 1])
    case .list(let list):
      guard index < list.count else { break }
      index += 1
      return list[index - 1]
    case .tuple(let elements):
      guard index < elements.count else { break }
      index += 1
      return elements[index - 1]
    case .step(let step):
      try interpreter.step()
      guard interpreter.hasNativeRoom else { throw interpreter.tooDeep() }
      if let value = try step(interpreter) { return value }
    case .generator(let generator):
      try interpreter.step()
      return try interpreter.resume(generator, sending: .none)
    case .exhausted:
      return nil
    }
    source = .exhausted
    return nil
  }
}

/// `d.keys()`, `d.values()` or `d.items()`: a live look at a dictionary.
package final class DictView {
  /// Which part of a dictionary it shows.
  enum Kind {
    case keys
    case values
    case items
  }

  let kind: Kind
  let dict: DictObject
  /// Whether it looks at an `OrderedDict`.
  let isOrdered: Bool

  init(_ kind: Kind, of dict: DictObject, isOrdered: Bool = false) {
    self.kind = kind
    self.dict = dict
    self.isOrdered = isOrdered
  }
}
