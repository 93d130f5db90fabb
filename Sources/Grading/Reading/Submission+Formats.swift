/// Answers in a CSV table.
extension Submission {
  private enum Column {
    case number
    case answer
    case field(Field)

    init?(_ header: String) {
      switch header.lowercased().filter({ $0.isLetter || $0 == "#" }) {
      case "blank", "number", "no", "nr", "#", "question": self = .number
      case "answer", "youranswer", "value", "response": self = .answer
      case let name:
        guard let field = Field(name) else { return nil }
        self = .field(field)
      }
    }

    var isNumber: Bool { if case .number = self { true } else { false } }
    var isAnswer: Bool { if case .answer = self { true } else { false } }
  }

  mutating func readTable(_ text: String) {
    let contents = CSV.read(text)
    var columns: [Column?] = [.number, .answer]
    for record in contents.records {
      let header = record.fields.map(Column.init)
      if header.contains(where: { $0?.isAnswer == true }) {
        columns = header
        continue
      }
      // A field with its value, above the table.
      if record.fields.count > 1, Self.number(record.fields[0]) == nil,
        let field = Field(record.fields[0])
      {
        note(record.fields[1], as: field)
        continue
      }
      readRow(record.fields, columns, decimalCommas: contents.delimiter == ",")
    }
  }

  private mutating func readRow(_ fields: [String], _ columns: [Column?], decimalCommas: Bool) {
    var fields = fields
    // `1,6,5` without quotes: the comma in the last column is the answer's own.
    if decimalCommas, fields.count == columns.count + 1, columns.last??.isAnswer == true {
      let decimals = fields.removeLast()
      fields[fields.count - 1] += decimals.isEmpty ? "" : ",\(decimals)"
    }
    guard let place = columns.firstIndex(where: { $0?.isNumber == true }), place < fields.count,
      let number = Self.number(fields[place])
    else { return }
    for (column, text) in zip(columns, fields) {
      switch column {
      case .answer: note(text, at: number)
      case .field(let field): note(text, as: field)
      case .number, nil: continue
      }
    }
  }
}

/// Answers in JSON: an object from numbers to answers, a list of answers in order, or a list of
/// objects with a blank and an answer; alone, or as `answers` beside other fields.
extension Submission {
  mutating func readJSON(_ text: String) throws(SubmissionError) {
    let json: AnswerJSON
    do throws(AnswerJSONError) {
      json = try AnswerJSON(text)
    } catch {
      throw .json(line: error.line, error.text)
    }
    guard case .object(let members) = json else { return read(json) }
    for (key, value) in members {
      if let field = Field(key), case .scalar(let text) = value {
        note(text, as: field)
      } else if key.lowercased() == "answers" {
        read(value)
      } else if key.lowercased() == "student", case .object(let parts) = value {
        for case (_, .scalar(let text)) in parts { note(text, as: .student) }
      } else if let number = Self.number(key) {
        note(Self.text(value), at: number)
      }
    }
  }

  private mutating func read(_ answers: AnswerJSON) {
    switch answers {
    case .scalar: return
    case .object(let members):
      for (key, value) in members {
        if let number = Self.number(key) { note(Self.text(value), at: number) }
      }
    case .list(let items):
      for (index, item) in items.enumerated() {
        guard case .object(let members) = item else {
          note(Self.text(item), at: index + 1)
          continue
        }
        let place = members.first { ["blank", "number"].contains($0.key.lowercased()) }
        let answer = members.first { $0.key.lowercased() == "answer" }
        guard let place, let answer, let number = Self.number(Self.text(place.value)) else {
          continue
        }
        note(Self.text(answer.value), at: number)
      }
    }
  }

  /// A list is the answer to a question for an order.
  private static func text(_ value: AnswerJSON) -> String {
    switch value {
    case .scalar(let text): text
    case .list(let items): items.map(text).joined(separator: ", ")
    case .object: ""
    }
  }
}

/// Answers in a filled sheet: in the last column of its tables, or in its numbered lists, outside
/// of code.
extension Submission {
  mutating func readMarkdown(_ text: String) {
    var fence: Substring?
    var answerColumn: Int?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = line.trimmingPrefix(while: \.isWhitespace)
      let marks = line.prefix { $0 == "`" || $0 == "~" }
      if let open = fence {
        if marks.count >= open.count, marks.first == open.first { fence = nil }
      } else if marks.count >= 3 {
        fence = marks
      } else if line.hasPrefix("|") {
        let cells = Self.cells(line)
        if let number = cells.first.flatMap({ Self.number($0) }), cells.count > 1 {
          let place = answerColumn.map { min($0, cells.count - 1) } ?? cells.count - 1
          note(Self.unmarked(cells[place]), at: number)
        } else if let place = cells.firstIndex(where: { $0.lowercased().hasSuffix("answer") }) {
          answerColumn = place
        } else if cells.count == 2, let field = Field(cells[0]) {
          note(Self.unmarked(cells[1]), as: field)
        }
      } else {
        answerColumn = nil
        readLine(line)
      }
    }
  }

  /// `3. −8`, `3) −8`, `- 3: −8`, and `Name: Ada`.
  private mutating func readLine(_ line: Substring) {
    var line = line.trimmingPrefix(while: { "-*+ ".contains($0) })
    let isItem = line.first?.isNumber == true || line.first == "("
    guard let end = line.firstIndex(where: { ".):".contains($0) }) else { return }
    let label = line[..<end]
    line = line[line.index(after: end)...]
    let text = line.trimmingPrefix(while: { ": *".contains($0) })
    if isItem, line.first.map({ $0.isWhitespace || $0 == ":" }) ?? false,
      let number = Self.number(label)
    {
      note(Self.unmarked(text), at: number)
    } else if let field = Field(label), label.count < 24 {
      note(Self.unmarked(text), as: field)
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if let last = cells.last, last.allSatisfy(\.isWhitespace) { cells.removeLast() }
    return cells.map(\.trimmed)
  }

  /// Without the line to write on, emphasis, code marks and backslashes.
  private static func unmarked(_ text: some StringProtocol) -> String {
    var text = text.trimmed[...]
    let marks = { (character: Character) in "_*`…. \u{A0}".contains(character) }
    if text.allSatisfy(marks) { return "" }
    for mark in ["__", "**", "`", "*"] {
      let isMark = { (character: Character) in mark.contains(character) }
      text = text.trimmed[...]
      if text.hasPrefix(mark) { text = text.drop(while: isMark) }
      if text.hasSuffix(mark) { text = text.dropLast(text.reversed().prefix(while: isMark).count) }
    }
    var plain = ""
    var isEscaped = false
    for character in text {
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { plain.append(character) }
    }
    return plain
  }
}
