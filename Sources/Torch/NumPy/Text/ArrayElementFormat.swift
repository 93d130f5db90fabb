import Platform
import Python

/// The one format in which all elements of an array are printed.
struct ArrayElementFormat {
  private let style: Style
  private let options: ArrayPrintOptions

  private enum Style {
    case bool(isAlone: Bool)
    case integer(width: Int)
    case float(FloatFormat)
  }

  init(_ values: [Double], dtype: DType, options: ArrayPrintOptions, isAlone: Bool) {
    self.options = options
    switch dtype.category {
    case .bool: style = .bool(isAlone: isAlone)
    case .integer:
      style = .integer(width: values.map { String(Int64(clamping: $0)).count }.max() ?? 0)
    case .floating: style = .float(FloatFormat(values, dtype: dtype, options: options))
    }
  }

  func text(_ value: Double) -> String {
    switch style {
    case .bool(let isAlone): value == 0 ? "False" : isAlone ? "True" : " True"
    case .integer(let width): padded(String(Int64(clamping: value)), width)
    case .float(let format): format.text(value)
    }
  }
}

/// The format of floats: how many columns stand before and behind the point.
struct FloatFormat {
  private let digits: FloatDigits
  private let options: ArrayPrintOptions
  private var isScientific = false
  private var left = 0
  private var right = 0
  private var exponentWidth = 2
  /// How many digits of the fraction are shown at least.
  private var leastFraction = 0

  init(_ values: [Double], dtype: DType, options: ArrayPrintOptions) {
    self.options = options
    digits = FloatDigits(
      dtype: dtype, precision: options.floatMode == .unique ? nil : options.precision,
      isShortest: options.floatMode != .fixed)
    let finite = values.filter { $0.isFinite }
    let magnitudes = finite.filter { $0 != 0 }.map { $0.magnitude }
    if let largest = magnitudes.max(), let smallest = magnitudes.min() {
      let isSpread = smallest < 0.0001 || largest / smallest > 1000
      isScientific =
        largest >= dtype.largestFixed || (!options.suppresses && isSpread)
    }
    if isScientific {
      let parts = finite.map { digits.scientific($0) }
      leastFraction = parts.map { $0.fraction.count }.max() ?? 0
      exponentWidth = max(2, parts.map { String($0.exponent.magnitude).count }.max() ?? 2)
      left = parts.map { marked($0.whole, $0.isNegative).count }.max() ?? 0
      right = leastFraction + exponentWidth + 2
    } else {
      let parts = finite.map { digits.fixed($0) }
      left = parts.map { marked($0.whole, $0.isNegative).count }.max() ?? 0
      right = parts.map { $0.fraction.count }.max() ?? 0
      if options.floatMode == .fixed || options.floatMode == .maxprecEqual { leastFraction = right }
    }
    if options.sign == " ", !finite.contains(where: { $0.sign == .minus }) { left += 1 }
    if finite.count < values.count {
      let isWide = options.sign != "-" || values.contains { $0 == -.infinity }
      left = max(
        left, options.nan.count - right - 1,
        options.infinity.count + (isWide ? 1 : 0) - right - 1)
    }
  }

  private func marked(_ text: String, _ isNegative: Bool) -> String {
    isNegative ? "-" + text : options.sign == "+" ? "+" + text : text
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else {
      let name = value.isNaN ? options.nan : options.infinity
      return padded(marked(name, value < 0), left + right + 1)
    }
    if isScientific {
      let parts = digits.scientific(value, least: leastFraction)
      let exponent = String(parts.exponent.magnitude)
      let zeros = String(repeating: "0", count: max(0, exponentWidth - exponent.count))
      let whole = padded(marked(parts.whole, parts.isNegative), left)
      return "\(whole).\(parts.fraction)e\(parts.exponent < 0 ? "-" : "+")\(zeros)\(exponent)"
    }
    let parts = digits.fixed(value, least: leastFraction)
    let whole = padded(marked(parts.whole, parts.isNegative), left)
    let gap = String(repeating: " ", count: max(0, right - parts.fraction.count))
    return "\(whole).\(parts.fraction)\(gap)"
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

/// The decimal digits of a float of one type: the shortest that tell it from its neighbours, or as
/// many as the precision allows.
struct FloatDigits {
  let dtype: DType
  /// The most digits of a fraction; nil for no bound.
  let precision: Int?
  let isShortest: Bool

  struct Parts {
    let isNegative: Bool
    let whole: String
    /// Without the zeros at its end.
    let fraction: String
    var exponent = 0
  }

  /// `12.5`, in its parts; what goes beyond the shortest digits are digits of the exact number.
  func fixed(_ value: Double, least: Int = 0) -> Parts {
    let shortest = shortestDigits(value)
    let length = max(0, shortest.digits.count - shortest.point)
    if let places = places(for: length, least: least) {
      let text = DecimalText.fixed(value.magnitude, digits: places)
      let halves = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts(
        value, whole: String(halves[0]), fraction: halves.count == 2 ? String(halves[1]) : "",
        least: least)
    }
    let digits = text(of: shortest)
    let whole =
      shortest.point <= 0
      ? "0" : digits.prefix(shortest.point) + zeros(shortest.point - digits.count)
    let fraction = zeros(-shortest.point) + digits.dropFirst(max(0, shortest.point))
    return parts(value, whole: String(whole), fraction: fraction, least: least)
  }

  /// `1.25e+01`, in its parts.
  func scientific(_ value: Double, least: Int = 0) -> Parts {
    let shortest = shortestDigits(value)
    if let places = places(for: shortest.digits.count - 1, least: least) {
      let text = DecimalText.scientific(value.magnitude, digits: places)
      let halves = text.split(separator: "e")
      let digits = halves[0].split(separator: ".")
      return parts(
        value, whole: String(digits[0]), fraction: digits.count == 2 ? String(digits[1]) : "",
        exponent: Int(halves[1]) ?? 0, least: least)
    }
    let digits = text(of: shortest)
    return parts(
      value, whole: String(digits.prefix(1)), fraction: String(digits.dropFirst()),
      exponent: value == 0 ? 0 : shortest.point - 1, least: least)
  }

  /// How many places of the exact number are shown; nil where its shortest digits are.
  private func places(for length: Int, least: Int) -> Int? {
    if !isShortest { return precision.map { max($0, least) } }
    if let precision, length > precision { return max(precision, least) }
    return length < least ? least : nil
  }

  private func parts(
    _ value: Double, whole: String, fraction: String, exponent: Int = 0, least: Int
  ) -> Parts {
    var fraction = fraction
    if isShortest {
      while fraction.hasSuffix("0"), fraction.count > least { fraction.removeLast() }
    }
    return Parts(
      isNegative: value.sign == .minus, whole: whole, fraction: fraction, exponent: exponent)
  }

  private func text(of number: DecimalDigits) -> String {
    String(decoding: number.digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }

  private func shortestDigits(_ value: Double) -> DecimalDigits {
    switch dtype {
    case .float16: DecimalDigits(Float16(value.magnitude).description)
    case .float32: DecimalDigits(Float(value.magnitude).description)
    case .float64, .bool, .uint8, .int8, .int16, .int32, .int64:
      DecimalDigits(value.magnitude.description)
    }
  }

  /// `repr` of one number: with an exponent where it is large or below 1e-4.
  func alone(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let limit = dtype == .float64 ? 1e16 : dtype.largestFixed
    return floatText(
      shortestDigits(value), isNegative: value.sign == .minus,
      isScientific: value != 0 && (value.magnitude < 1e-4 || value.magnitude >= limit))
  }
}
