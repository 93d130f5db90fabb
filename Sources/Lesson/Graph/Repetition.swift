/// A stretch of a sequence that says the same several times over.
struct Repetition: Equatable {
  var start: Int
  /// How long one of the times is.
  var period: Int
  var count: Int

  var end: Int { start + period * count }

  /// Fewer times than this are told one by one.
  static let least = 4

  /// The repetitions of a sequence, in order; none overlaps another.
  ///
  /// Wherever an element was seen before, the distance to it is tried as a period, until the
  /// elements that far apart differ.
  ///
  /// - Complexity: O(elements).
  static func all(in sequence: [Int]) -> [Repetition] {
    var repetitions: [Repetition] = []
    var lastPlaces: [Int: Int] = [:]
    var period = 0
    var streak = 0
    var floor = 0
    func close(at end: Int) {
      guard period > 0, streak >= (least - 1) * period else { return }
      var start = end - streak - period
      while start > floor, sequence[start - 1] == sequence[start - 1 + period] { start -= 1 }
      let count = (end - start) / period
      repetitions.append(Repetition(start: start, period: period, count: count))
      floor = start + period * count
    }
    for (place, element) in sequence.enumerated() {
      if period > 0, place - period >= floor, sequence[place - period] == element {
        streak += 1
      } else {
        close(at: place)
        period = lastPlaces[element].map { place - $0 } ?? 0
        streak = period > 0 && place - period >= floor ? 1 : 0
        if streak == 0 { period = 0 }
      }
      lastPlaces[element] = place
    }
    close(at: sequence.count)
    return repetitions
  }
}

extension SegmentCutter {
  /// Segments with the repetitions put together: of four times or more, the first and the last
  /// remain, and what lies between is one segment.
  func collapsed(_ segments: [Segment]) -> [Segment] {
    var numbers: [[Int]: Int] = [:]
    func number(_ key: [Int]) -> Int {
      if let number = numbers[key] { return ~number }
      numbers[key] = numbers.count
      return ~(numbers.count - 1)
    }
    var items = segments.map { segment in
      let kinds = blocks.calls[segment.calls]
      return Stretch(
        calls: segment.calls,
        kind: kinds.count == 1 ? kinds[kinds.startIndex].kind : number(kinds.map { $0.kind }),
        content: .whole(segment))
    }
    // A loop is found once the loops in it are one item each.
    for _ in 0..<4 {
      let repetitions = Repetition.all(in: items.map { $0.kind })
      guard !repetitions.isEmpty else { break }
      var next: [Stretch] = []
      var place = 0
      for repetition in repetitions {
        next += items[place..<repetition.start]
        let kinds = items[repetition.start..<repetition.start + repetition.period].map { $0.kind }
        next.append(stretch(repetition, of: items, kind: number([repetition.count] + kinds)))
        place = repetition.end
      }
      items = next + items[place...]
    }
    return items.flatMap { $0.segments }
  }

  private func stretch(_ repetition: Repetition, of items: [Stretch], kind: Int) -> Stretch {
    let (start, period, end) = (repetition.start, repetition.period, repetition.end)
    let hidden = items[start + period].calls.lowerBound..<items[end - period].calls.lowerBound
    let middle = Segment(
      calls: hidden, kind: .repeats(repetition.count - 2),
      home: scope(around: hidden.lowerBound, hidden.upperBound - 1))
    return Stretch(
      calls: items[start].calls.lowerBound..<items[end - 1].calls.upperBound, kind: kind,
      content: .parts(
        items[start..<start + period].flatMap { $0.segments } + [middle]
          + items[end - period..<end].flatMap { $0.segments }))
  }
}

/// A segment, or the repetitions of some, while more are looked for.
private struct Stretch {
  var calls: Range<Int>
  var kind: Int
  var content: Content

  enum Content {
    case whole(Segment)
    case parts([Segment])
  }

  /// What is drawn of it.
  var segments: [Segment] {
    switch content {
    case .whole(let segment): [segment]
    case .parts(let segments): segments
    }
  }
}
