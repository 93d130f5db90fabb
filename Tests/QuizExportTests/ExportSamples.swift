import Foundation
import Questions
import QuizExport

/// Questions that each format has to carry; `make test-exports` gives the same files to readers that
/// are not ours.
enum ExportSamples {
  /// A graph as it is asked every day, with its picture.
  static let plain = question("reuse")

  /// Characters that each format gives a meaning, and answers of every kind.
  static let nasty = question("nasty")

  static func blank(answer: Blank.Answer, points: Double = 1) -> Blank {
    Blank(number: 1, kind: .gradient, name: "x", prompt: "x", answer: answer, points: points)
  }

  private static func question(_ name: String) -> Question {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Questions/\(name).json")
    // swift-format-ignore: NeverUseForceTry
    return try! JSONDecoder().decode(Question.self, from: Data(contentsOf: file))
  }
}
