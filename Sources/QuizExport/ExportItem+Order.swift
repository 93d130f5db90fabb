import Questions

extension ExportItem.Judged {
  /// An order of steps, or a choice among orders where a format can judge no more than that.
  init?(
    _ steps: [String], _ pairs: [[Int]], _ mistakes: [Blank.Mistake],
    _ abilities: ExportFormat.Abilities, _ notes: inout [ExportNote.Kind]
  ) {
    var slips: [ExportItem.Slip<[Int]>] = []
    for mistake in mistakes {
      guard case .order(let wrong, _) = mistake.answer,
        let places = Self.places(of: steps, in: wrong)
      else {
        notes.append(.mistakeOfAnotherKind(mistake.code))
        continue
      }
      if Self.keeps(pairs, places) || slips.contains(where: { $0.answer == places }) {
        notes.append(.mistakeCovered(mistake.code))
      } else {
        slips.append(.init(code: mistake.code, feedback: mistake.feedback, answer: places))
      }
    }
    if abilities.contains(.order), steps.count > 1, !pairs.isEmpty {
      self = .order(steps, pairs: pairs, slips: slips)
      return
    }
    guard !slips.isEmpty, let key = Self.order(of: steps.count, keeping: pairs) else {
      notes.append(.orderNotAsked)
      return nil
    }
    notes.append(.orderAsChoice)
    let wrong = slips.map { slip in
      let order = steps.indices.sorted { slip.answer[$0] < slip.answer[$1] }
      return ExportItem.Option(
        text: Self.text(steps, order), isKey: false, feedback: slip.feedback)
    }
    let right = ExportItem.Option(text: Self.text(steps, key), isKey: true, feedback: nil)
    // By their texts, so that the place tells nothing of which is right.
    self = .choice(([right] + wrong).sorted { $0.text < $1.text })
  }

  private static func text(_ steps: [String], _ order: [Int]) -> String {
    order.map { steps[$0] }.joined(separator: " → ")
  }

  /// The place of each step, from 1, in an order of the same steps.
  private static func places(of steps: [String], in order: [String]) -> [Int]? {
    guard steps.count == order.count else { return nil }
    var open: [String: [Int]] = [:]
    for (index, step) in order.enumerated().reversed() { open[step, default: []].append(index + 1) }
    var places: [Int] = []
    for step in steps {
      guard let place = open[step]?.popLast() else { return nil }
      places.append(place)
    }
    return places
  }

  private static func keeps(_ pairs: [[Int]], _ places: [Int]) -> Bool {
    pairs.allSatisfy { places[$0[0]] < places[$0[1]] }
  }

  /// An order that keeps every pair (Kahn's algorithm); nil if they go round in a circle.
  private static func order(of count: Int, keeping pairs: [[Int]]) -> [Int]? {
    var later = Array(repeating: [Int](), count: count)
    var waitsFor = Array(repeating: 0, count: count)
    for pair in pairs {
      later[pair[0]].append(pair[1])
      waitsFor[pair[1]] += 1
    }
    var order = (0..<count).filter { waitsFor[$0] == 0 }
    var done = 0
    while done < order.count {
      for step in later[order[done]] {
        waitsFor[step] -= 1
        if waitsFor[step] == 0 { order.append(step) }
      }
      done += 1
    }
    return order.count == count ? order : nil
  }
}
