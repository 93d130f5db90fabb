import Questions
import QuizExport
import Testing

/// Files that a platform would refuse, or silently read as something else, and what is said of them.
@Suite struct RuleTests {
  private func moodle(_ question: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\(question)</quiz>"
  }

  private func numerical(_ answers: String) -> String {
    moodle(
      """
      <question type="numerical"><name><text>n</text></name>
      <questiontext format="html"><text>t</text></questiontext>\(answers)</question>
      """)
  }

  /// Answers, each as its text, its fraction and its tolerance, and what is said of them.
  static let numericalCases: [(String, String?)] = [
    ("6 100 0.1, 9 0 0.1, * 0 0", nil),
    ("6 100 0.1, 9 33.33 0.1", "33.33 is not one that Moodle knows"),
    ("6 100 0.1, 9 35 0.1", "35 is not one"), ("6 90 0.1", "no answer is worth 100%"),
    ("6 100 0.1, 6.15 0 0.1", "can never be reached"),
    ("* 0 0, 6 100 0.1", "after * can never be reached"),
    ("6 100 0.1, * 50 0", "gives points for anything"), ("+6 100 0.1", "'+6' is no number"),
    ("nan 100 0.1", "'nan' is no number"), ("6e-3 100 0.1", "'6e-3' is no number"),
    ("6 100 -1", "'6' is no number with a tolerance"), (" 100 0.1", "an answer is empty"),
  ]

  @Test(arguments: numericalCases)
  func readsNumericalQuestions(answers: String, complaint: String?) {
    let answers = answers.split(separator: ", ").map { answer in
      let parts = answer.split(separator: " ", omittingEmptySubsequences: false)
      return "<answer fraction=\"\(parts[1])\"><text>\(parts[0])</text>"
        + "<tolerance>\(parts[2])</tolerance></answer>"
    }
    expect(MoodleRules.breaches(in: numerical(answers.joined())), complaint)
  }

