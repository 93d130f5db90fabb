import Lesson
import Testing

@Suite struct TypedNumberTests {
  @Test(arguments: [
    ("6", 6.0), ("6.0", 6), ("+6", 6), (" 6 ", 6), ("6.", 6), (".5", 0.5), ("-6", -6), ("−6", -6),
    ("–6", -6), ("- 6", -6), ("3/2", 1.5), ("-3 / 2", -1.5), ("3/-2", -1.5), ("1e-3", 0.001),
    ("-1e-3", -0.001), ("1E+3", 1000), ("2×10^-3", 0.002), ("2 * 10^(-3)", 0.002),
    ("2*10**3", 2000), ("6,5", 6.5), ("-0,125", -0.125), ("12,25", 12.25), ("1234,567", 1234.567),
    ("0,5/2", 0.25), ("tensor(6.)", 6), ("tensor(-8.)", -8), ("\u{A0}7\u{A0}", 7),
    ("\u{FEFF}7", 7), ("inf", .infinity), ("-inf", -.infinity), ("∞", .infinity),
    ("Infinity", .infinity), ("000", 0), ("-0", 0), ("1⁄4", 0.25),
  ])
  func reads(text: String, number: Double) throws {
    #expect(try TypedNumber(text).value == number)
  }

  @Test func readsNaN() throws {
    #expect(try TypedNumber("NaN").value.isNaN)
    #expect(try TypedNumber("tensor(nan)").value.isNaN)
  }

  @Test(arguments: [
    ("", TypedNumber.Refusal.empty), ("  ", .empty), ("tensor()", .empty), ("six", .notANumber),
    ("6 apples", .notANumber), ("1 1/2", .notANumber), ("1 000", .notANumber),
    ("0x10", .notANumber), ("--6", .notANumber), ("6-", .notANumber), ("1/2/3", .notANumber),
    ("/2", .notANumber), ("2/", .notANumber), ("e3", .notANumber), ("1e", .notANumber),
    ("1e1.5", .notANumber),
    (".", .notANumber), ("٣", .notANumber), ("=6", .notANumber), ("None", .notANumber),
    ("1,234", .ambiguousComma), ("1,234,567", .ambiguousComma), ("1.234,5", .ambiguousComma),
    ("3/0", .dividesByZero), ("1e999", .tooLarge), ("1e99999999999999999999", .notANumber),
    (String(repeating: "9", count: 1_000_000), .notANumber),
  ])
  func refuses(text: String, reason: TypedNumber.Refusal) {
    #expect(throws: reason) { try TypedNumber(text) }
  }

  @Test(arguments: [("0.25", 0.01), ("6", 1), ("6.0", 0.1), ("1.5e-3", 1e-4), ("1/3", 0)])
  func knowsItsLastDigit(text: String, unit: Double) throws {
    #expect(abs(try TypedNumber(text).unit - unit) < 1e-12)
  }
}
