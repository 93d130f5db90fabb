import CStandard

extension Interpreter {
  var integerFunctions: [(String, BuiltinFunction.Body)] {
    [
      (
        "factorial",
        { (interpreter, arguments) throws(Raised) in
          let value = try interpreter.positional("math.factorial", arguments, 1...1)[0]
          let n = try interpreter.bigInteger(value)
          guard !n.isNegative else {
            throw interpreter.valueError("factorial() not defined for negative values")
          }
          return Object(try interpreter.fallingProduct(n, count: n))
        }
      ),
      (
        "gcd",
        { (interpreter, arguments) throws(Raised) in
          var result = Integer(0)
          for value in arguments.positional {
            result = try interpreter.commonDivisor(result, try interpreter.bigInteger(value))
          }
          return Object(result)
        }
      ),
      (
        "lcm",
        { (interpreter, arguments) throws(Raised) in
          var result = Integer(1)
          for value in arguments.positional {
            let n = try interpreter.bigInteger(value)
            if n.isZero { return .int(0) }
            let other = (n / (try interpreter.commonDivisor(result, n))).magnitude
            try interpreter.checkBits(result.bitLength + other.bitLength)
            try interpreter.spend(bits: result.bitLength, by: other.bitLength)
            result *= other
          }
          return Object(result)
        }
      ),
      (
        "isqrt",
        { (interpreter, arguments) throws(Raised) in
          let n = try interpreter.bigInteger(
            try interpreter.positional("math.isqrt", arguments, 1...1)[0])
          guard !n.isNegative else {
            throw interpreter.valueError("isqrt() argument must be nonnegative")
          }
          return Object(try interpreter.squareRoot(n))
        }
      ),
      (
        "comb",
        { (interpreter, arguments) throws(Raised) in
          let (n, k) = try interpreter.selection("comb", arguments)
          guard k <= n else { return .int(0) }
          return Object(try interpreter.combinations(n, min(k, n - k)))
        }
      ),
      (
        "perm",
        { (interpreter, arguments) throws(Raised) in
          let (n, k) = try interpreter.selection("perm", arguments)
          return k <= n ? Object(try interpreter.fallingProduct(n, count: k)) : .int(0)
        }
      ),
    ]
  }

  private func bigInteger(_ value: Object) throws(Raised) -> Integer {
    guard let n = try indexIfPresent(value) else {
      throw typeError("'\(typeOf(value).name)' object cannot be interpreted as an integer")
    }
    return n
  }

  /// The `n` and `k` of `comb` and `perm`.
  private func selection(
    _ name: String, _ arguments: Arguments
  ) throws(Raised) -> (n: Integer, k: Integer) {
    let values = try positional("math.\(name)", arguments, (name == "perm" ? 1 : 2)...2)
    let n = try bigInteger(values[0])
    let k = values.count > 1 && !values[1].isNone ? try bigInteger(values[1]) : n
    guard !n.isNegative else { throw valueError("n must be a non-negative integer") }
    guard !k.isNegative else { throw valueError("k must be a non-negative integer") }
    return (n, k)
  }

  /// `n (n - 1) … (n - count + 1)`, where `0 <= count <= n`.
  private func fallingProduct(_ n: Integer, count: Integer) throws(Raised) -> Integer {
    // The product is at least (n / e)^count.
    try checkBits(power: Number.big(n).double / M_E, count)
    guard let factors = Int(exactly: count) else { return 1 }
    return try product(factors) { n - Integer(factors - 1 - $0) }
  }

  /// C(n, k), where `0 <= k <= n / 2`.
  private func combinations(_ n: Integer, _ k: Integer) throws(Raised) -> Integer {
    // It is at least (n / k)^k.
    try checkBits(power: Number.big(n).double / max(1, Number.big(k).double), k)
    guard let count = Int(exactly: k) else { return 1 }
    // The factors of n! / (n - k)! are too many to divide by k! where that cancels most of them.
    if let n = Int(exactly: n), n <= 1 << 22, count > n / 16 { return try combinations(n, count) }
    let numerator = try fallingProduct(n, count: k)
    let denominator = try fallingProduct(k, count: k)
    try spend(bits: numerator.bitLength - denominator.bitLength, by: denominator.bitLength)
    return numerator / denominator
  }

