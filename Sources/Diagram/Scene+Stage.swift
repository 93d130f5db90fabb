package import Lesson

extension Scene {
  /// A picture with everything that any frame may show, for a page that shows one frame at a time:
  /// each wire stands there twice, at rest and, as `sending …`, on the way back.
  ///
  /// - Parameters:
  ///   - layout: The places.
  ///   - rest: A frame in which nothing is sent.
  ///   - full: A frame in which everything is sent.
  package init(stage layout: Layout, rest: Frame, full: Frame) {
    self.init(layout, full)
    let atRest = Scene(layout, rest).groups
    var quiet: [String: Group] = [:]
    for group in atRest { if let subject = group.subject { quiet[subject] = group } }
    groups = groups.flatMap { group -> [Group] in
      guard let subject = group.subject, group.marks.contains(where: { $0.isWire }) else {
        return [group]
      }
      guard let still = quiet[subject] else { return [group] }
      let labels = group.marks.filter { !$0.isWire }
      let sending = group.marks.filter { $0.isWire }
      var resting = still.marks.filter { $0.isWire }
      if still.roles.contains(.edge), case .curve(let curve, _) = resting.first {
        resting.append(.back(along: curve))
      }
      return [
        Group(still.roles, subject: subject, resting + labels),
        Group(group.roles, subject: "sending \(subject)", sending),
      ]
    }
    for index in groups.indices { groups[index].hint = nil }
  }
}

extension Scene.Mark {
  /// The tip of an arrow at the start of a wire that a gradient has come back along.
  static func back(along curve: Curve) -> Scene.Mark {
    .arrowhead(tip: curve.start, direction: curve.reversed.arrival, .back)
  }

  fileprivate var isWire: Bool {
    switch self {
    case .curve, .arrowhead: true
    case .box, .text, .cells: false
    }
  }
}
