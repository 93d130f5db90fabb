@_spi(_Unicode) import Swift

extension String {
  /// The composed form in which letters that only look different, such as ligatures, are the same:
  /// Unicode's NFKC, for what names may hold.
  var compatibilityForm: String {
    var replaced = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let form = CompatibilityForms.known[scalar.value] {
        replaced.append(contentsOf: form)
      } else {
        replaced.append(scalar)
      }
    }
    var composed = String.UnicodeScalarView()
    var scalars = String(replaced)._nfc.makeIterator()
    while let scalar = scalars.next() { composed.append(scalar) }
    return String(composed)
  }
}

/// What stands for a code point in the compatibility form, where that is not its composed form.
///
/// Source: `UnicodeData.txt` of Unicode 14, which is CPython 3.11's, for the code points that names
/// may hold. Lines are a code point or a run of them, and what stands for the first; for the others
/// of a run it is what follows.
private enum CompatibilityForms {
  static let known: [UInt32: [Unicode.Scalar]] = {
    var forms: [UInt32: [Unicode.Scalar]] = [:]
    let text = Embedded.text(at: "Text/compatibility-forms.txt") ?? ""
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      let run = fields[0].split(separator: "-").compactMap { UInt32($0, radix: 16) }
      let form = fields.dropFirst().compactMap { UInt32($0, radix: 16) }
      guard let start = run.first, let end = run.last, let last = form.last else { continue }
      for code in start...end {
        forms[code] = (form.dropLast() + [last + code - start]).compactMap(Unicode.Scalar.init)
      }
    }
    return forms
  }()
}
