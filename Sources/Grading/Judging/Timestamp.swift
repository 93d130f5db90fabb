/// A point in time as files write it, for telling what came late: `2026-11-26 18:00`,
/// `2026-11-26T18:00:00Z`, `2026-11-26T18:00+01:00`.
package struct Timestamp: Sendable, Equatable, Comparable {
  /// Since 1970 began; in UTC where a zone was written, in the class's own zone elsewhere.
  private var seconds: Int

  /// Reads a point in time; nil for anything that is none.
  package init?(_ text: String) {
    let text = text.split(separator: " ").joined(separator: " ")
    let pattern =
      /(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?/
    guard let match = try? pattern.asciiOnlyDigits().wholeMatch(in: text) else { return nil }
    let parts = [
      match.1, match.2, match.3, match.4 ?? "23", match.5 ?? "59", match.6 ?? "0",
    ].compactMap { Int($0) }
    guard parts.count == 6, (1...12).contains(parts[1]),
      (1...Self.days(in: parts[1], of: parts[0])).contains(parts[2]), parts[3] < 24,
      parts[4] < 60, parts[5] <= 60
    else { return nil }
    let days = Self.day(parts[0], parts[1], parts[2])
    seconds = days * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
    if let zone = match.7, let sign = zone.first, sign == "+" || sign == "-" {
      let digits = zone.compactMap(\.wholeNumberValue)
      let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
      seconds -= (sign == "-" ? -1 : 1) * minutes * 60
    }
  }

  package static func < (one: Timestamp, other: Timestamp) -> Bool { one.seconds < other.seconds }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970 began, in the Gregorian calendar, counting years from March.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let era = year / 400
    let ofEra = year % 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }
}
