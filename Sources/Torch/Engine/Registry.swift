/// Knows every object of a kind that is alive, without keeping it alive.
///
/// A class, because the objects take themselves off when they end.
final class Registry<Object: AnyObject> {
  private var slots: [Unmanaged<Object>?] = []
  private var free: [Int] = []

  /// Enters an object; the slot is what it leaves with.
  func enter(_ object: Object) -> Int {
    let entry = Unmanaged.passUnretained(object)
    if let slot = free.popLast() {
      slots[slot] = entry
      return slot
    }
    slots.append(entry)
    return slots.count - 1
  }

  func leave(_ slot: Int) {
    slots[slot] = nil
    free.append(slot)
  }

  /// Everything alive, in no order that means anything.
  var all: [Object] { slots.compactMap { $0?.takeUnretainedValue() } }
}
