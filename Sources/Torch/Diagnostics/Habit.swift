import Platform

/// What a program did that gives no error and is seldom meant.
package struct Habit: Sendable, Equatable {
  /// What was done.
  package enum Kind: Sendable, Equatable {
    /// An optimiser took a step without any gradient.
    case emptyStep(EmptyStep)
    /// Gradients were clipped before there were any.
    case emptyClip
    /// Nothing was given to be clipped.
    case clipOfNothing
    /// Gradients were clipped after the step, in this line, that used them.
    case lateClip(steppedAt: Int)
    /// A rule read numbers that were changed behind autograd's back since the call kept them.
    case staleValue(name: String?, keptBy: Origin)
  }

  /// What was done.
  package let kind: Kind
  /// The line of the program that did it, counted from 1.
  package let line: Int
}

/// What is known of the parameters of a step that found no gradient.
package struct EmptyStep: Sendable, Equatable {
  /// The newest pass before it that had given one of them a gradient.
  package let filledAt: Int?
  /// Where that gradient was cleared.
  package let clearedAt: Int?
  /// The newest pass of the program that gave one of them a gradient.
  package let filledLater: Int?
  /// Whether something that requires grad was computed from one of them.
  package let isUsed: Bool
  /// Whether a pass ran since the optimiser was made.
  package let hadPass: Bool
}

/// A habit as it is noted, before the end of the program is known.
struct NotedHabit {
  let kind: Habit.Kind
  let line: Int
  /// Whom a step was for.
  var parameters: [WeakTensor] = []
}

extension Runtime {
  /// What the program did, in order, with what became of it since.
  var habits: [Habit] {
    notedHabits.map { noted in
      guard case .emptyStep(let step) = noted.kind else {
        return Habit(kind: noted.kind, line: noted.line)
      }
      let parameters = noted.parameters.compactMap { $0.tensor }
      return Habit(
        kind: .emptyStep(
          EmptyStep(
            filledAt: step.filledAt, clearedAt: step.clearedAt,
            filledLater: parameters.compactMap { $0.filledAt }.max(),
            isUsed: parameters.contains { $0.accumulator != nil }, hadPass: step.hadPass)),
        line: noted.line)
    }
  }

  /// Notes the step of an optimiser for some parameters, which was made after `earlier` passes.
  func noteStep(_ parameters: [Tensor], madeAfter earlier: Int) {
    let own = parameters.filter { $0.holdsFilledGradient }
    for parameter in own { parameter.steppedAt = line }
    // What a step has used already was not lost.
    guard own.isEmpty, !parameters.contains(where: { $0.steppedAt != nil }) else { return }
    let filledAt = parameters.compactMap { $0.filledAt }.max()
    if let first = parameters.first, let passLine = lastPassLine, filledAt == nil,
      passCount > earlier
    {
      noteMissing(first, passLine: passLine)
    }
    guard recordsEverything else { return }
    let step = EmptyStep(
      filledAt: filledAt, clearedAt: parameters.compactMap { $0.clearedAt }.max(),
      filledLater: nil, isUsed: false, hadPass: passCount > earlier)
    notedHabits.append(
      NotedHabit(
        kind: .emptyStep(step), line: line, parameters: parameters.map { WeakTensor($0) }))
  }

  /// Notes what cut the way from the newest pass to a leaf, if that is known.
  func noteMissing(_ leaf: Tensor, passLine: Int) {
    guard let cut = cutBefore(leaf) else { return }
    noteLost(
      .gradientIsMissing(subject(leaf), because: .notReached(passLine: passLine, cut: cut)),
      by: cut,
      at: leaf)
  }

  /// Notes that the gradients of some parameters are clipped.
  func noteClip(_ parameters: [Tensor]) {
    guard recordsEverything else { return }
    let own = parameters.filter { $0.holdsFilledGradient }
    let steps = own.compactMap { $0.steppedAt }
    if parameters.isEmpty {
      notedHabits.append(NotedHabit(kind: .clipOfNothing, line: line))
    } else if own.isEmpty {
      notedHabits.append(NotedHabit(kind: .emptyClip, line: line))
    } else if steps.count == own.count, let last = steps.max() {
      notedHabits.append(NotedHabit(kind: .lateClip(steppedAt: last), line: line))
    }
  }

  /// Notes that a rule reads other numbers than its call kept.
  func noteStale(_ saved: Function.Saved, of function: Function) {
    guard recordsEverything else { return }
    notedHabits.append(
      NotedHabit(
        kind: .staleValue(
          name: saved.tensor?.name ?? saved.ownerName(among: tensors.all),
          keptBy: Origin(function: function.name, line: function.line)), line: line))
  }

  /// Notes that a pass begins where it ends: at a leaf that is made of numbers.
  func noteDeadRoots() {
    for case let root? in lastRoots.map({ $0.tensor }) where root.function == nil {
      guard let cut = root.cut else { continue }
      noteLost(.passEndsAtLeaf(subject(root), cut: cut), by: cut, at: root)
    }
  }

  /// Notes what explains that gradients are missing, once for all that one line cut off.
  func noteLost(_ kind: Diagnosis.Kind, by cut: Cut, at tensor: Tensor) {
    guard !cut.isAskedFor, !lostGradients.contains(where: { $0.cut == cut.line }) else { return }
    lostGradients.append((line, cut.line, diagnosis(kind, at: tensor)))
  }
}

extension Tensor {
  /// Whether a pass has left a gradient that was not cleared since.
  fileprivate var holdsFilledGradient: Bool { gradient != nil && clearedAt == nil }
}

extension Function.Saved {
  /// The name of a tensor that has the memory.
  fileprivate func ownerName(among tensors: [Tensor]) -> String? {
    tensors.first { $0.storage === storage && $0.name != nil }?.name
  }
}
