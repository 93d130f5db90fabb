import Autograd

/// The computed part of a graph, cut into stretches of calls that follow one another; what stands
/// in one stretch is drawn as one card.
///
/// Stretches and not sets of calls, so that no two cards ever wait for each other.
struct Segment: Hashable {
  var calls: Range<Int>
  var kind: Kind
  /// The scope it is drawn in: an index into ``Recording/scopes``.
  var home: Int

  enum Kind: Hashable {
    /// One call.
    case call
    /// The calls of one line.
    case line
    /// A call of a function or a module, with all that is in it.
    case scope(Int)
    /// Repetitions of what stands before it.
    case repeats(Int)
    /// A part of what is too long, for want of a better one.
    case piece
    /// One call, number by number.
    case open
  }
}

/// How coarse segments are.
enum SegmentLevel: Hashable {
  case calls
  case lines
  /// Scopes that lie in so many others, and deeper ones within them.
  case scopes(depth: Int)

  /// Fewer segments than this say too little of what the program does.
  var least: Int {
    switch self {
    case .calls: 0
    case .lines: 3
    case .scopes: 5
    }
  }
}

/// Cuts the calls of a graph into segments.
struct SegmentCutter {
  private let recording: Recording
  let blocks: Blocks
  /// How many scopes are around each scope.
  private var depths: [Int] = []
  /// The calls made in each scope, and in those within it.
  private(set) var callsOfScopes: [Range<Int>]
  /// Where a repetition of calls begins anew.
  private var beginnings: Set<Int> = []
  /// The backward pass that recorded a call, as one with `create_graph=True` does.
  private var passes: [Int: Int] = [:]

  init(_ recording: Recording, _ blocks: Blocks) {
    self.recording = recording
    self.blocks = blocks
    callsOfScopes = Array(repeating: 0..<0, count: recording.scopes.count)
    for scope in recording.scopes { depths.append(scope.parent.map { depths[$0] + 1 } ?? 0) }
    for call in blocks.calls.indices { widen(scope(of: call), by: call..<call + 1) }
    for scope in recording.scopes.indices.reversed() {
      if let parent = recording.scopes[scope].parent { widen(parent, by: callsOfScopes[scope]) }
    }
    for (index, pass) in recording.passes.enumerated() where !pass.nodes.isEmpty {
      for node in pass.nodes {
        if case .call(let call) = blocks.places[node] { passes[Int(call)] = index }
      }
    }
    for repetition in Repetition.all(in: blocks.calls.map { $0.kind }) {
      beginnings.formUnion(
        stride(from: repetition.start, to: repetition.end, by: repetition.period))
    }
  }

  private mutating func widen(_ scope: Int, by calls: Range<Int>) {
    guard !calls.isEmpty else { return }
    let old = callsOfScopes[scope]
    callsOfScopes[scope] =
      old.isEmpty
      ? calls
      : min(old.lowerBound, calls.lowerBound)..<max(old.upperBound, calls.upperBound)
  }

  func scope(of call: Int) -> Int { recording.sites[blocks.calls[call].site].scope }

  func line(of call: Int) -> Int { recording.sites[blocks.calls[call].site].line }

  /// The depths at which there are calls, the innermost first.
  var usedDepths: [Int] {
    let used = callsOfScopes.indices.filter { !callsOfScopes[$0].isEmpty }
    let deepest = used.map { depths[$0] }.max()
    return Array((1..<1 + min(deepest ?? 0, 8)).reversed())
  }

  /// All calls, cut at one level.
  func segments(_ level: SegmentLevel) -> [Segment] {
    segments(level, of: blocks.calls.indices)
  }

  /// Some calls, cut at one level.
  func segments(_ level: SegmentLevel, of calls: Range<Int>) -> [Segment] {
    var segments: [Segment] = []
    for call in calls {
      let next = segment(of: call, level)
      if let last = segments.last, isSame(last, next, level) {
        segments[segments.count - 1].calls = last.calls.lowerBound..<call + 1
        if case .call = last.kind { segments[segments.count - 1].kind = .line }
      } else {
        segments.append(next)
      }
    }
    return segments.map(named)
  }

  private func segment(of call: Int, _ level: SegmentLevel) -> Segment {
    let scope = scope(of: call)
    if case .scopes(let depth) = level, depths[scope] >= depth {
      var outer = scope
      while depths[outer] > depth, let parent = recording.scopes[outer].parent { outer = parent }
      return Segment(
        calls: call..<call + 1, kind: .scope(outer), home: recording.scopes[outer].parent ?? 0)
    }
    // PyTorch makes two functions of what a program asks for as one.
    let title = ScopeTitle(recording.scopes[scope].name)
    if level == .calls, SegmentCutter.wholes.contains(title.type ?? title.name) {
      return Segment(
        calls: call..<call + 1, kind: .scope(scope), home: recording.scopes[scope].parent ?? 0)
    }
    return Segment(calls: call..<call + 1, kind: .call, home: scope)
  }

  /// The calls that are one operation to a program, though several functions work for them.
  private static let wholes = [
    "cross_entropy", "CrossEntropyLoss", "layer_norm", "LayerNorm", "batch_norm", "BatchNorm1d",
    "BatchNorm2d", "group_norm", "GroupNorm",
  ]

  /// Whether a line begins anew at a call; all that a pass records is of one time.
  private func isTurn(_ call: Int) -> Bool {
    guard beginnings.contains(call) else { return false }
    return passes[call] == nil || passes[call] != passes[call - 1]
  }

  private func isSame(_ last: Segment, _ next: Segment, _ level: SegmentLevel) -> Bool {
    switch (last.kind, next.kind) {
    case (.scope(let one), .scope(let other)): one == other
    case (.call, .call), (.line, .call):
      level != .calls && last.home == next.home
        && line(of: last.calls.upperBound - 1) == line(of: next.calls.lowerBound)
        && !isTurn(next.calls.lowerBound)
    default: false
    }
  }

  /// A segment that is all there is in a scope bears the scope's name.
  private func named(_ segment: Segment) -> Segment {
    var segment = segment
    while segment.home != 0, callsOfScopes[segment.home] == segment.calls {
      segment.kind = .scope(segment.home)
      segment.home = recording.scopes[segment.home].parent ?? 0
    }
    return segment
  }

  /// The finer segments that a segment is made of; the base are those before repetitions were put
  /// together.
  func split(_ segment: Segment, base: [Segment]) -> [Segment] {
    switch segment.kind {
    case .open: return [segment]
    case .call: return [opened(segment)]
    case .line: return segments(.calls, of: segment.calls)
    case .scope(let scope):
      if segment.calls.count == 1 { return [opened(segment)] }
      let inner = segments(.scopes(depth: depths[scope] + 1), of: segment.calls)
      return inner.count > 1 ? inner : segments(.calls, of: segment.calls)
    case .repeats, .piece:
      return base.filter { segment.calls.contains($0.calls.lowerBound) }
    }
  }

  private func opened(_ segment: Segment) -> Segment {
    Segment(calls: segment.calls, kind: .open, home: scope(of: segment.calls.lowerBound))
  }

  /// The innermost scope around two calls.
  func scope(around first: Int, _ last: Int) -> Int {
    var (one, other) = (scope(of: first), scope(of: last))
    while one != other {
      if depths[one] >= depths[other] {
        one = recording.scopes[one].parent ?? 0
      } else {
        other = recording.scopes[other].parent ?? 0
      }
    }
    return one
  }
}
