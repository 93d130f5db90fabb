/// An order of steps, held against the pairs that it has to keep.
package struct OrderCheck: Equatable {
  /// How many steps from the start are possible.
  package var right: Int
  /// What is wrong with the first step that is not possible; nil where all are.
  package var fault: Judgement.OrderFault?

  /// Any order counts that keeps every pair (first, later).
  ///
  /// - Complexity: O(steps + pairs).
  package init(_ order: [Int], steps: [String], pairs: [[Int]]) {
    var needed = Array(repeating: [Int](), count: steps.count)
    for pair in pairs where pair.count == 2 && pair.allSatisfy(steps.indices.contains) {
      needed[pair[1]].append(pair[0])
    }
    var done: Set<Int> = []
    for step in order {
      if done.contains(step) {
        self.init(done.count, .repeated(step: steps[step]))
        return
      }
      if let missing = needed[step].first(where: { !done.contains($0) }) {
        self.init(done.count, .tooEarly(step: steps[step], needs: steps[missing]))
        return
      }
      done.insert(step)
    }
    let missing = steps.indices.first { !done.contains($0) }
    self.init(done.count, missing.map { .missing(step: steps[$0]) })
  }

  private init(_ right: Int, _ fault: Judgement.OrderFault?) {
    self.right = right
    self.fault = fault
  }
}
