import Foundation
import Questions
import QuizExport
import TestSupport
import Testing

@Suite struct ExportTests {
  static let questions = [ExportSamples.plain, ExportSamples.nasty]

  @Test(arguments: [ExportFormat.moodle, .moodleSingle, .gift])
  func writesText(format: ExportFormat) throws {
    for question in Self.questions {
      let export = try Export([question], to: format)
      let text = shortened(String(decoding: export.bytes, as: UTF8.self))
      expectSnapshot(
        text, named: "\(question.exercise).\(format.rawValue).\(format.fileExtension)")
      expectSnapshot(
        ExportNote.summary(of: export.notes).map { $0 + "\n" }.joined(),
        named: "\(question.exercise).\(format.rawValue).notes")
    }
  }

  @Test(arguments: Self.questions)
  func writesQTI(question: Question) throws {
    var notes: [ExportNote] = []
    let draft = try QuestionDraft(question, .qti, ExportOptions(), &notes)
    for file in QTIPackage([draft], ExportOptions()).package.files where file.isText {
      expectSnapshot(
        String(decoding: file.bytes, as: UTF8.self),
        named: "\(question.exercise).qti/\(file.path)")
    }
    #expect(notes.map(\.kind) == (question.exercise == "reuse" ? [] : Self.nastyNotes))
  }

  static let nastyNotes: [ExportNote.Kind] = [
    .mistakeCovered("covered"), .mistakeOfAnotherKind("words"), .mistakeCovered("valid"),
  ]

  @Test(arguments: Self.questions)
  func writesCanvas(question: Question) throws {
    var notes: [ExportNote] = []
    let draft = try QuestionDraft(question, .canvas, ExportOptions(), &notes)
    for file in CanvasPackage([draft]).package.files where file.isText {
      expectSnapshot(
        String(decoding: file.bytes, as: UTF8.self),
        named: "\(question.exercise).canvas/\(file.path)")
    }
    expectSnapshot(
      ExportNote.summary(of: notes).map { $0 + "\n" }.joined(),
      named: "\(question.exercise).canvas.notes")
  }

  @Test(arguments: ExportFormat.allCases, ExportOptions.PictureKind.allCases)
  func isTheSameEveryTime(format: ExportFormat, picture: ExportOptions.PictureKind) throws {
    let options = ExportOptions(picture: picture)
    let first = try Export(Self.questions, to: format, options: options)
    let second = try Export(Self.questions, to: format, options: options)
    #expect(first.bytes == second.bytes)
    #expect(first.bytes != (try Export([ExportSamples.plain], to: format, options: options)).bytes)
  }

