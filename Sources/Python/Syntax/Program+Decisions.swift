extension Program {
  /// The lines of every `if` and `while` whose condition compares numbers or calls something, so
  /// that another number may send the program another way.
  package var decisionLines: [Int] {
    var lines: [Int] = []
    var waiting = Array(statements.reversed())
    while let statement = waiting.popLast() {
      var bodies: [[Statement]] = []
      switch statement.kind {
      case .if(let branches, let otherwise):
        for branch in branches where branch.test.mayFollowNumbers {
          lines.append(Int(branch.test.position.line))
        }
        bodies = branches.map { $0.body } + [otherwise]
      case .while(let node):
        if node.subject.mayFollowNumbers { lines.append(Int(node.subject.position.line)) }
        bodies = [node.body, node.otherwise]
      case .for(let node): bodies = [node.body, node.otherwise]
      case .try(let node):
        bodies = [node.body] + node.handlers.map { $0.body } + [node.otherwise, node.finally]
      case .with(let node): bodies = [node.body]
      case .match(let node): bodies = node.cases.map { $0.body }
      case .function(let node): if case .block(let body) = node.body { bodies = [body] }
      case .class(let node): bodies = [node.body]
      case .expression, .assign, .augmented, .annotated, .yield, .return, .raise, .assert, .delete,
        .pass, .break, .continue, .importModules, .importNames, .importStar, .unsupported:
        break
      }
      waiting += bodies.joined().reversed()
    }
    return lines
  }
}

extension Expression {
  fileprivate var mayFollowNumbers: Bool {
    var found = false
    forEach { part in
      switch part.kind {
      case .compare(_, let terms):
        let isOfNumbers = terms.contains { term in
          switch term.comparison {
          case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
          case .is, .isNot, .in, .notIn: false
          }
        }
        if isOfNumbers { found = true }
      case .call: found = true
      default: break
      }
    }
    return found
  }
}
