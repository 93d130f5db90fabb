import Python

extension NumPy {
  /// How arrays become text, and what warnings are shown.
  func definePrinting() {
    let parameters =
      "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, "
      + "nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, legacy=None"
    free("set_printoptions(\(parameters))") { c throws(TorchError) in
      self.printOptions = try self.options(c, from: self.printOptions)
      self.formatters = try self.formatters(c)
      return .none
    }
    free("get_printoptions()") { c in
      let options = self.printOptions
      let dict = DictObject()
      dict.set("edgeitems", .int(options.edgeItems))
      dict.set("threshold", .int(options.threshold))
      dict.set("floatmode", .string(options.floatMode.rawValue))
      dict.set("precision", .int(options.precision))
      dict.set("suppress", .bool(options.suppresses))
      dict.set("linewidth", .int(options.lineWidth))
      dict.set("nanstr", .string(options.nan))
      dict.set("infstr", .string(options.infinity))
      dict.set("sign", .string(options.sign))
      let formatter = DictObject()
      for (key, value) in self.formatters.sorted(by: { $0.key < $1.key }) {
        formatter.set(key, value)
      }
      dict.set("formatter", formatter.count == 0 ? .none : .dict(formatter))
      return .dict(dict)
    }
    free(
      "array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', "
        + "prefix='', *, formatter=None, threshold=None, edgeitems=None, sign=None, "
        + "floatmode=None, suffix='')"
    ) { c throws(TorchError) in
      var options = try self.options(c, from: self.printOptions)
      if c.has("max_line_width") { options.lineWidth = try c.whole("max_line_width") }
      if c.has("suppress_small") { options.suppresses = try c.bool("suppress_small") }
      let formatters = c.has("formatter") ? try self.formatters(c) : self.formatters
      return .string(
        try self.text(
          c.array("a"), separator: c.string("separator"), options: options, formatters: formatters
        ).text(indent: c.string("prefix").count, room: c.string("suffix").count))
    }
    free("array_repr(arr)") { c throws(TorchError) in
      let array = self.wrap(try c.array("arr"))
      return .string(try calling(c.interpreter.repr(array)))
    }
    free("array_str(a)") { c throws(TorchError) in
      let array = self.wrap(try c.array("a"))
      return .string(try calling(c.interpreter.str(array)))
    }
    free("seterr(all=None, divide=None, over=None, under=None, invalid=None)") {
      c throws(TorchError) in
      let before = DictObject()
      for name in ["divide", "over", "under", "invalid"] {
        before.set(name, .string(self.slipModes[name] ?? "ignore"))
        for argument in ["all", name] where c.has(argument) {
          self.slipModes[name] = try c.string(argument)
        }
      }
      return .dict(before)
    }
  }

  func text(
    _ array: NDArray, separator: String, options: ArrayPrintOptions? = nil,
    formatters: [String: Object]? = nil
  ) -> ArrayText {
    let custom = formatter(for: array.dtype, among: formatters ?? self.formatters)
    return ArrayText(
      array: array, options: options ?? printOptions, separator: separator,
      custom: custom.map { element(writtenBy: $0, array.dtype) })
  }

  /// How a function of the program writes an element.
  private func element(
    writtenBy function: Object, _ dtype: DType
  ) -> (Double) throws(TorchError) -> String {
    { value throws(TorchError) in
      let text = try calling(
        self.interpreter.call(function, Arguments([self.scalar(value, dtype)])))
      return try calling(self.interpreter.str(text))
    }
  }

  private func formatter(for dtype: DType, among formatters: [String: Object]) -> Object? {
    let names: [String] =
      switch dtype.category {
      case .bool: ["bool"]
      case .integer: ["int", "int_kind"]
      case .floating: ["float", "float_kind"]
      }
    return (names + ["all"]).lazy.compactMap { formatters[$0] }.first
  }

  private func formatters(_ c: Call) throws(TorchError) -> [String: Object] {
    guard c.has("formatter") else { return [:] }
    guard case .dict(let dict) = c["formatter"] else {
      throw TorchError.type("formatter must be a dict")
    }
    var result: [String: Object] = [:]
    for (key, value) in dict.items { result[try calling(c.interpreter.str(key))] = value }
    return result
  }

  private func options(_ c: Call, from current: ArrayPrintOptions) throws(TorchError)
    -> ArrayPrintOptions
  {
    var options = current
    if c.has("precision") { options.precision = try c.whole("precision") }
    guard options.precision >= 0 else { throw TorchError.value("precision must be >= 0") }
    if c.has("threshold") {
      options.threshold = Int(clamping: try calling(c.interpreter.double(c["threshold"])))
    }
    if c.has("edgeitems") { options.edgeItems = max(0, try c.whole("edgeitems")) }
    if c.has("linewidth") {
      options.lineWidth = Int(clamping: try calling(c.interpreter.double(c["linewidth"])))
    }
    if c.has("suppress") { options.suppresses = try c.bool("suppress") }
    if c.has("nanstr") { options.nan = try c.string("nanstr") }
    if c.has("infstr") { options.infinity = try c.string("infstr") }
    if c.has("sign") { options.sign = try c.string("sign") }
    if c.has("legacy") { throw TorchError.unsupported("numpy.\(c.name) with legacy=") }
    if c.has("floatmode") {
      guard let mode = ArrayPrintOptions.FloatMode(rawValue: try c.string("floatmode")) else {
        throw TorchError.value(
          "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"")
      }
      options.floatMode = mode
    }
    return options
  }
}
