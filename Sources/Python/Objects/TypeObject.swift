package import Platform

/// A class, native or written in Python.
package final class TypeObject {
  /// The name in its `class`, and `__name__`.
  package let name: String
  private(set) var bases: [TypeObject]
  /// The method resolution order, this type first.
  package private(set) var mro: [TypeObject] = []
  private var itsAttributes: [String: Object]
  /// What the class itself defines; setting it forgets what was looked up here and below.
  package var attributes: [String: Object] {
    get { itsAttributes }
    // In place: where a change is observed, other modules make a copy and set it.
    _modify {
      defer { forget() }
      yield &itsAttributes
    }
  }
  /// What was looked up lately.
  private var lookups = LookupCache()
  /// Whether what this class has, or lacks, may be remembered here or in the classes below.
  private var isConsulted = false
  private var initializer: UnsafeMutablePointer<FunctionEntry>?
  private var isInitializerKnown = false
  /// The classes that have this one among their bases; each takes itself out at its end.
  private var heirs: [Unmanaged<TypeObject>] = []
  /// Shown in `<class 'torch.Tensor'>`; nil for the builtin types.
  package var module: String?
  /// The name with the classes and functions around it: `__qualname__`.
  package var qualifiedName: String
  /// Whether error messages name the type with its module, as they do for types written in C.
  package var isNamedWithModule = false
  /// The name in error messages.
  package var errorName: String {
    isNamedWithModule ? (module.map { $0 + "." } ?? "") + name : name
  }
  /// False for types such as `bool`, which Python does not let a class inherit from.
  package var isInheritable = true
  /// The names in the order they were defined, as far as that is known.
  private var order: [String] = []
  /// The class of this class, if not `type`.
  package var metaclass: TypeObject? { didSet { forget() } }
  /// The only attributes instances may have, if the class says so.
  package var slotNames: Set<String>? { didSet { forget() } }

  /// Creates a class.
  ///
  /// Without a consistent order of the bases the order is depth first; `linearize` tells beforehand.
  package init(
    name: String, bases: [TypeObject] = [], attributes: [String: Object] = [:],
    module: String? = nil
  ) {
    self.name = name
    self.bases = bases
    itsAttributes = attributes
    self.module = module
    qualifiedName = name
    mro = [self] + (TypeObject.linearize(bases) ?? bases.flatMap { $0.mro })
    for base in bases { base.heirs.append(Unmanaged.passUnretained(self)) }
  }

  deinit {
    lookups.deallocate()
    for base in bases {
      base.heirs.removeAll { $0.toOpaque() == Unmanaged.passUnretained(self).toOpaque() }
    }
    release(&bases, leaving: [])
  }

  /// Lets go of what it holds, itself among its own order of resolution.
  func takeApart() {
    heirs = []
    attributes = [:]
    mro = []
    metaclass = nil
  }

  /// Forgets what look-ups found, here and in the classes below.
  private func forget() {
    isInitializerKnown = false
    guard isConsulted else { return }
    isConsulted = false
    var changed = [self]
    while let type = changed.popLast() {
      type.isInitializerKnown = false
      type.lookups.removeAll()
      changed += type.heirs.map { $0.takeUnretainedValue() }
    }
  }

  /// What a name stands for here or in a class that this one inherits from; nil where nothing does.
  package func lookup(_ name: String) -> Object? {
    if let known = lookups[name] { return known.value }
    return find(name).value
  }

  /// Whether an instance's own attribute of a name surely comes before what the class has.
  @inline(__always)
  func readsPlainly(_ name: TextIdentity) -> Bool { lookups.isReadPlainly(name) }

  /// Whether setting an attribute of a name on an instance surely only sets its own.
  @inline(__always)
  func writesPlainly(_ name: TextIdentity) -> Bool { lookups.isWrittenPlainly(name) }

  /// The `__init__` that making an instance comes to, where nothing else has a say in it.
  @inline(__always)
  var plainInitializer: UnsafeMutablePointer<FunctionEntry>? {
    if isInitializerKnown { return initializer }
    return findInitializer()
  }

  @inline(never)
  private func findInitializer() -> UnsafeMutablePointer<FunctionEntry>? {
    initializer = nil
    if metaclass == nil, isMadePlainly, case .function(let function)? = lookup("__init__") {
      initializer = function.entry
    }
    isInitializerKnown = true
    return initializer
  }

  /// Whether instances are made by the `__new__` of `object`.
  private var isMadePlainly: Bool {
    guard case .builtin(let found)? = lookup("__new__"),
      case .builtin(let original)? = mro.last?.lookup("__new__")
    else { return false }
    return found === original && mro.last !== self
  }

  @inline(never)
  private func find(_ name: String) -> Found {
    for type in mro { type.isConsulted = true }
    let value = search(name)
    let isDescriptor: Bool
    switch value {
    case .property?, .instance?: isDescriptor = true
    default: isDescriptor = false
    }
    let isWritable =
      !isDescriptor && self !== mro.last && name != "__class__" && name != "__dict__"
      && (slotNames.map { $0.contains(name) } ?? true)
    let found = Found(
      value: value, isReadPlainly: !isDescriptor && hasOriginal("__getattribute__"),
      isWrittenPlainly: isWritable && hasOriginal("__setattr__"))
    lookups.remember(found, as: name)
    return found
  }

  private func search(_ name: String) -> Object? {
    for type in mro {
      if let found = type.attributes[name] { return found }
    }
    return nil
  }

  /// Whether a special method is the one that `object` has, and no class's own.
  private func hasOriginal(_ name: String) -> Bool {
    guard case .builtin(let found)? = search(name),
      case .builtin(let original)? = mro.last?.attributes[name]
    else { return false }
    return found === original
  }

  /// The attributes' names: those of the class body in its order, then the others by name.
  var orderedNames: [String] {
    let known = order.filter { attributes[$0] != nil }
    return known + attributes.keys.filter { !known.contains($0) }.sorted()
  }

  func setAttribute(_ name: String, _ value: Object) {
    if attributes.updateValue(value, forKey: name) == nil { order.append(name) }
  }

  func removeAttribute(_ name: String) -> Bool {
    order.removeAll { $0 == name }
    return attributes.removeValue(forKey: name) != nil
  }

  /// Whether a type is this one or inherits from it.
  package func isSubtype(of other: TypeObject) -> Bool {
    if self === other { return true }
    for type in mro where type === other { return true }
    return false
  }

  /// Merges the orders of the bases, or nil if they contradict each other.
  ///
  /// Source: Barrett et al., *A Monotonic Superclass Linearization for Dylan*, 1996 (C3).
  package static func linearize(_ bases: [TypeObject]) -> [TypeObject]? {
    if bases.count == 1 { return bases[0].mro }
    var sequences = (bases.map { $0.mro } + [bases]).map { $0[...] }
    /// In how many sequences a type has others before it.
    var behind: [ObjectIdentifier: Int] = [:]
    for sequence in sequences {
      for type in sequence.dropFirst() { behind[ObjectIdentifier(type), default: 0] += 1 }
    }
    var result: [TypeObject] = []
    while true {
      sequences.removeAll(where: { $0.isEmpty })
      if sequences.isEmpty { return result }
      let candidate = sequences.lazy.map { $0[$0.startIndex] }.first {
        behind[ObjectIdentifier($0), default: 0] == 0
      }
      guard let candidate else { return nil }
      result.append(candidate)
      for index in sequences.indices where sequences[index].first === candidate {
        sequences[index].removeFirst()
        if let next = sequences[index].first { behind[ObjectIdentifier(next), default: 0] -= 1 }
      }
    }
  }
}

