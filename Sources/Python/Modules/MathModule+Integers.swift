import BigInt

extension Interpreter {
  var integerFunctions: [(String, BuiltinFunction.Body)] {
    [
      (
        "factorial",
        { (interpreter, arguments) throws(Raised) in
          let value = try interpreter.positional("math.factorial", arguments, 1...1)[0]
          let n = try interpreter.integer(value)
          guard n >= 0 else {
            throw interpreter.valueError("factorial() not defined for negative values")
          }
          if n > 1 { try interpreter.checkBits(n > 100_000 ? .max : n * 16) }
          var result = BigInt(1)
          for factor in stride(from: 2, through: n, by: 1) { result *= BigInt(factor) }
          return Object(result)
        }
      ),
      (
        "gcd",
        { (interpreter, arguments) throws(Raised) in
          var result = BigInt(0)
          for value in arguments.positional {
            result = result.greatestCommonDivisor(with: try interpreter.bigInteger(value))
          }
          return Object(result)
        }
      ),
      (
        "lcm",
        { (interpreter, arguments) throws(Raised) in
          var result = BigInt(1)
          for value in arguments.positional {
            let n = try interpreter.bigInteger(value)
            if n.isZero { return .int(0) }
            result = result / result.greatestCommonDivisor(with: n) * BigInt(n.magnitude)
          }
          return Object(result)
        }
      ),
      (
        "isqrt",
        { (interpreter, arguments) throws(Raised) in
          let n = try interpreter.bigInteger(
            try interpreter.positional("math.isqrt", arguments, 1...1)[0])
          guard n.sign == .plus else {
            throw interpreter.valueError("isqrt() argument must be nonnegative")
          }
          return Object(n.squareRoot())
        }
      ),
      (
        "comb",
        { (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional("math.comb", arguments, 2...2)
          let (n, k) = (try interpreter.integer(values[0]), try interpreter.integer(values[1]))
          guard n >= 0, k >= 0 else {
            throw interpreter.valueError("n and k must be non-negative integers")
          }
          guard k <= n else { return .int(0) }
          return Object(try interpreter.combinations(n, min(k, n - k)))
        }
      ),
      (
        "perm",
        { (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional("math.perm", arguments, 1...2)
          let n = try interpreter.integer(values[0])
          let k = values.count > 1 && !values[1].isNone ? try interpreter.integer(values[1]) : n
          guard n >= 0, k >= 0 else {
            throw interpreter.valueError("n and k must be non-negative integers")
          }
          guard k <= n else { return .int(0) }
          var result = BigInt(1)
          for factor in stride(from: n, to: n - k, by: -1) {
            result *= BigInt(factor)
            try interpreter.checkBits(result.bitWidth)
          }
          return Object(result)
        }
      ),
    ]
  }

  private func bigInteger(_ value: Object) throws(Raised) -> BigInt {
    guard let n = try indexIfPresent(value) else {
      throw typeError("'\(typeOf(value).name)' object cannot be interpreted as an integer")
    }
    return n
  }

  private func combinations(_ n: Int, _ k: Int) throws(Raised) -> BigInt {
    var result = BigInt(1)
    for step in stride(from: 1, through: k, by: 1) {
      result = result * BigInt(n - k + step) / BigInt(step)
      try checkBits(result.bitWidth)
    }
    return result
  }
}