  /// C(n, k) from its prime factors, which are as small as `n`.
  ///
  /// Source: Kummer's theorem: a prime is in it as often as subtracting `k` from `n` borrows.
  private func combinations(_ n: Int, _ k: Int) throws(Raised) -> Integer {
    var isComposite = [Bool](repeating: false, count: n + 1)
    var powers: [Int] = []
    for prime in stride(from: 2, through: n, by: 1) where !isComposite[prime] {
      try step()
      for multiple in stride(from: prime * prime, through: n, by: prime) {
        isComposite[multiple] = true
      }
      var (n, k, power, borrow) = (n, k, 1, 0)
      while n > 0 {
        borrow = n % prime < k % prime + borrow ? 1 : 0
        if borrow == 1 { power *= prime }
        (n, k) = (n / prime, k / prime)
      }
      if power > 1 { powers.append(power) }
    }
    return try product(powers.count) { Integer(powers[$0]) }
  }

  /// A product of many factors, multiplied in halves so that both are of about the same size.
  private func product(_ count: Int, _ factor: (Int) -> Integer) throws(Raised) -> Integer {
    func product(_ range: Range<Int>) throws(Raised) -> Integer {
      guard range.count > 8 else {
        try self.step()
        return range.reduce(1) { $0 * factor($1) }
      }
      let middle = range.lowerBound + range.count / 2
      let left = try product(range.lowerBound..<middle)
      let right = try product(middle..<range.upperBound)
      try self.spend(bits: left.bitLength, by: right.bitLength)
      return left * right
    }
    return try product(0..<count)
  }

  /// Refuses a power whose base is at most the result's, if its bits are too many.
  private func checkBits(power base: Double, _ exponent: Integer) throws(Raised) {
    guard base > 1 else { return }
    let bits = log2(base) * Number.big(exponent).double
    try checkBits(Int(min(bits, 1e18)))
  }

  /// Source: the comment on `_approximate_isqrt` in CPython's `Modules/mathmodule.c`: every step
  /// of the division doubles how many bits of the root are known.
  private func squareRoot(_ n: Integer) throws(Raised) -> Integer {
    guard !n.isZero else { return 0 }
    let bits = (n.bitLength - 1) / 2
    var root = Integer(1)
    var known = 0
    let width = Int.bitWidth - bits.leadingZeroBitCount
    for shift in (0..<width).reversed() {
      let before = known
      known = bits >> shift
      try spend(bits: known, by: known)
      root = (root << (known - before - 1)) + (n >> (2 * bits - before - known + 1)) / root
    }
    return root * root > n ? root - 1 : root
  }

  /// The greatest common divisor, by Euclid's algorithm.
  private func commonDivisor(_ m: Integer, _ n: Integer) throws(Raised) -> Integer {
    var (a, b) = (m.magnitude, n.magnitude)
    while !b.isZero {
      try step()
      try spend(b.bitLength)
      (a, b) = (b, a % b)
    }
    return a
  }

  /// `base ** exponent % modulus`, as `pow` of three integers.
  func power(_ base: Integer, _ exponent: Integer, modulus: Integer) throws(Raised) -> Integer {
    let size = modulus.magnitude
    var factor = base % size
    if exponent.isNegative {
      guard let inverse = try inverse(of: factor, modulus: size) else {
        throw valueError("base is not invertible for the given modulus")
      }
      factor = inverse
    }
    var result = Integer(1)
    let bits = exponent.magnitude
    for bit in (0..<bits.bitLength).reversed() {
      try step()
      try spend(bits: size.bitLength, by: 3 * size.bitLength)
      result = result * result % size
      if bits.isSet(bit: bit) { result = result * factor % size }
    }
    return result % modulus
  }

  /// The inverse modulo a positive number, nil if there is none, by Euclid's algorithm.
  private func inverse(of value: Integer, modulus: Integer) throws(Raised) -> Integer? {
    var (a, b) = (value, modulus)
    var (x, y) = (Integer(1), Integer(0))
    while !b.isZero {
      try step()
      try spend(2 * modulus.bitLength)
      let (quotient, remainder) = a.quotientAndRemainder(flooringBy: b)
      (a, b) = (b, remainder)
      (x, y) = (y, x - quotient * y)
    }
    return a == 1 ? x % modulus : nil
  }
}
