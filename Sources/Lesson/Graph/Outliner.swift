import Autograd

/// An outline in the making.
struct Outliner {
  let sources: Sources
  let blocks: Blocks
  let cutter: SegmentCutter
  var plan = OutlinePlan(segments: [])
  /// The chosen segments, before repetitions were put together.
  private var base: [Segment] = []
  /// The first and the last call that uses a source.
  let users: [Range<Int>]
  private let isShown: [Bool]
  /// The sources that were opened, in that order.
  private var opened: [Int] = []
  /// Which calls take in results of which others, as pairs, the later call's together.
  private let needs: [(call: Int32, of: Int32)]

  init(_ sources: Sources, isShown: [Bool]) {
    self.sources = sources
    self.isShown = isShown
    let blocks = Blocks(sources.recording, isShown: isShown, origins: sources.origins)
    self.blocks = blocks
    cutter = SegmentCutter(sources.recording, blocks)
    var users = [Range<Int>](repeating: 0..<0, count: blocks.sources.count)
    var needs: [(call: Int32, of: Int32)] = []
    for id in isShown.indices where isShown[id] {
      guard case .call(let index) = blocks.places[id] else { continue }
      let call = Int(index)
      sources.forEachEdge(into: id) { edge in
        switch blocks.places[edge.from] {
        case .hidden: return
        case .source(let source):
          let old = users[Int(source)]
          users[Int(source)] = (old.isEmpty ? call : old.lowerBound)..<call + 1
        case .call(let from):
          guard from != index, needs.last.map({ $0 != (index, from) }) ?? true else { return }
          needs.append((index, from))
        }
      }
    }
    self.users = users
    self.needs = needs
  }

  /// Chooses the finest segments that a reader can take in at once; repetitions are put together
  /// where nothing else is coarse enough and still shows the program's structure.
  mutating func choose() {
    let levels: [SegmentLevel] = [.calls, .lines] + cutter.usedDepths.map { .scopes(depth: $0) }
    var best: OutlinePlan?
    for collapses in [false, true] {
      for level in levels {
        let cut = cutter.segments(level)
        let segments = collapses ? cutter.collapsed(cut) : cut
        let variants = level == .calls || level == .lines ? [false] : [false, true]
        for hidesOwn in variants {
          let plan = plan(segments, hidesOwn: hidesOwn, groups: level != .calls)
          // One card for nearly everything is no picture.
          let tells = segments.count >= level.least
          guard tells || best == nil else { continue }
          if best.map({ plan.size < $0.size }) ?? true {
            best = plan
            base = cut
          }
          if tells, plan.size <= Outline.comfortable, columns(of: segments) <= Outline.columns {
            self.plan = plan
            base = cut
            return
          }
        }
      }
    }
    plan = best ?? plan
    if plan.size > Outline.most { plan = inPieces(plan) }
  }

  /// Cuts at one level, whatever comes of it.
  mutating func choose(_ level: SegmentLevel) {
    base = cutter.segments(level)
    plan = plan(base, hidesOwn: false, groups: level != .calls)
  }

  /// Opens everything, number by number.
  mutating func chooseNumbers() {
    choose(.calls)
    replan(plan.segments.map { Segment(calls: $0.calls, kind: .open, home: $0.home) })
    for group in 0..<plan.groupCount { plan.openGroups.insert(group) }
  }

  /// Makes calls and sources one card each again.
  mutating func close(_ calls: [Int], _ sources: [Int]) {
    let closed = Set(calls)
    for place in plan.segments.indices
    where plan.segments[place].kind == .open
      && closed.contains(plan.segments[place].calls.lowerBound)
    {
      plan.segments[place].kind = .call
    }
    for source in sources {
      if case .group(let group) = plan.homes[source] { plan.openGroups.remove(group) }
    }
  }

  /// Whether something is more than a number.
  var hasTensors: Bool {
    blocks.sources.contains { $0.count > 1 }
      || blocks.calls.contains { call in
        call.call.map { sources.recording.calls[$0].results.contains { $0.nodes.count > 1 } }
          ?? false
      }
  }

  /// How many segments stand one behind the other at most.
  private func columns(of segments: [Segment]) -> Int {
    let segmentOf = segmentOfCalls(segments)
    var columns = [Int](repeating: 1, count: segments.count)
    for need in needs {
      let (from, to) = (Int(segmentOf[Int(need.of)]), Int(segmentOf[Int(need.call)]))
      if from != to { columns[to] = max(columns[to], columns[from] + 1) }
    }
    return columns.max() ?? 0
  }

  /// Draws other segments, in the way that was chosen.
  mutating func replan(_ segments: [Segment]) {
    plan = plan(segments, hidesOwn: plan.hidesOwn, groups: plan.groups)
    for source in opened { plan.open(source) }
  }

  /// Opens sources: what is hidden gets a card of its own, and of what has one the numbers do.
  mutating func open(_ sources: [Int]) {
    opened += sources
    for source in sources { plan.open(source) }
  }

  /// The finer segments that a segment is made of.
  func split(_ segment: Segment) -> [Segment] { cutter.split(segment, base: base) }

  private func plan(_ segments: [Segment], hidesOwn: Bool, groups: Bool) -> OutlinePlan {
    let segmentOf = segmentOfCalls(segments)
    var plan = OutlinePlan(segments: segments, hidesOwn: hidesOwn, groups: groups)
    var places: [SourceKind: Int] = [:]
    for source in blocks.sources.indices {
      if let home = home(of: source, segments, segmentOf, hidesOwn: hidesOwn) {
        plan.homes.append(.segment(home))
        continue
      }
      let kind = groups ? kind(of: source) : nil
      let group = kind.flatMap { places[$0] } ?? plan.groupCount
      if let kind { places[kind] = group }
      plan.groupCount = max(plan.groupCount, group + 1)
      plan.homes.append(.group(group))
    }
    return plan
  }

