/// What the choices and the steps of a blank go by.
package enum ChoiceLabel {
  /// The letter that a choice or a step goes by.
  package static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) : "\(index + 1)"
  }

  package static func letters(_ count: Int) -> String {
    "\(letter(0)) to \(letter(max(0, count - 1)))"
  }

  /// What a choice goes by: the number that it begins with where all do, `7: y = 2 * x`, else a
  /// letter.
  package static func label(_ index: Int, of options: [String]) -> String {
    let numbers = options.compactMap(lineNumber)
    return numbers.count == options.count ? numbers[index] : letter(index)
  }

  private static func lineNumber(_ option: String) -> String? {
    let digits = option.prefix { $0.isASCII && $0.isNumber }
    return !digits.isEmpty && option.dropFirst(digits.count).hasPrefix(":") ? String(digits) : nil
  }
}
