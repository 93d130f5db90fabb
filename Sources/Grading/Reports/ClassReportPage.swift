import Lesson
import Questions
import Rendering

/// A class report as pages.
extension ClassReport {
  /// The report as a page by itself.
  package var html: String { PageTemplate.report.render(ReportContent(self)) }

  /// The report as Markdown.
  package var markdown: String {
    let page = ReportContent(self)
    var text = "# Class report: \(Markdown.escaped(page.title))\n\n\(page.summary)\n"
    if let marks = page.marks {
      text += "\n## Marks\n\n\(marks.text)\n\n"
      let most = max(1, self.marks.histogram.max() ?? 1)
      text += Markdown.table(
        ["Percent", "Results", ""],
        self.marks.histogram.enumerated().map { index, count in
          let bar = String(repeating: "█", count: (count * 30 + most - 1) / most)
          return ["\(index * 10)–\(index * 10 + 10)", "\(count)", bar]
        })
    }
    if let section = page.misconceptions {
      text += "\n## Misconceptions\n\n"
      text += Markdown.table(
        ["Code", "What is behind it", "Students", "Answers", "Blanks"],
        section.rows.map {
          [
            Markdown.code($0.code),
            "**\(Markdown.escaped($0.name))**<br>\(Markdown.escaped($0.feedback))",
            "\($0.students)", "\($0.answers)", $0.places,
          ]
        })
    }
    if let section = page.blanks {
      text += "\n## Blanks, the hardest first\n\n"
      text += Markdown.table(
        [
          "Blank", "What", "Share", "Right", "Carried", "Misconception", "Unreadable", "Empty",
        ],
        section.rows.map {
          [
            $0.place, Markdown.escaped($0.name), $0.share, "\($0.right)", "\($0.carried)",
            "\($0.mistakes)", "\($0.unreadable)", "\($0.empty)",
          ]
        })
    }
    if let section = page.incidents {
      text += "\n## Files and lines to look at\n\n"
      text += Markdown.table(
        ["Where", "What"],
        section.rows.map { [Markdown.code($0.place), Markdown.code($0.text)] })
    }
    return text
  }
}

/// What the template shows; a section that is nil is left out.
private struct ReportContent {
  var title: String
  var summary: String
  var marks: Marks?
  var misconceptions: Section<MisconceptionRow>?
  var blanks: Section<BlankRow>?
  var incidents: Section<ClassReport.Incident>?

  struct Marks {
    var text: String
    var chart: String
  }

  struct Section<Row> {
    var chart: String
    var rows: [Row]
  }

  struct MisconceptionRow {
    var code: String
    var name: String
    var feedback: String
    var students: Int
    var answers: Int
    var places: String
  }

  struct BlankRow {
    var place: String
    var name: String
    var share: String
    var right: Int
    var carried: Int
    var mistakes: Int
    var unreadable: Int
    var empty: Int
  }

  /// The most bars that one look takes in.
  private static let mostBars = 15

  init(_ report: ClassReport) {
    title = report.exercises.joined(separator: ", ")
    let results = report.results
    summary =
      [
        "\(report.students) \(report.students == 1 ? "student" : "students")",
        "\(results.graded) graded", results.missing > 0 ? "\(results.missing) missing" : "",
        results.unreadable > 0 ? "\(results.unreadable) unreadable" : "",
        results.late > 0 ? "\(results.late) late" : "",
      ].filter { !$0.isEmpty }.joined(separator: ", ") + "."
    marks = Marks(report.marks)
    misconceptions = Self.misconceptions(report)
    blanks = Self.blanks(report)
    if !report.incidents.isEmpty { incidents = Section(chart: "", rows: report.incidents) }
  }

  private static func misconceptions(_ report: ClassReport) -> Section<MisconceptionRow>? {
    guard !report.misconceptions.isEmpty else { return nil }
    let bars = report.misconceptions.prefix(mostBars).map {
      Chart.Bar(label: $0.name, size: Double($0.answers), text: "\($0.answers)")
    }
    let chart = Chart.bars(
      bars, title: "Answers by misconception", largest: bars.map(\.size).max() ?? 0)
    return Section(
      chart: chart,
      rows: report.misconceptions.map { item in
        let places = item.blanks.prefix(8).map {
          "\(place($0.exercise, $0.number, report)) (\($0.answers))"
        }
        return MisconceptionRow(
          code: item.code, name: item.name, feedback: item.feedback, students: item.students,
          answers: item.answers,
          places: places.joined(separator: ", ") + (item.blanks.count > 8 ? ", …" : ""))
      })
  }

  private static func blanks(_ report: ClassReport) -> Section<BlankRow>? {
    guard !report.blanks.isEmpty else { return nil }
    let bars = report.blanks.prefix(mostBars).map {
      Chart.Bar(
        label: "\(place($0.exercise, $0.number, report)) · \($0.name)", size: $0.share,
        text: percent(100 * $0.share))
    }
    return Section(
      chart: Chart.bars(bars, title: "Share of the points by blank", largest: 1),
      rows: report.blanks.map {
        BlankRow(
          place: place($0.exercise, $0.number, report), name: $0.name,
          share: percent(100 * $0.share), right: $0.right, carried: $0.carried,
          mistakes: $0.mistakes, unreadable: $0.unreadable, empty: $0.empty)
      })
  }

  /// A blank by its number, with the exercise where there are several.
  private static func place(_ exercise: String, _ number: Int, _ report: ClassReport) -> String {
    report.exercises.count > 1 ? "\(exercise) \(number)" : "\(number)"
  }

  fileprivate static func percent(_ value: Double) -> String { "\(Int(value.rounded())) %" }
}

extension ReportContent.Marks {
  fileprivate init?(_ marks: ClassReport.Marks) {
    guard let mean = marks.mean, let median = marks.median, let lowest = marks.lowest,
      let highest = marks.highest
    else { return nil }
    text =
      "Mean \(ReportContent.percent(mean)), median \(ReportContent.percent(median)), from \(ReportContent.percent(lowest)) to "
      + "\(ReportContent.percent(highest)) of the points."
    chart = Chart.columns(
      marks.histogram, edges: (0...10).map { "\($0 * 10)" }, title: "Histogram of the marks",
      axis: "percent of the points")
  }
}

extension PageTemplate {
  /// The results of the class.
  fileprivate static let report = PageTemplate("report", in: Embedded.files)
}
