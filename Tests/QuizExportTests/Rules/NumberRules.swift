import QuizExport

/// Rules that hold of numbers in every format.
enum NumberRules {
  /// The number of a plain decimal; nil for all else, such as `1e-5`, `+6`, `nan` and ` 6`.
  static func plain(_ text: some StringProtocol) -> Double? {
    String(text).wholeMatch(of: #/-?\d+(\.\d+)?/#) == nil ? nil : Double(text)
  }

  /// What is wrong with answers that are tried one after the other.
  static func breaches(in answers: [NumberRange], at place: String) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    for (index, answer) in answers.enumerated()
    where answers[..<index].contains(where: answer.overlaps) {
      breaches.append(
        RuleBreach(
          place,
          "the answer \(PlainDecimal.text(answer.value)) can never be reached: an earlier one "
            + "covers a part of its interval"))
    }
    return breaches
  }

  /// What is wrong with a part of the points, in percent.
  static func breach(ofFraction text: String?, at place: String) -> RuleBreach? {
    guard let fraction = text.flatMap(Double.init),
      MarkFraction.percents.contains(where: { ($0 - fraction.magnitude).magnitude <= 1e-3 })
    else {
      return RuleBreach(place, "the fraction \(text ?? "(none)") is not one that Moodle knows")
    }
    return nil
  }
}
