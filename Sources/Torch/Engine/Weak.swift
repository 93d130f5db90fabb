/// A reference that does not keep its object alive, and is nil once the object has ended.
///
/// Swift's own `weak` needs a runtime that there is not on every system.
@propertyWrapper
struct Weak<Object: WeaklyReferenced> {
  private var life: Life<Object>?

  init(wrappedValue object: Object?) { life = object.map { Self.life(of: $0) } }

  var wrappedValue: Object? {
    get { life?.object }
    set { life = newValue.map { Self.life(of: $0) } }
  }

  private static func life(of object: Object) -> Life<Object> {
    if let life = object.life { return life }
    let life = Life(object)
    object.life = life
    return life
  }
}

/// Whether an object is still there, as those know it who do not keep it alive.
final class Life<Object: AnyObject> {
  fileprivate unowned(unsafe) private(set) var object: Object?

  fileprivate init(_ object: Object) { self.object = object }

  func end() { object = nil }
}

/// An object that ``Weak`` references can lead to; it ends its life first of all when it ends.
protocol WeaklyReferenced: AnyObject {
  var life: Life<Self>? { get set }
}
