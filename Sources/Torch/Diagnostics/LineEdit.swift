/// Small changes to a line of the program, so that a fix can be shown as the student would type it.
enum LineEdit {
  /// The line with an argument added to a call, `backward(retain_graph=True)`.
  static func adding(_ argument: String, toCall name: String, in line: String) -> String? {
    guard let call = line.range(of: name + "("), let close = closing(call.upperBound, in: line)
    else { return nil }
    let isEmpty = line[call.upperBound..<close].allSatisfy { $0.isWhitespace }
    return line[..<close] + (isEmpty ? "" : ", ") + argument + line[close...]
  }

  /// The line with something put in front of a part of it.
  static func inserting(_ text: String, before part: String, in line: String) -> String? {
    line.range(of: part).map { line[..<$0.lowerBound] + text + line[$0.lowerBound...] }
  }

  /// The line that makes a new tensor in place of changing one: `y += 1` as `y = y + 1`,
  /// `y.mul_(2)` as `y = y.mul(2)`.
  static func makingNew(_ line: String) -> String? {
    for sign in ["**=", "//=", "+=", "-=", "*=", "/=", "@=", "%="] {
      guard let place = line.range(of: sign) else { continue }
      let target = trimmed(line[..<place.lowerBound])
      guard isName(target) else { return nil }
      let value = trimmed(line[place.upperBound...])
      let isPlain = value.allSatisfy { $0.isLetter || $0.isNumber || "._[]".contains($0) }
      return "\(target) = \(target) \(sign.dropLast()) \(isPlain ? value : "(\(value))")"
    }
    guard let mark = line.range(of: "_("), let dot = line[..<mark.lowerBound].lastIndex(of: ".")
    else { return nil }
    let target = trimmed(line[..<dot])
    guard isName(target) else { return nil }
    return "\(target) = \(line[..<mark.lowerBound].drop { $0 == " " })(" + line[mark.upperBound...]
  }

  /// The line that changes a tensor in place of computing a new one: `w = w - g` as `w -= g`.
  static func updating(_ line: String) -> String? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let target = trimmed(line[..<equals])
    let value = trimmed(line[line.index(after: equals)...])
    guard isName(target) else { return nil }
    for sign in ["+", "-"] where value.hasPrefix("\(target) \(sign) ") {
      return "\(target) \(sign)= \(value.dropFirst(target.count + 3))"
    }
    return nil
  }

  /// The name that a line assigns to and reads as well, as `h` in `h = cell(x, h)`.
  static func carriedName(in line: String) -> String? {
    guard let equals = line.firstIndex(of: "="), equals > line.startIndex,
      !"=<>!".contains(line[line.index(before: equals)])
    else { return nil }
    let isSum = "+-*/@".contains(line[line.index(before: equals)])
    let targets = line[..<(isSum ? line.index(before: equals) : equals)].split(separator: ",").map {
      trimmed($0)
    }
    let value = String(line[equals...])
    return targets.first { isName($0) && (isSum || value.names($0)) }
  }

  /// What a method is called on, `loss` in `loss.backward()`.
  static func receiver(of method: String, in line: String) -> String? {
    guard let call = line.range(of: ".\(method)(") else { return nil }
    let receiver = trimmed(line[..<call.lowerBound])
    return isName(receiver) ? receiver : nil
  }

  /// A line without its indentation and its comment.
  static func code(_ line: String) -> String {
    var quote: Character?
    var end = line.startIndex
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        break
      }
      end = line.index(after: index)
    }
    return trimmed(line[..<end])
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }

  private static func closing(_ start: String.Index, in line: String) -> String.Index? {
    var depth = 1
    for index in line[start...].indices {
      if "([{".contains(line[index]) { depth += 1 }
      if ")]}".contains(line[index]) { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}

extension String {
  /// Whether a name stands in a piece of code, and not only a part of a longer one.
  fileprivate func names(_ name: String) -> Bool {
    split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
      .contains { $0 == name || $0.hasPrefix("\(name).") }
  }

  /// The last place where a part occurs.
  func range(of part: String) -> Range<String.Index>? {
    guard count >= part.count else { return nil }
    var start = index(endIndex, offsetBy: -part.count)
    while true {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      guard start > startIndex else { return nil }
      start = index(before: start)
    }
  }
}
