import Platform

/// How tensors are printed; what `torch.set_printoptions` sets.
struct PrintOptions {
  var precision = 4
  var threshold = 1000.0
  var edgeItems = 3
  var lineWidth = 80
  /// Whether numbers are printed with exponents; nil decides for each tensor.
  var scientific: Bool?

  /// One of PyTorch's named settings.
  init(profile: String = "default") throws(TorchError) {
    switch profile {
    case "default": break
    case "short":
      precision = 2
      edgeItems = 2
    case "full": threshold = .infinity
    default: throw .value("unknown print profile: \(profile)")
    }
  }

  init() {}
}

/// A tensor's text, character for character as PyTorch's `_tensor_str.py` lays it out.
struct TensorText {
  private let tensor: Tensor
  private let options: PrintOptions
  /// The floating type that goes without saying.
  private let defaultDType: DType
  private let values: [Double]
  private let summarizes: Bool
  /// How its tangent is shown, if it has one.
  private let tangent: String?

  /// Whether the tensor's function can be named; PyTorch prints `<Invalid>` of a view that was
  /// changed as it must not be.
  private let isValid: Bool

  init(
    _ tensor: Tensor, isValid: Bool, options: PrintOptions, defaultDType: DType,
    tangent: String? = nil
  ) {
    self.tangent = tangent
    self.tensor = tensor
    self.isValid = isValid
    self.options = options
    self.defaultDType = defaultDType
    values = tensor.values
    summarizes = Double(values.count) > options.threshold
  }

  var text: String {
    let prefix = "tensor("
    var text = prefix
    if tensor.count == 0 {
      text += "[]"
    } else {
      let format = ElementFormat(shownValues(), dtype: tensor.dtype, options: options)
      text += lines(dimension: 0, start: 0, indent: prefix.count, format)
    }
    return adding(suffixes, to: text, indent: prefix.count) + ")"
  }

  private var suffixes: [String] {
    var suffixes: [String] = []
    let isDefault = tensor.dtype == defaultDType
    if tensor.count == 0 {
      if tensor.rank != 1 { suffixes.append("size=" + pythonTuple(tensor.shape)) }
      if !isDefault { suffixes.append("dtype=torch.\(tensor.dtype.name)") }
    } else if !isDefault, tensor.dtype != .int64, tensor.dtype != .bool {
      suffixes.append("dtype=torch.\(tensor.dtype.name)")
    }
    if !isValid {
      suffixes.append("grad_fn=<Invalid>")
    } else if let function = tensor.function {
      suffixes.append("grad_fn=<\(function.name(ofOutput: tensor.outputIndex))>")
    } else if tensor.requiresGradient {
      suffixes.append("requires_grad=True")
    }
    if let tangent { suffixes.append("tangent=\(tangent)") }
    return suffixes
  }

  private func adding(_ suffixes: [String], to text: String, indent: Int) -> String {
    var result = text
    let lastLine = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    // PyTorch counts two columns too many (`len(s) - s.rfind("\n") + 1`).
    var width = lastLine.count + 2
    for suffix in suffixes {
      if width + suffix.count + 2 > options.lineWidth {
        result += ",\n" + String(repeating: " ", count: indent) + suffix
        width = indent + suffix.count
      } else {
        result += ", " + suffix
        width += suffix.count + 2
      }
    }
    return result
  }

  private func lines(
    dimension: Int, start: Int, indent: Int, _ format: ElementFormat
  ) -> String {
    guard dimension < tensor.rank else { return format.text(values[start]) }
    let size = tensor.shape[dimension]
    let step = Shape(tensor.shape).strides[dimension]
    let isLast = dimension == tensor.rank - 1
    var items: [String] = []
    for index in shown(size) {
      if let index {
        items.append(
          lines(
            dimension: dimension + 1, start: start + index * step, indent: indent + 1, format))
      } else {
        items.append(isLast ? " ..." : "...")
      }
    }
    let gap = String(repeating: " ", count: indent + 1)
    guard isLast else {
      let breaks = String(repeating: "\n", count: tensor.rank - dimension - 1)
      return "[" + items.joined(separator: "," + breaks + gap) + "]"
    }
    let perLine = max(1, (options.lineWidth - indent) / (format.width + 2))
    let rows = stride(from: 0, to: items.count, by: perLine).map {
      items[$0..<min($0 + perLine, items.count)].joined(separator: ", ")
    }
    return "[" + rows.joined(separator: ",\n" + gap) + "]"
  }

  /// The indices along one dimension; nil stands for those left out.
  private func shown(_ size: Int) -> [Int?] {
    let all = (0..<size).map { Optional($0) }
    guard summarizes, size > 2 * options.edgeItems else { return all }
    return all.prefix(options.edgeItems) + [nil] + all.suffix(options.edgeItems)
  }

  /// The elements that are printed, which alone decide the format.
  private func shownValues() -> [Double] {
    guard summarizes else { return values }
    var starts = [0]
    for (size, step) in zip(tensor.shape, Shape(tensor.shape).strides) {
      let indices = shown(size).compactMap { $0 }
      starts = starts.flatMap { start in indices.map { start + $0 * step } }
    }
    return starts.map { values[$0] }
  }
}

/// `(2, 3)`, `(3,)` and `()`.
func pythonTuple(_ numbers: [Int]) -> String {
  numbers.count == 1
    ? "(\(numbers[0]),)" : "(" + numbers.map(String.init).joined(separator: ", ") + ")"
}

/// The one format in which all elements of a tensor are printed.
private struct ElementFormat {
  let width: Int
  private let style: Style

  private enum Style {
    case bool
    case integer
    /// Whole numbers of a floating type: digits and a bare dot.
    case whole
    case fixed(Int)
    case scientific(Int)
  }

  init(_ values: [Double], dtype: DType, options: PrintOptions) {
    let style = Self.style(values, dtype: dtype, options: options)
    self.style = style
    let counted: [Double]
    switch style {
    case .bool, .integer: counted = values
    case .whole, .fixed, .scientific: counted = values.filter { $0.isFinite && $0 != 0 }
    }
    width = counted.reduce(1) { max($0, Self.text($1, style).count) }
  }

  private static func style(
    _ values: [Double], dtype: DType, options: PrintOptions
  ) -> Style {
    switch dtype.category {
    case .bool: return .bool
    case .integer: return .integer
    case .floating: break
    }
    let magnitudes = values.filter { $0.isFinite && $0 != 0 }.map { $0.magnitude }
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else {
      return options.scientific == true ? .scientific(options.precision) : .whole
    }
    let isWhole = magnitudes.allSatisfy { $0 == $0.rounded() }
    let isWide = largest / smallest > 1000 || largest > 1e8 || (!isWhole && smallest < 1e-4)
    if options.scientific ?? isWide { return .scientific(options.precision) }
    return isWhole ? .whole : .fixed(options.precision)
  }

  func text(_ value: Double) -> String {
    let text = Self.text(value, style)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func text(_ value: Double, _ style: Style) -> String {
    switch style {
    case .bool: return value != 0 ? "True" : "False"
    case .integer: return String(Int64(clamping: value))
    case .whole, .fixed, .scientific: break
    }
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    switch style {
    case .fixed(let digits): return DecimalText.fixed(value, digits: digits)
    case .scientific(let digits): return DecimalText.scientific(value, digits: digits)
    case .whole, .bool, .integer: return DecimalText.fixed(value, digits: 0) + "."
    }
  }
}
