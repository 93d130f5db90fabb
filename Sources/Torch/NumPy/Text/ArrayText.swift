/// How arrays are printed; what `np.set_printoptions` sets.
struct ArrayPrintOptions {
  var precision = 8
  var threshold = 1000
  var edgeItems = 3
  var lineWidth = 75
  /// Whether small numbers are shown as zeros instead of with exponents.
  var suppresses = false
  var floatMode = FloatMode.maxprec
  var sign = "-"
  var nan = "nan"
  var infinity = "inf"

  /// How many digits a float shows.
  enum FloatMode: String {
    case fixed
    case unique
    case maxprec
    case maxprecEqual = "maxprec_equal"
  }
}

/// An array's text, laid out as NumPy's `array2string` does.
struct ArrayText {
  let array: NDArray
  let options: ArrayPrintOptions
  let separator: String
  /// Shows one element in a way of the program's own.
  var custom: ((Double) throws(TorchError) -> String)?

  /// The text with all its lines; those after the first are indented by `indent`, and the last one
  /// leaves room for what follows.
  func text(indent: Int, room: Int) throws(TorchError) -> String {
    guard array.count > 0 else { return "[]" }
    let values = array.values
    let format: (Double) throws(TorchError) -> String
    if let custom {
      format = custom
    } else {
      let shared = ArrayElementFormat(
        shownValues(values), dtype: array.dtype, options: options, isAlone: array.rank == 0)
      format = { shared.text($0) }
    }
    if array.rank == 0 { return try format(values[0]) }
    return try lines(
      values, dimension: 0, start: 0, indent: indent + 1, width: options.lineWidth - room, format)
  }

  private var isSummarized: Bool { array.count > options.threshold }

  private func lines(
    _ values: [Double], dimension: Int, start: Int, indent: Int, width: Int,
    _ format: (Double) throws(TorchError) -> String
  ) throws(TorchError) -> String {
    let step = Shape(array.shape).strides[dimension]
    let isLast = dimension == array.rank - 1
    let parts = try shown(array.shape[dimension]).map { index throws(TorchError) -> String in
      guard let index else { return "..." }
      let place = start + index * step
      return isLast
        ? try format(values[place])
        : try lines(
          values, dimension: dimension + 1, start: place, indent: indent + 1, width: width - 1,
          format)
    }
    let gap = String(repeating: " ", count: indent)
    guard isLast else {
      let breaks = String(repeating: "\n", count: array.rank - dimension - 1)
      return "[" + parts.joined(separator: trimmed(separator) + breaks + gap) + "]"
    }
    return "[" + row(parts, gap: gap, width: width) + "]"
  }

  /// The elements of one row, wrapped where the next one would not fit.
  private func row(_ parts: [String], gap: String, width: Int) -> String {
    let limit = width - max(trimmed(separator).count, 1)
    var finished = ""
    var line = gap
    for (index, part) in parts.enumerated() {
      if line.count + part.count > limit, line.count > gap.count {
        finished += trimmed(line) + "\n"
        line = gap
      }
      line += part
      if index < parts.count - 1 { line += separator }
    }
    return String((finished + line).dropFirst(gap.count))
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The indices along one dimension; nil stands for those left out.
  private func shown(_ size: Int) -> [Int?] {
    let all = (0..<size).map { Optional($0) }
    guard isSummarized, size > 2 * options.edgeItems else { return all }
    return all.prefix(options.edgeItems) + [nil] + all.suffix(options.edgeItems)
  }

  /// The elements that are printed, which alone decide the format.
  private func shownValues(_ values: [Double]) -> [Double] {
    guard isSummarized else { return values }
    var starts = [0]
    for (size, step) in zip(array.shape, Shape(array.shape).strides) {
      let indices = shown(size).compactMap { $0 }
      starts = starts.flatMap { start in indices.map { start + $0 * step } }
    }
    return starts.map { values[$0] }
  }
}

extension ArrayText {
  /// `repr(array)`.
  func representation(of name: String = "array") throws(TorchError) -> String {
    let prefix = name + "("
    let body = prefix + (try text(indent: prefix.count, room: 1))
    var extras: [String] = []
    if (array.count == 0 && array.shape != [0]) || array.count > options.threshold {
      extras.append("shape=\(pythonTuple(array.shape))")
    }
    if !array.dtype.isImplied || array.count == 0 { extras.append("dtype=\(array.dtype.name)") }
    guard !extras.isEmpty else { return body + ")" }
    let suffix = extras.joined(separator: ", ") + ")"
    let lastLine = body.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let isWide = lastLine.count + 1 + suffix.count + 1 > options.lineWidth
    return body + "," + (isWide ? "\n" + String(repeating: " ", count: prefix.count) : " ") + suffix
  }
}
