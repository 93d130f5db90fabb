package import Autograd

/// How a program learned: the loss of every pass, and the parameters that changed between them.
package struct Training: Sendable, Equatable {
  /// The passes that start from one number, in order.
  package private(set) var losses: [Loss] = []
  /// What changed, by name.
  package private(set) var parameters: [Parameter] = []

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
  }
}