  @Test func groupsVariantsAndLeavesOutRepeatedOnes() throws {
    var other = ExportSamples.plain
    other.seed = 8
    let export = try Export(
      [ExportSamples.plain, ExportSamples.nasty, other, ExportSamples.plain], to: .moodle)
    let text = String(decoding: export.bytes, as: UTF8.self)
    #expect(
      text.matches(of: #/<idnumber>(gw[^<]*)</#).map { String($0.output.1) } == [
        "gw-reuse", "gw-reuse-s7", "gw-reuse-s8", "gw-nasty-1",
        "gw-nasty-1-s18446744073709551615",
      ])
    #expect(export.notes.contains { $0.kind == .repeated && $0.question == "gw-reuse-s7" })
  }

  @Test func tellsStudentsApartWithoutTheirNames() throws {
    var questions = [ExportSamples.plain, ExportSamples.plain]
    questions[0].student = "Ada Lovelace"
    questions[1].student = "Alan Turing"
    for format in ExportFormat.allCases {
      let export = try Export(questions, to: format)
      #expect(!export.notes.contains { $0.kind == .repeated })
      let text = String(decoding: export.bytes, as: UTF8.self)
      #expect(!text.contains("Lovelace"))
      #expect(!text.contains("Turing"))
    }
    #expect(questions[0].identifier != questions[1].identifier)
  }

  @Test func givesCreditForRecognisedMistakes() throws {
    let credit = try #require(MarkFraction(nearest: 33.33))
    let options = ExportOptions(creditForMistakes: credit)
    let moodle = try Export([ExportSamples.plain], to: .moodleSingle, options: options)
    #expect(String(decoding: moodle.bytes, as: UTF8.self).contains(#"fraction="33.33333""#))
    let gift = try Export([ExportSamples.plain], to: .gift, options: options)
    #expect(String(decoding: gift.bytes, as: UTF8.self).contains("=%33.33333%4:0.01#"))
    #expect(MarkFraction(nearest: 35) == nil)
    #expect(MarkFraction(nearest: 100) == nil)
  }

  @Test(arguments: [
    ("Upper", "A", 1.0, "other characters"), ("a/../b", "A", 1.0, "other characters"),
    ("", "A", 1, "other characters"), ("a", " ", 1, "no title"), ("a", "A", -1, "-1.0 points"),
    ("a", "A", .nan, "nan points"),
  ])
  func refuses(exercise: String, title: String, points: Double, reason: String) {
    let question = Question(
      exercise: exercise, title: title, text: "?", seed: 1,
      blanks: [ExportSamples.blank(answer: .number(1, tolerance: 0), points: points)])
    for format in ExportFormat.allCases {
      let error = #expect(throws: ExportError.self) { try Export([question], to: format) }
      #expect(error?.description.contains(reason) == true)
    }
  }

  @Test(arguments: [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")])
  func asksForTheWordWhereThereIsNoNumber(value: Double, word: String) throws {
    let question = Question(
      exercise: "a", title: "A", text: "?", seed: 0,
      blanks: [ExportSamples.blank(answer: .number(value, tolerance: 0))])
    let text = String(decoding: try Export([question], to: .moodle).bytes, as: UTF8.self)
    #expect(text.contains("{1:SHORTANSWER_C:=\(word)~*#"))
  }

  @Test(arguments: ExportFormat.allCases)
  func saysWhatLeadsNowhereElsewhere(format: ExportFormat) throws {
    var question = ExportSamples.plain
    question.text = "![a graph](graph.svg), [notes](notes.md), <b>bold</b>, [docs](https://a.org)"
    let notes = try Export([question], to: format).notes.map(\.kind)
    #expect(notes.contains(.filesLeftOut))
    #expect(notes.contains(.markupLeftOut))
    var found: [ExportNote] = []
    let html = try QuestionDraft(question, format, ExportOptions(), &found).html
    #expect(html.contains("<p>a graph, notes, "))
    #expect(html.contains("<a href=\"https://a.org\">docs</a>"))
  }

  @Test func refusesWhatLeavesNothing() {
    let question = Question(
      exercise: "a", title: "A", text: "?", seed: 1,
      blanks: [ExportSamples.blank(answer: .number(1e-5, tolerance: 0))])
    let error = #expect(throws: ExportError.self) { try Export([question], to: .canvas) }
    #expect(error?.description.contains("rounds answers under 0.0001") == true)
  }

  @Test(arguments: [
    (6.0, "6"), (-0.0, "0"), (0.1, "0.1"), (Double(Float(0.1)), "0.1"), (-1.25e-7, "-0.000000125"),
    (1e22, "10000000000000000000000"), (-1234.5, "-1234.5"), (1.0 / 3, "0.3333333333333333"),
    (100, "100"), (1e16, "10000000000000000"),
  ])
  func writesPlainDecimals(value: Double, text: String) {
    #expect(PlainDecimal.text(value) == text)
  }

  @Test func roundsBoundsWhereArithmeticIsNoise() {
    let ends = PlainDecimal.ends(of: NumberRange(value: 0.1, tolerance: 0.001))
    #expect(ends.lower == "0.099")
    #expect(ends.upper == "0.101")
  }

  /// Pictures are long, and another librsvg may draw another one.
  private func shortened(_ text: String) -> String {
    text.replacing(#/iVBORw0KGgo[A-Za-z0-9+\/]*(\\?=)*/#, with: "(a picture)")
  }
}

extension ContentPackage.File {
  fileprivate var isText: Bool { path.hasSuffix(".xml") }
}
