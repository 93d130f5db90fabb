/// What is to be placed: boxes of known sizes, the wires between them, and the frames around them.
struct Blueprint: Sendable {
  var direction: Direction
  var boxes: [Box] = []
  var wires: [Wire] = []
  var enclosures: [Enclosure] = []

  /// Something with a place of its own.
  struct Box: Sendable {
    var size: Size
    /// The innermost frame around it: an index into ``Blueprint/enclosures``.
    var enclosure: Int?
    /// Whether it has no border, so that a wire runs on through its middle.
    var isOpen = false
  }

  /// A line from one box to another, passing through the middle of its label.
  struct Wire: Sendable {
    var from: Int
    var to: Int
    /// Room for text on both sides of the line; the line is straight there.
    var label: Size?
  }

  /// A frame drawn around boxes.
  struct Enclosure: Sendable {
    /// The room for its title, inside at the top.
    var title: Size
    var parent: Int?
  }

  /// The innermost enclosure that holds both ends of a wire.
  func enclosure(of wire: Wire) -> Int? {
    var around: Set<Int> = []
    var outer = boxes[wire.from].enclosure
    while let enclosure = outer {
      around.insert(enclosure)
      outer = enclosures[enclosure].parent
    }
    var candidate = boxes[wire.to].enclosure
    while let enclosure = candidate, !around.contains(enclosure) {
      candidate = enclosures[enclosure].parent
    }
    return candidate
  }
}

/// Where everything of a ``Blueprint`` was placed, by the same indices.
struct Placement: Sendable {
  var size: Size
  var boxes: [Rect]
  var wires: [Wire]
  /// Nil for a frame with nothing in it.
  var enclosures: [Rect?]

  struct Wire: Sendable {
    var curve: Curve
    var label: Rect?
  }
}

/// Which way values flow in a picture.
package enum Direction: String, Sendable, CaseIterable {
  /// From left to right.
  case leftToRight = "LR"
  /// From top to bottom.
  case topToBottom = "TB"
}
