/// What draws figures; supplied by the command line, so that this target's logic needs no layout.
package struct Pictures: Sendable {
  package var svg: @Sendable (Figure) throws -> String
  package var dot: @Sendable (Figure) throws -> String

  package init(
    svg: @escaping @Sendable (Figure) throws -> String,
    dot: @escaping @Sendable (Figure) throws -> String
  ) {
    self.svg = svg
    self.dot = dot
  }
}