  /// The segment that a source is hidden in: the only one that uses it, if that hides what it
  /// takes.
  private func home(
    of source: Int, _ segments: [Segment], _ segmentOf: [Int32], hidesOwn: Bool
  ) -> Int? {
    guard let first = users[source].first, let last = users[source].last,
      segmentOf[first] == segmentOf[last]
    else { return nil }
    let home = Int(segmentOf[first])
    switch segments[home].kind {
    case .repeats, .piece: return home
    case .scope, .line: return hidesOwn ? home : nil
    case .call, .open: return nil
    }
  }

  /// Single numbers of one kind, made on one line, may share a card.
  private struct SourceKind: Hashable {
    var line: Int
    var isLeaf: Bool
    var name: String
  }

  private func kind(of source: Int) -> SourceKind? {
    let block = blocks.sources[source]
    guard block.count == 1 else { return nil }
    let node = sources.recording.nodes[block.last]
    return SourceKind(
      line: sources.recording.sites[node.site].line, isLeaf: node.needsGradient,
      name: String((node.name ?? "").prefix { $0 != "[" }))
  }

  /// What no structure makes small: stretches of equal length, and sources with their first users.
  private func inPieces(_ plan: OutlinePlan) -> OutlinePlan {
    let pieces = 24
    var segments: [Segment] = []
    for piece in 0..<pieces {
      let range =
        plan.segments.count * piece / pieces..<plan.segments.count * (piece + 1) / pieces
      guard let first = range.first, let last = range.last else { continue }
      let calls = plan.segments[first].calls.lowerBound..<plan.segments[last].calls.upperBound
      segments.append(
        Segment(
          calls: calls, kind: .piece,
          home: cutter.scope(around: calls.lowerBound, calls.upperBound - 1)))
    }
    var pieced = self.plan(segments, hidesOwn: true, groups: true)
    guard pieced.size > Outline.most else { return pieced }
    // All leaves on one card, and all constants on another.
    pieced.groupCount = 2
    for source in pieced.homes.indices {
      if case .group = pieced.homes[source] {
        let isLeaf = sources.recording.nodes[blocks.sources[source].last].needsGradient
        pieced.homes[source] = .group(isLeaf ? 0 : 1)
      }
    }
    return pieced
  }

  /// The part of every node.
  func assignment() -> [Int32] {
    var assignment = [Int32](repeating: -1, count: isShown.count)
    let segmentOf = segmentOfCalls(plan.segments)
    let places = places
    // The numbers of what is open are parts of their own, one after the other.
    var next = places
    for id in isShown.indices where isShown[id] {
      let segment: Int
      switch blocks.places[id] {
      case .hidden: continue
      case .call(let call):
        segment = Int(segmentOf[Int(call)])
        assignment[id] = Int32(next.segments[segment])
        if plan.segments[segment].kind == .open { next.segments[segment] += 1 }
      case .source(let source):
        switch plan.homes[Int(source)] {
        case .segment(let segment): assignment[id] = Int32(places.segments[segment])
        case .group(let group):
          assignment[id] = Int32(next.groups[group])
          if plan.openGroups.contains(group) { next.groups[group] += 1 }
        }
      }
    }
    return assignment
  }

  private func segmentOfCalls(_ segments: [Segment]) -> [Int32] {
    var segmentOf = [Int32](repeating: 0, count: blocks.calls.count)
    for (index, segment) in segments.enumerated() {
      for call in segment.calls { segmentOf[call] = Int32(index) }
    }
    return segmentOf
  }

  /// The first part of each group of sources and of each segment, and how many parts there are.
  var places: (groups: [Int], segments: [Int], count: Int) {
    var sizes = [Int](repeating: 0, count: plan.groupCount)
    for (source, home) in plan.homes.enumerated() {
      if case .group(let group) = home { sizes[group] += blocks.sources[source].count }
    }
    var count = 0
    var groups: [Int] = []
    for (group, size) in sizes.enumerated() {
      groups.append(count)
      count += plan.openGroups.contains(group) ? size : 1
    }
    var segments: [Int] = []
    for segment in plan.segments {
      segments.append(count)
      count += segment.kind == .open ? blocks.calls[segment.calls.lowerBound].count : 1
    }
    return (groups, segments, count)
  }
}

/// Which segments and sources are drawn.
struct OutlinePlan {
  var segments: [Segment]
  /// Whether what only one segment takes in is hidden in it.
  var hidesOwn = false
  /// Whether single numbers of one kind share a card.
  var groups = false
  /// Where each source is drawn.
  var homes: [Home] = []
  var groupCount = 0
  /// The groups that are drawn number by number.
  var openGroups: Set<Int> = []

  /// Gives a hidden source a card of its own, or each of a card's numbers one.
  mutating func open(_ source: Int) {
    switch homes[source] {
    case .segment:
      homes[source] = .group(groupCount)
      groupCount += 1
    case .group(let group):
      openGroups.insert(group)
    }
  }

  /// How many cards there are while nothing is open.
  var size: Int { segments.count + groupCount }

  enum Home: Equatable {
    case segment(Int)
    case group(Int)
  }
}
