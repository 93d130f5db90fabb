import Lesson

/// A graph with numbered blanks, before it is drawn.
struct Plot: Sendable {
  var graph: Graph
  var pass: Pass?
  var blanks: [Quantity: Int] = [:]
}