  static let clozeCases: [(String, String?)] = [
    ("{1:NUMERICAL:=6:0.001~%0%-24:0.001#no~*#no}", nil),
    ("{1:NM:=6}", nil), ("{2:MCV:=a~%50%b#x~c}", nil), (##"{1:SA:=a\}b\#c}"##, nil),
    ("no blanks", "there are no blanks"), ("{1:NUMBER:=6}", "no type of blank 'NUMBER'"),
    ("{1:NUMERICAL:=6:0.001", "'}' is missing"), ("{1:NUMERICAL:}", "something empty"),
    ("{1:NUMERICAL:=6~~7}", "something empty"), ("{1:NUMERICAL:%90%6}", "no alternative is worth"),
    ("{1:NUMERICAL:=+6:0.1}", "'+6:0.1' is no number"),
    ("{1:NUMERICAL:=6 : 0.1}", "'6 : 0.1' is no number"), ("{1:NM:=6:}", "'6:' is no number"),
    ("{1:NM:=inf}", "'inf' is no number"), ("{1:NM:=6:1~%0%7:0.5}", "can never be reached"),
    ("{1:NM:=6~%0%*~%0%7}", "after * can never"), ("{1:MC:=a}", "fewer than two choices"),
    ("{1:NM:=6~%35%7}", "the fraction 35"), ("{1:NM:=6} and {#1}", "stand for the blanks"),
    (#"{1:SA:=a\}"#, "'}' is missing"), ("{1:SA:=a&}", "'}' is missing"),
  ]

  @Test(arguments: clozeCases)
  func readsEmbeddedAnswers(text: String, complaint: String?) {
    expect(ClozeRules.breaches(in: text, at: "q"), complaint)
  }

  static let fileCases: [(String, String)] = [
    ("", "begin with its XML declaration"),
    ("<?xml version=\"1.0\"?><quiz>", "not well-formed"),
    ("<?xml version=\"1.0\"?><test/>", "not <quiz>"),
    (
      """
      <?xml version="1.0"?><quiz><question type="essay"><name><text>a</text></name>
      <questiontext><text>a</text></questiontext><penalty>2</penalty></question></quiz>
      """, "penalty 2"
    ),
    (
      """
      <?xml version="1.0"?><quiz><question type="cloze"><name><text>a</text></name>
      <questiontext><text><![CDATA[{1:NM:=6}<img src="@@PLUGINFILE@@/a.png"/>]]></text>
      </questiontext></question></quiz>
      """, "the file a.png is shown and not there"
    ),
    (
      """
      <?xml version="1.0"?><quiz><question type="cloze"><name><text>a</text></name>
      <questiontext><text>{1:NM:=6}</text><file name="a.png" encoding="base64">AA==</file>
      </questiontext></question></quiz>
      """, "the file a.png is there and not shown"
    ),
    (
      """
      <?xml version="1.0"?><quiz><question type="category"><category><text>x</text></category>
      </question></quiz>
      """, "does not begin with $course$"
    ),
  ]

  @Test(arguments: fileCases)
  func readsMoodleFiles(text: String, complaint: String) {
    expect(MoodleRules.breaches(in: text), complaint)
  }

  static let giftCases: [(String, String?)] = [
    ("::a::[html]What?{#\n=6:0.001\n=%0%-24:0.001#no\n~#no\n}", nil),
    ("::a::What?{\n=yes\n}", nil), ("::a::What?{\n~no#x\n=yes\n}", nil),
    ("// a comment\n::a::x{\n=y\n}", nil), ("What?{\n=yes\n}", "no title"),
    ("::a::What?", "one pair of braces"), ("::a::{x}{\n=y\n}", "one pair of braces"),
    ("::a::x = y{\n=y\n}", "stands in the question's text"),
    ("::a::x{#\n=1e-5:0\n}", "'1e-5:0' is no number"), ("::a::x{#\n=6\n}", "'6' is no number"),
    ("::a::x{#\n=%35%6:1\n=9:1\n}", "the fraction 35"),
    ("::a::x{#\n~#no\n=6:1\n}", "is not the last"),
    ("::a::x{#\n=6:1\n=%0%6.5:0\n}", "can never be reached"),
    ("::a::x{\n=a -> b\n}", "a pair to match"),
    ("::a::x{\n~a\n~b\n}", "no answer is worth 100%"),
    ("::a::x{\n=a#b#c\n}", "cannot be told apart"), ("::a::x{\n=a\n\n=b\n}", "one pair of braces"),
  ]

  @Test(arguments: giftCases)
  func readsGIFT(text: String, complaint: String?) {
    expect(GIFTRules.breaches(in: text), complaint)
  }

  /// A change to a good package, and what is said of it.
  static let canvasCases: [(String, String, String?)] = [
    ("", "", nil),
    ("<varequal respident=\"response1\">-2<", "<varequal>nan<", "its two bounds"),
    (">-2.01<", ">-1<", "does not lie between"),
    ("numerical_question", "x", "no question type 'x'"),
    ("linkrefid=\"general_incorrect_fb\"", "linkrefid=\"x\"", "no feedback 'x'"),
    ("$IMS-CC-FILEBASE$/images", "images", "is not in the package"),
    ("ident=\"gw-reuse-s7-b1\"", "ident=\"gw-reuse-s7-b2\"", "used twice"),
    ("<assessment ident=\"gw-reuse-s7\"", "<assessment ident=\"other\"", "folder of its name"),
    ("</item>", "", "not well-formed"), ("href=\"images/", "href=\"pictures/", "is not listed"),
  ]

  @Test(arguments: canvasCases)
  func readsCanvas(old: String, new: String, complaint: String?) throws {
    var notes: [ExportNote] = []
    let draft = try QuestionDraft(ExportSamples.plain, .canvas, ExportOptions(), &notes)
    let package = CanvasPackage([draft]).package
    expect(CanvasRules.breaches(in: package.replacing(old, with: new)), complaint)
  }

  static let qtiCases: [(String, String, String?)] = [
    ("", "", nil), ("tolerance=\"0.01 0.01\"", "", "says no tolerance"),
    ("tolerance=\"0.01 0.01\"", "tolerance=\"0.01\"", "says no tolerance, or not two"),
    ("identifier=\"SCORE\" cardinality", "identifier=\"SCORES\" cardinality", "no SCORE"),
    (
      "outcomeDeclaration identifier=\"FEEDBACK_1\"", "outcomeDeclaration identifier=\"F\"",
      "'FEEDBACK_1' is not declared"
    ),
    ("responseIdentifier=\"BLANK_2\"", "responseIdentifier=\"BLANK_3\"", "not the responses"),
    ("<value>-2</value>", "<value>minus 2</value>", "'minus 2' is not a number"),
    ("identifier=\"B2_overwrite\"", "identifier=\"B2_other\"", "the feedback that is set"),
    ("src=\"images/", "src=\"", "is not in the package"),
    ("</itemBody>", "", "not well-formed"), ("items/gw-", "itms/gw-", "is not in the package"),
  ]

  @Test(arguments: qtiCases)
  func readsQTI(old: String, new: String, complaint: String?) throws {
    var notes: [ExportNote] = []
    let draft = try QuestionDraft(ExportSamples.plain, .qti, ExportOptions(), &notes)
    let package = QTIPackage([draft], ExportOptions()).package
    expect(QTIRules.breaches(in: package.replacing(old, with: new)), complaint)
  }

  @Test(arguments: ExportFormat.allCases)
  func keepsTheRules(format: ExportFormat) throws {
    for question in ExportTests.questions {
      var notes: [ExportNote] = []
      let draft = try QuestionDraft(question, format, ExportOptions(), &notes)
      #expect(breaches(in: [draft], format) == [], "\(question.identifier)")
    }
  }

  /// What is wrong with a file that we write.
  private func breaches(in drafts: [QuestionDraft], _ format: ExportFormat) -> [RuleBreach] {
    let options = ExportOptions()
    return switch format {
    case .moodle: MoodleRules.breaches(in: MoodleXML(drafts, whole: true, options).text)
    case .moodleSingle: MoodleRules.breaches(in: MoodleXML(drafts, whole: false, options).text)
    case .gift: GIFTRules.breaches(in: GIFT(drafts, options).text)
    case .qti: QTIRules.breaches(in: QTIPackage(drafts, options).package)
    case .canvas: CanvasRules.breaches(in: CanvasPackage(drafts).package)
    }
  }

  private func expect(
    _ breaches: [RuleBreach], _ complaint: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if let complaint {
      #expect(
        breaches.contains { $0.description.contains(complaint) }, "\(breaches)",
        sourceLocation: sourceLocation)
    } else {
      #expect(breaches == [], sourceLocation: sourceLocation)
    }
  }
}

extension ContentPackage {
  fileprivate func replacing(_ old: String, with new: String) -> ContentPackage {
    guard !old.isEmpty else { return self }
    var copy = self
    copy.files = files.map { file in
      guard file.path.hasSuffix(".xml") else { return file }
      return File(
        file.path, Array(String(decoding: file.bytes, as: UTF8.self).replacing(old, with: new).utf8)
      )
    }
    return copy
  }
}
