package import Autograd

/// How a program learned: the loss of every pass, and the parameters that changed between them.
package struct Training: Sendable, Equatable {
  /// The passes that start from one number, in order.
  package private(set) var losses: [Loss] = []
  /// What changed, by name.
  package private(set) var parameters: [Parameter] = []
  /// The loss over the two numbers that changed, where it is those two, and the loss of every pass is
  /// the same function of them.
  package private(set) var surface: Surface?

  /// The number that a pass starts from.
  package struct Loss: Sendable, Equatable {
    /// The number of the pass, from 1.
    package var pass: Int
    /// What it was.
    package var value: Double
  }

  /// A number that changed.
  package struct Parameter: Sendable, Equatable {
    /// What the program calls it.
    package var name: String
    /// What it was when each of ``Training/losses`` began.
    package var values: [Double]
  }

  /// A loss as a function of two numbers.
  package struct Surface: Sendable, Equatable {
    /// The first parameter, from its least to its greatest.
    package var xs: [Double]
    /// The second parameter, from its least to its greatest.
    package var ys: [Double]
    /// The loss, a row for each of ``ys``.
    package var losses: [[Double]]
  }

  /// More numbers are not followed.
  private static let mostParameters = 12

  /// Reads a recording.
  ///
  /// - Complexity: O(nodes + events).
  package init(_ recording: Recording) {
    let origins = recording.origins
    let versions = recording.versions
    var values: [Int: Double] = [:]
    var firsts: [Int] = []
    for moment in recording.events {
      guard case .updated(let old, _, _) = moment.event else { continue }
      let first = versions[origins[old]] ?? origins[old]
      guard values[first] == nil, firsts.count < Self.mostParameters else { continue }
      values[first] = recording.nodes[first].value
      firsts.append(first)
    }
    parameters = firsts.map { Parameter(name: recording.nodes[$0].name ?? "a leaf", values: []) }
    for moment in recording.events {
      switch moment.event {
      case .updated(let old, let new, _):
        let first = versions[origins[old]] ?? origins[old]
        if values[first] != nil { values[first] = recording.nodes[new].value }
      case .pass(let index):
        let seeds = recording.passes[index].seeds
        guard seeds.count == 1 else { continue }
        losses.append(Loss(pass: index + 1, value: recording.nodes[seeds[0].node].value))
        for (place, first) in firsts.enumerated() {
          parameters[place].values.append(values[first] ?? .nan)
        }
      case .cleared, .gradientChanged, .printed, .raised: continue
      }
    }
    surface = surface(of: firsts, in: recording)
  }

  // MARK: The surface

  /// How many points a side of a surface has.
  private static let side = 25
  /// A larger graph is not computed so often.
  private static let mostNodes = 400

  private func surface(of leaves: [Int], in recording: Recording) -> Surface? {
    guard leaves.count == 2, losses.count > 2, let first = losses.first else { return nil }
    let seed = recording.passes[first.pass - 1].seeds[0].node
    let function = FiniteDifferences(recording, seeds: [Recording.Seed(node: seed, value: 1)])
    let affected = function.dependents(of: leaves)
    guard affected.count <= Self.mostNodes else { return nil }
    func loss(_ x: Double, _ y: Double) -> Double {
      function.value(at: [leaves[0]: x, leaves[1]: y], affected)
    }
    let (xs, ys) = (parameters[0].values, parameters[1].values)
    // Other data, or another branch, is another function.
    for (place, seen) in losses.enumerated() {
      let difference = (loss(xs[place], ys[place]) - seen.value).magnitude
      guard difference <= 1e-4 * max(1e-3, seen.value.magnitude) else { return nil }
    }
    guard let across = Self.range(of: xs), let down = Self.range(of: ys) else { return nil }
    return Surface(
      xs: across, ys: down, losses: down.map { y in across.map { x in loss(x, y) } })
  }

  /// Points around all that a parameter was.
  private static func range(of values: [Double]) -> [Double]? {
    guard let low = values.min(), let high = values.max(), (high - low).isFinite else { return nil }
    let margin = max(0.5, (high - low) * 0.3)
    let step = (high - low + 2 * margin) / Double(side - 1)
    return (0..<side).map { low - margin + Double($0) * step }
  }
}
