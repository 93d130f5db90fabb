import Autograd

/// Folding and opening by name.
extension Outliner {
  /// Makes one card of every call of a name; a tensor is one already.
  mutating func fold(_ name: String) throws(FoldError) {
    let found = targets(name)
    guard !found.isEmpty else { throw unknown(name) }
    var segments = plan.segments
    for scope in found.scopes {
      let calls = cutter.callsOfScopes[scope]
      guard let first = segments.firstIndex(where: { $0.calls.lowerBound == calls.lowerBound }),
        let last = segments.lastIndex(where: { $0.calls.upperBound == calls.upperBound })
      else { continue }
      segments.replaceSubrange(
        first...last,
        with: [
          Segment(
            calls: calls, kind: .scope(scope), home: sources.recording.scopes[scope].parent ?? 0)
        ])
    }
    if segments != plan.segments {
      let openGroups = plan.openGroups
      replan(segments)
      plan.openGroups.formUnion(openGroups)
    }
    close(found.calls, found.sources)
  }

  /// Opens what has a name, and what hides it.
  ///
  /// A call or a line then shows what is in it, a tensor its numbers. In what the reader sees drawn,
  /// `v₁` is a name too.
  mutating func unfold(_ name: String, in drawn: Outline) throws(FoldError) {
    var found = targets(name)
    if found.isEmpty, let part = drawn.parts.first(where: { $0.symbol.hasPlain(name) }) {
      found = targets(of: part)
    }
    guard !found.isEmpty else { throw unknown(name) }
    let goals = found.ranges(cutter)
    replan(plan.segments.flatMap { opened($0, goals) })
    open(found.sources)
  }

  /// Splits a segment as long as one of the goals lies in it.
  private func opened(_ segment: Segment, _ goals: [Range<Int>]) -> [Segment] {
    var done: [Segment] = []
    var waiting = [segment]
    while let next = waiting.popLast() {
      guard next.kind != .open, next.calls.holdsOne(of: goals) else {
        done.append(next)
        continue
      }
      waiting += split(next).reversed()
    }
    return done
  }

  /// The names of what could be folded or opened, without repetitions.
  private func unknown(_ name: String) -> FoldError {
    let recording = sources.recording
    let scopes = recording.scopes.indices.filter { !cutter.callsOfScopes[$0].isEmpty }.dropFirst()
    let tensors = (blocks.sources + blocks.calls).compactMap { $0.tensor }
    var seen: Set<String> = []
    let names = scopes.lazy.map { recording.scopes[$0].name }
    let others = tensors.lazy.map { recording.tensors[$0].name }
    var known: [String] = []
    for name in names where known.count < 13 && seen.insert(name).inserted { known.append(name) }
    for name in others where known.count < 13 && seen.insert(name).inserted { known.append(name) }
    if known.count > 12 { known[12] = "…" }
    return .unknown(name: name, known: known)
  }

  private func targets(of part: Outline.Part) -> Targets {
    var found = Targets()
    for id in part.members {
      switch blocks.places[id] {
      case .hidden: continue
      case .call(let call): found.calls.append(Int(call))
      case .source(let source): found.sources.append(Int(source))
      }
    }
    if let first = found.calls.first, let last = found.calls.last {
      found.stretch = first..<last + 1
      found.calls = []
      found.sources = []
    }
    found.sources = Array(Set(found.sources)).sorted()
    return found
  }

  private func targets(_ name: String) -> Targets {
    let recording = sources.recording
    var found = Targets()
    found.scopes = recording.scopes.indices.dropFirst().filter {
      !cutter.callsOfScopes[$0].isEmpty && ScopeTitle.isNamed(name, recording.scopes[$0].name)
    }
    let line = Int(name)
    func matches(_ block: Blocks.Block) -> Bool {
      if let line { return recording.sites[block.site].line == line }
      if let tensor = block.tensor { return recording.tensors[tensor].name == name }
      return block.count == 1 && sources.names[block.last] == name
    }
    found.calls = blocks.calls.indices.filter { matches(blocks.calls[$0]) }
    found.sources = blocks.sources.indices.filter { matches(blocks.sources[$0]) }
    return found
  }
}

/// What a name stands for.
private struct Targets {
  var scopes: [Int] = []
  var calls: [Int] = []
  var sources: [Int] = []
  /// Calls that are opened together.
  var stretch: Range<Int>?

  var isEmpty: Bool { scopes.isEmpty && calls.isEmpty && sources.isEmpty && stretch == nil }

  func ranges(_ cutter: SegmentCutter) -> [Range<Int>] {
    let ranges =
      scopes.map { cutter.callsOfScopes[$0] } + calls.map { $0..<$0 + 1 }
      + (stretch.map { [$0] } ?? [])
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }
}

extension Range<Int> {
  /// Whether one of some ranges, sorted by where they begin, lies inside.
  fileprivate func holdsOne(of ranges: [Range<Int>]) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound < lowerBound { low = middle + 1 } else { high = middle }
    }
    return ranges[low...].prefix { $0.lowerBound < upperBound }
      .contains { $0.upperBound <= upperBound }
  }
}

extension String {
  /// Whether this is a name, written with or without subscripts: `v₃` and `v3`.
  fileprivate func hasPlain(_ name: String) -> Bool {
    let digits = Array("₀₁₂₃₄₅₆₇₈₉")
    let plain = map { letter in
      digits.firstIndex(of: letter).map { Character("\($0)") } ?? letter
    }
    return self == name || String(plain) == name
  }
}
