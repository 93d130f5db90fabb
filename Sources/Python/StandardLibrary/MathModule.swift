import CStandard

extension Interpreter {
  func installMath() {
    var functions: [(String, BuiltinFunction.Body)] = []
    let unary: [(String, (Double) -> Double)] = [
      ("sqrt", sqrt), ("exp", exp), ("expm1", expm1), ("log10", log10), ("log2", log2),
      ("log1p", log1p), ("sin", sin), ("cos", cos), ("tan", tan), ("asin", asin), ("acos", acos),
      ("atan", atan), ("sinh", sinh), ("cosh", cosh), ("tanh", tanh), ("asinh", asinh),
      ("acosh", acosh), ("atanh", atanh), ("fabs", { $0.magnitude }), ("erf", erf),
      ("erfc", erfc), ("gamma", GammaFunction.gamma), ("lgamma", GammaFunction.logarithm),
      ("cbrt", cbrt),
      ("exp2", exp2), ("ulp", unitInLastPlace), ("degrees", { $0 * (180 / .pi) }),
      ("radians", { $0 * (.pi / 180) }),
    ]
    for (name, function) in unary {
      functions.append(
        (
          name,
          { (interpreter, arguments) throws(Raised) in
            let value = try interpreter.positional("math.\(name)", arguments, 1...1)[0]
            if name.hasPrefix("log"), name != "log1p", case .bigInt(let n) = value,
              !n.isNegative
            {
              return .float(bigLog(n, function))
            }
            let x = try interpreter.double(value)
            return .float(try interpreter.checked(function(x), [x]))
          }
        ))
    }
    let binary: [(String, (Double, Double) -> Double)] = [
      ("pow", pow), ("atan2", atan2), ("copysign", { Double(signOf: $1, magnitudeOf: $0) }),
      ("fmod", fmod), ("remainder", remainder), ("nextafter", nextafter),
    ]
    for (name, function) in binary {
      functions.append(
        (
          name,
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional(name, arguments, 2...2)
            let (x, y) = (try interpreter.double(values[0]), try interpreter.double(values[1]))
            return .float(try interpreter.checked(function(x, y), [x, y]))
          }
        ))
    }
    let tests: [(String, (Double) -> Bool)] = [
      ("isnan", { $0.isNaN }), ("isinf", { $0.isInfinite }), ("isfinite", { $0.isFinite }),
    ]
    for (name, test) in tests {
      functions.append(
        (
          name,
          { (interpreter, arguments) throws(Raised) in
            let value = try interpreter.positional("math.\(name)", arguments, 1...1)[0]
            return .bool(test(try interpreter.double(value)))
          }
        ))
    }
    functions += roundingFunctions + integerFunctions + sequenceFunctions
    module(
      "math", functions,
      values: [
        "pi": .float(.pi), "e": .float(M_E), "tau": .float(2 * .pi), "inf": .float(.infinity),
        "nan": .float(.nan),
      ])
  }

  /// NaN from no NaN is a domain error, infinity from finite operands a range error.
  private func checked(_ result: Double, _ operands: [Double]) throws(Raised) -> Double {
    if result.isNaN, !operands.contains(where: { $0.isNaN }) {
      throw valueError("math domain error")
    }
    if result.isInfinite, operands.allSatisfy({ $0.isFinite }) {
      // A pole, as log(0), is a domain error; growth, as exp(1000), is overflow.
      if operands.contains(where: { $0.magnitude <= 1 }) { throw valueError("math domain error") }
      throw raise("OverflowError", "math range error")
    }
    return result
  }

  private var roundingFunctions: [(String, BuiltinFunction.Body)] {
    let rounding: [(String, FloatingPointRoundingRule)] = [
      ("floor", .down), ("ceil", .up), ("trunc", .towardZero),
    ]
    var functions: [(String, BuiltinFunction.Body)] = rounding.map { name, rule in
      (
        name,
        { (interpreter, arguments) throws(Raised) in
          let value = try interpreter.positional("math.\(name)", arguments, 1...1)[0]
          if let integer = Number(interpreter.unwrapped(value))?.integer { return Object(integer) }
          if case .instance = value, let result = try interpreter.special("__\(name)__", value) {
            return result
          }
          return try interpreter.toInteger(try interpreter.double(value).rounded(rule))
        }
      )
    }
    functions.append(
      (
        "modf",
        { (interpreter, arguments) throws(Raised) in
          let x = try interpreter.double(try interpreter.positional("modf", arguments, 1...1)[0])
          let whole = x.rounded(.towardZero)
          return .tuple([
            .float(Double(signOf: x, magnitudeOf: x.isInfinite ? 0 : x - whole)), .float(whole),
          ])
        }
      ))
    functions.append(
      (
        "frexp",
        { (interpreter, arguments) throws(Raised) in
          let x = try interpreter.double(try interpreter.positional("frexp", arguments, 1...1)[0])
          guard x.isFinite, x != 0 else { return .tuple([.float(x), .int(0)]) }
          return .tuple([.float(scalbn(x, -Int32(x.exponent) - 1)), .int(Int(x.exponent) + 1)])
        }
      ))
    functions.append(
      (
        "ldexp",
        { (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional("ldexp", arguments, 2...2)
          let x = try interpreter.double(values[0])
          guard let exponent = Number(interpreter.unwrapped(values[1]))?.integer else {
            throw interpreter.typeError("Expected an int as second argument to ldexp.")
          }
          let bounded = max(-5000, min(5000, Int32(clamping: exponent)))
          return .float(try interpreter.checked(scalbn(x, bounded), [x, 2]))
        }
      ))
    return functions
  }

  private var sequenceFunctions: [(String, BuiltinFunction.Body)] {
    [
      (
        "log",
        { (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional("log", arguments, 1...2)
          let numerator = try interpreter.logarithm(values[0])
          guard values.count == 2 else { return .float(numerator) }
          let denominator = try interpreter.logarithm(values[1])
          guard denominator != 0 else {
            throw interpreter.raise("ZeroDivisionError", "float division by zero")
          }
          return .float(numerator / denominator)
        }
      ),
      (
        "hypot",
        { (interpreter, arguments) throws(Raised) in
          var parts: [Double] = []
          for value in arguments.positional { parts.append(try interpreter.double(value)) }
          if parts.count == 2 { return .float(hypot(parts[0], parts[1])) }
          return .float(norm(parts))
        }
      ),
      (
        "dist",
        { (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional("dist", arguments, 2...2)
          let (p, q) = (try interpreter.iterate(values[0]), try interpreter.iterate(values[1]))
          guard p.count == q.count else {
            throw interpreter.valueError("both points must have the same number of dimensions")
          }
          var parts: [Double] = []
          for (x, y) in zip(p, q) {
            parts.append(try interpreter.double(x) - interpreter.double(y))
          }
          return .float(norm(parts))
        }
      ),
      (
        "fsum",
        { (interpreter, arguments) throws(Raised) in
          var partials: [Double] = []
          let values = try interpreter.positional("math.fsum", arguments, 1...1)
          for value in try interpreter.iterate(values[0]) {
            addExactly(try interpreter.double(value), to: &partials)
          }
          return .float(roundedSum(partials))
        }
      ),
      (
        "prod",
        { (interpreter, arguments) throws(Raised) in
          let reader = try ArgumentReader(
            "prod", arguments, ["iterable", "start"], required: 1, interpreter)
          var product = reader.optional(1) ?? .int(1)
          let iterator = try interpreter.makeIterator(reader[0])
          while let value = try iterator.next(interpreter) {
            product = try interpreter.binary(.multiply, product, value)
          }
          return product
        }
      ),
      (
        "isclose",
        { (interpreter, arguments) throws(Raised) in
          let reader = try ArgumentReader(
            "isclose", arguments, ["a", "b", "rel_tol", "abs_tol"], required: 2, interpreter)
          let (a, b) = (try interpreter.double(reader[0]), try interpreter.double(reader[1]))
          let relative = try interpreter.double(reader.optional(2) ?? .float(1e-9))
          let absolute = try interpreter.double(reader.optional(3) ?? .float(0))
          if a == b { return .bool(true) }
          guard a.isFinite, b.isFinite else { return .bool(false) }
          let bound = max(relative * max(a.magnitude, b.magnitude), absolute)
          return .bool((a - b).magnitude <= bound)
        }
      ),
    ]
  }

  private func logarithm(_ value: Object) throws(Raised) -> Double {
    if case .bigInt(let n) = value, !n.isNegative { return bigLog(n) }
    let x = try double(value)
    return try checked(x == 0 ? .nan : log(x), [x])
  }
}

/// The distance from a float's magnitude to the next: infinite of infinity, NaN of NaN.
private func unitInLastPlace(_ x: Double) -> Double {
  x.isFinite ? x.magnitude.ulp : x.magnitude
}

/// The logarithm of an integer, from its mantissa and exponent where it is too large for a float.
private func bigLog(_ n: Integer, _ logarithm: (Double) -> Double = log) -> Double {
  let x = Double(n)
  guard x.isInfinite else { return logarithm(x) }
  let exponent = n.bitLength
  let mantissa = Double(n, scaledBy: -exponent)
  return logarithm(mantissa) + Double(exponent) * logarithm(2)
}

private func norm(_ parts: [Double]) -> Double {
  if parts.contains(where: { $0.isInfinite }) { return .infinity }
  let scale = parts.map { $0.magnitude }.max() ?? 0
  guard scale > 0, !scale.isNaN else { return scale }
  // A power of two scales without rounding; squares are summed exactly.
  let exponent = Int32(scale.exponent)
  var partials: [Double] = []
  for part in parts {
    let x = scalbn(part, -exponent)
    addExactly(x * x, to: &partials)
    addExactly((-x * x).addingProduct(x, x), to: &partials)
  }
  return scalbn(sqrt(roundedSum(partials)), exponent)
}

/// Source: Shewchuk, *Adaptive Precision Floating-Point Arithmetic*, 1997.
private func addExactly(_ value: Double, to partials: inout [Double]) {
  var x = value
  var kept: [Double] = []
  for var y in partials {
    if x.magnitude < y.magnitude { swap(&x, &y) }
    let high = x + y
    let low = y - (high - x)
    if low != 0 { kept.append(low) }
    x = high
  }
  partials = kept + [x]
}

private func roundedSum(_ partials: [Double]) -> Double {
  guard var high = partials.last else { return 0 }
  var index = partials.count - 1
  var low = 0.0
  while index > 0 {
    let x = high
    index -= 1
    let y = partials[index]
    high = x + y
    low = y - (high - x)
    if low != 0 { break }
  }
  // Half-way cases round by the sign of what is left.
  if index > 0, (low < 0) == (partials[index - 1] < 0), low != 0 {
    let doubled = low * 2
    let x = high + doubled
    if doubled == x - high { high = x }
  }
  return high
}
