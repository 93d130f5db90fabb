/// A reference that does not keep its object alive, and is nil once the object has ended.
///
/// Swift's own `weak` needs a runtime that there is not on every system.
@propertyWrapper
package struct Weak<Object: WeaklyReferenced> {
  @usableFromInline var life: Life<Object>?

  /// A reference to an object, or to none.
  @inlinable
  package init(wrappedValue object: Object?) { life = object.map { Self.life(of: $0) } }

  /// The object; nil once it has ended.
  @inlinable package var wrappedValue: Object? {
    get { life?.object }
    set { life = newValue.map { Self.life(of: $0) } }
  }

  @usableFromInline
  static func life(of object: Object) -> Life<Object> {
    if let life = object.life { return life }
    let life = Life(object)
    object.life = life
    return life
  }
}

/// Whether an object is still there, as those know it who do not keep it alive.
package final class Life<Object: AnyObject> {
  @usableFromInline unowned(unsafe) var object: Object?

  @inlinable init(_ object: Object) { self.object = object }

  /// Makes the object unreachable for weak references; its `deinit` says so first.
  @inlinable package func end() { object = nil }
}

/// An object that ``Weak`` references can lead to; it ends its life first of all when it ends.
package protocol WeaklyReferenced: AnyObject {
  /// What weak references to the object share; nil before there is one.
  var life: Life<Self>? { get set }
}
