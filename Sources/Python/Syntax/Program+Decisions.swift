extension Program {
  /// The lines of every `if` and `while` whose condition compares numbers or calls something, so
  /// that another number may send the program another way.
  package var decisionLines: [Int] {
    allStatements.flatMap { (statement) -> [Int] in
      let tests: [Expression] =
        switch statement.kind {
        case .if(let branches, _): branches.map { $0.test }
        case .while(let node): [node.subject]
        default: []
        }
      return tests.filter { $0.mayFollowNumbers }.map { Int($0.position.line) }
    }
  }
}

extension Expression {
  fileprivate var mayFollowNumbers: Bool {
    allParts.contains { part in
      switch part.kind {
      case .compare(_, let terms):
        terms.contains { term in
          switch term.comparison {
          case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
          case .is, .isNot, .in, .notIn: false
          }
        }
      case .call: true
      default: false
      }
    }
  }
}
