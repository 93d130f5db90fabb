import Autograd
import Torch

extension Advice {
  /// Steps, clipping and changed values that come at the wrong place of a round, a line each.
  static func training(_ habits: [Habit], _ recording: Recording) -> [Advice] {
    var lines: Set<Int> = []
    return habits.compactMap { habit in
      guard !lines.contains(habit.line), let note = note(on: habit, among: habits, recording)
      else { return nil }
      lines.insert(habit.line)
      return Advice(line: habit.line, note: note)
    }
  }

  private static func note(
    on habit: Habit, among habits: [Habit], _ recording: Recording
  ) -> String? {
    switch habit.kind {
    case .emptyStep(let step): return note(on: step, of: habit, among: habits, recording)
    case .emptyClip:
      return "clipping finds no gradient here: it belongs between backward() and step()"
    case .clipOfNothing:
      return "clipping is given no parameter, and does nothing: a generator such as "
        + "model.parameters() is empty after its first use; call model.parameters() anew"
    case .lateClip(let steppedAt):
      return "clipping comes after step() in line \(steppedAt) has used the gradients: it belongs "
        + "between backward() and step()"
    case .staleValue(let name, let origin):
      return
        "the pass goes back through line \(origin.line), and \(name.map { "`\($0)`" } ?? "a value") "
        + "was changed since then through `.data` or an array, which autograd does not notice: its "
        + "rule reads the new number; change it after the pass, under torch.no_grad()"
    }
  }

  private static func note(
    on step: EmptyStep, of habit: Habit, among habits: [Habit], _ recording: Recording
  ) -> String? {
    if let filledAt = step.filledAt, let clearedAt = step.clearedAt {
      let isFirst = habits.first { $0.line == habit.line } == habit
      return isFirst
        ? "zero_grad() in line \(clearedAt) throws away what the pass in line \(filledAt) computed, "
          + "before this step can use it: clear before the pass, or after the step"
        : nil
    }
    if let filledLater = step.filledLater {
      return filledLater > habit.line
        ? "the step comes before the pass in line \(filledLater), and uses none of its gradients: "
          + "zero_grad(), then backward(), then step()"
        : nil
    }
    if step.hadPass, !step.isUsed {
      return
        "the step finds no gradient: no pass leads to the parameters that this optimiser was given; "
        + "give it those of the model that computes the loss"
    }
    return recording.passes.isEmpty && step.isUsed
      ? "the step finds no gradient, and nothing changes: call backward() on the loss before it"
      : nil
  }
}
