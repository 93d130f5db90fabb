/// Set algebra, in the steps of CPython, since they decide the order in which elements are printed.
///
/// Source: `Objects/setobject.c`, 3.11.
extension Interpreter {
  func makeSet(_ elements: [Object]) throws(Raised) -> SetObject {
    let set = SetObject()
    for element in elements { try set.insert(element, self) }
    return set
  }

  /// What a display of constants such as `{1, 2, 3}` makes: a copy of a set that the compiler has
  /// made, twice, since it shares constants.
  func makeSet(ofConstants elements: [Object]) throws(Raised) -> SetObject {
    SetObject(copying: try makeSet(try makeSet(elements).elements))
  }

  /// Adds all that a value yields.
  func update(_ set: SetObject, with source: Object) throws(Raised) {
    switch source {
    case .set(let other): try set.merge(other, self)
    case .dict(let dict):
      set.makeRoom(for: dict.count)
      for key in dict.keys { try set.insert(key, self) }
    default:
      for element in try iterate(source) { try set.insert(element, self) }
    }
  }

  /// The elements of the larger set, or of the set beside another iterable, that are in both.
  func intersection(_ set: SetObject, with other: Object) throws(Raised) -> SetObject {
    let result = SetObject(isFrozen: set.isFrozen)
    guard case .set(let second) = other else {
      for element in try iterate(other) where try set.contains(element, self) {
        try result.insert(element, self)
      }
      return result
    }
    if set === second { return SetObject(copying: set, isFrozen: set.isFrozen) }
    let (smaller, larger) = second.count > set.count ? (set, second) : (second, set)
    for element in smaller.elements where try larger.contains(element, self) {
      try result.insert(element, self)
    }
    return result
  }

  func difference(_ set: SetObject, with other: Object) throws(Raised) -> SetObject {
    let size: Int? =
      switch other {
      case .set(let second): second.count
      case .dict(let dict): dict.count
      default: nil
      }
    guard let size, set.count >> 2 <= size else {
      let result = SetObject(copying: set, isFrozen: set.isFrozen)
      try subtract(other, from: result)
      return result
    }
    let result = SetObject(isFrozen: set.isFrozen)
    for element in set.elements where try !contains(other, element) {
      try result.insert(element, self)
    }
    return result
  }

  func subtract(_ other: Object, from set: SetObject) throws(Raised) {
    if case .set(let second) = other, second === set { return set.removeAll() }
    for element in try iterate(other) { _ = try set.remove(element, self) }
    set.tidy()
  }

  /// Takes out what is in both, and adds what is in the other alone.
  func exchange(_ set: SetObject, with other: Object) throws(Raised) {
    if case .set(let second) = other, second === set { return set.removeAll() }
    var elements = try iterate(other)
    switch other {
    case .set, .dict: break
    default: elements = try makeSet(elements).elements
    }
    for element in elements where try !set.remove(element, self) {
      try set.insert(element, self)
    }
  }

  func symmetricDifference(_ set: SetObject, with other: Object) throws(Raised) -> SetObject {
    let result = SetObject(isFrozen: set.isFrozen)
    try update(result, with: other)
    try exchange(result, with: .set(set))
    return result
  }

  /// A new set; nil if the operator has no meaning for sets.
  func algebra(
    _ operation: BinaryOperator, _ set: SetObject, _ other: Object
  ) throws(Raised) -> SetObject? {
    switch operation {
    case .or:
      let result = SetObject(copying: set, isFrozen: set.isFrozen)
      try update(result, with: other)
      return result
    case .and: return try intersection(set, with: other)
    case .subtract: return try difference(set, with: other)
    case .xor: return try symmetricDifference(set, with: other)
    default: return nil
    }
  }

  /// Whether a view of a dictionary takes part in set algebra.
  func isSetLike(_ value: Object) -> Bool {
    if case .view(let view) = value { view.kind != .values } else { false }
  }

  /// A new set of a view of a dictionary and whatever can be iterated over, on either side.
  ///
  /// Source: `dictviews_sub` and its neighbours in CPython's `Objects/dictobject.c`.
  func viewAlgebra(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> SetObject? {
    guard operation != .and else { return try commonElements(a, b) }
    guard [.or, .subtract, .xor].contains(operation) else { return nil }
    let result = SetObject()
    if case .view(let view) = a, view.kind == .keys { result.makeRoom(for: view.elements.count) }
    try update(result, with: a)
    _ = try update(result, operation, b)
    return result
  }

  private func commonElements(_ a: Object, _ b: Object) throws(Raised) -> SetObject {
    var (view, other) = isSetLike(a) ? (a, b) : (b, a)
    let count = try length(view)
    if case .set(let set) = other, !set.isFrozen, count <= set.count {
      return try intersection(set, with: view)
    }
    if isSetLike(other), try length(other) > count { (view, other) = (other, view) }
    let result = SetObject()
    for element in try iterate(other) where try contains(view, element) {
      try result.insert(element, self)
    }
    return result
  }

  /// Set algebra in place; false if the operator has no meaning for sets.
  func update(
    _ set: SetObject, _ operation: BinaryOperator, _ other: Object
  ) throws(Raised) -> Bool {
    switch operation {
    case .or: try update(set, with: other)
    case .and: set.replace(with: try intersection(set, with: other))
    case .subtract: try subtract(other, from: set)
    case .xor: try exchange(set, with: other)
    default: return false
    }
    return true
  }
}