/// An object of a class written in Python or of a native class.
package final class Instance: WeaklyReferenced {
  // What is private, the compiler sees all accesses of, and leaves out the checks that none
  // overlaps another while a program runs.
  private var itsType: TypeObject
  private var itsAttributes: DictObject

  /// Its class; a program may set `__class__`.
  package var type: TypeObject {
    get { itsType }
    set { itsType = newValue }
  }

  /// The instance's `__dict__`, in insertion order.
  package var attributes: DictObject {
    get { itsAttributes }
    set { itsAttributes = newValue }
  }

  /// The native state, if the class or a base is native.
  package var payload: AnyObject?
  /// Its number among the objects that were hashed, zero before; see `identityHash`.
  var serial = 0
  /// What weak references to it share; nil before there is one.
  package var life: Life<Instance>?

  /// An instance without attributes, whose `__init__` has not run.
  package init(type: TypeObject, payload: AnyObject? = nil) {
    itsType = type
    self.payload = payload
    itsAttributes = DictObject()
  }

  deinit {
    life?.end()
    if payload != nil { release(&payload, leaving: nil) }
  }
}

/// A module of Python; its attributes may be added when they are first asked for.
package final class ModuleObject {
  /// The dotted name.
  package let name: String
  /// What the module has so far, by name.
  package var attributes: [String: Object]
  /// Adds the rest of the attributes, when one is missing for the first time.
  package var loader: ((ModuleObject) throws(Raised) -> Void)?

  /// The names that other modules define for this one, and what they call them.
  var elsewhere: [String: (module: ModuleObject, name: String)] = [:]

  /// The submodules that are imported by their path alone, and are no attributes.
  package var hidden: Set<String> = []
  /// The error for any use of a module that only lets itself be imported.
  package var refusal: ((String) -> Raised)?
  /// What stands for a name that the module does not have; where nothing does, that is an error.
  package var substitute: ((String) throws(Raised) -> Object?)?
  /// What becomes of a value that the module's text defines under a name.
  package var adapt: ((String, Object) -> Object)?

  /// A module by its dotted name, with what it has from the start.
  package init(name: String, attributes: [String: Object] = [:]) {
    self.name = name
    self.attributes = attributes
  }

  /// What the module has, or knows where to find, in order.
  package var names: [String] { attributes.keys.sorted() + elsewhere.keys.sorted() }

  /// What a name of the module stands for: what its text defines comes before a submodule.
  func attribute(_ name: String, submodule: ModuleObject? = nil) throws(Raised) -> Object? {
    if let value = attributes[name] { return value }
    try load()
    if let value = attributes[name] { return value }
    if let value = try found(name) { return value }
    if let submodule { return .module(submodule) }
    if name.hasPrefix("__") { return nil }
    if let refusal { throw refusal(name) }
    return try substitute?(name)
  }

  /// Takes over a name from the module that defines it.
  private func found(_ name: String) throws(Raised) -> Object? {
    guard let place = elsewhere.removeValue(forKey: name) else { return nil }
    guard let value = try place.module.attribute(place.name) else { return nil }
    return enter(value, as: name)
  }

  @discardableResult func enter(_ value: Object, as name: String) -> Object {
    let value = adapt?(name, value) ?? value
    attributes[name] = value
    return value
  }

  /// Makes the module complete, with all that others define for it.
  func loadAll() throws(Raised) {
    // A loader may leave another for what is needed less often.
    while loader != nil { try load() }
    for name in elsewhere.keys.sorted() { _ = try found(name) }
  }

  /// Gives the module the names that its text defines.
  package func load() throws(Raised) {
    guard let loader else { return }
    self.loader = nil
    try loader(self)
  }
}
