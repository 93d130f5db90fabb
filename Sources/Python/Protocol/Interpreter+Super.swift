/// What `super()` holds: where to start looking, and on which object.
final class SuperBox {
  let start: TypeObject
  let receiver: Object
  let receiverType: TypeObject

  init(start: TypeObject, receiver: Object, receiverType: TypeObject) {
    self.start = start
    self.receiver = receiver
    self.receiverType = receiverType
  }
}

extension Interpreter {
  func makeSuper(_ arguments: Arguments) throws(Raised) -> Object {
    let start: Object
    let receiver: Object
    if arguments.positional.count >= 2 {
      (start, receiver) = (arguments.positional[0], arguments.positional[1])
    } else {
      guard let frame = machine.pointee.top, let found = implicitSuper(in: frame) else {
        throw raise("RuntimeError", "super(): no arguments")
      }
      (start, receiver) = found
    }
    guard case .type(let type) = start else {
      throw typeError("super() argument 1 must be a type, not \(typeOf(start).name)")
    }
    var receiverType = typeOf(receiver)
    if case .type(let given) = receiver, given.isSubtype(of: type) { receiverType = given }
    guard receiverType.isSubtype(of: type) else {
      throw typeError("super(type, obj): obj must be an instance or subtype of type")
    }
    return .instance(
      Instance(
        type: builtinTypes.superType,
        payload: SuperBox(start: type, receiver: receiver, receiverType: receiverType)))
  }

  /// The class a method was defined in, and the method's first argument.
  private func implicitSuper(in frame: Frame) -> (Object, Object)? {
    let names = frame.layout.cellNames + frame.layout.captureNames
    guard let index = names.firstIndex(of: "__class__"), let type = frame.cells[index].value else {
      return nil
    }
    if let cell = frame.layout.parameterCells.first(where: { $0.slot == 0 })?.cell {
      return frame.cells[cell].value.map { (type, $0) }
    }
    return frame.layout.localNames.isEmpty ? nil : frame.local(0).map { (type, $0) }
  }

  func attribute(_ name: String, of bound: SuperBox) throws(Raised) -> Object? {
    if name == "__class__" { return .type(builtinTypes.superType) }
    let mro = bound.receiverType.mro
    guard let position = mro.firstIndex(where: { $0 === bound.start }) else { return nil }
    for type in mro[(position + 1)...] {
      guard let found = type.attributes[name] else { continue }
      if case .type(let receiver) = bound.receiver, receiver === bound.receiverType {
        if case .classMethod(let wrapper) = found {
          return .method(BoundMethod(function: wrapper.function, receiver: bound.receiver))
        }
        if case .staticMethod(let wrapper) = found { return wrapper.function }
        return found
      }
      if case .builtin(let function) = found, function.name == "__new__" { return found }
      if case .classMethod(let wrapper) = found {
        return .method(BoundMethod(function: wrapper.function, receiver: .type(bound.receiverType)))
      }
      return try bindAttribute(found, to: bound.receiver)
    }
    return nil
  }
}
