import Python
import Testing

/// The expected values are what CPython 3.11 computes.
@Suite struct IntegerTests {
  /// Two integers in hexadecimal and `+ - * // % & | ^` of them.
  static let pairs: [(a: String, b: String, results: [String])] = [
    (
      "7fffffffffffffff", "-1",
      [
        "7ffffffffffffffe",
        "8000000000000000",
        "-7fffffffffffffff",
        "-7fffffffffffffff",
        "0",
        "7fffffffffffffff",
        "-1",
        "-8000000000000000",
      ]
    ),
    (
      "-8000000000000000", "-1",
      [
        "-8000000000000001",
        "-7fffffffffffffff",
        "8000000000000000",
        "8000000000000000",
        "0",
        "-8000000000000000",
        "-1",
        "7fffffffffffffff",
      ]
    ),
    (
      "-8000000000000000", "8000000000000000",
      [
        "0",
        "-10000000000000000",
        "-40000000000000000000000000000000",
        "-1",
        "0",
        "8000000000000000",
        "-8000000000000000",
        "-10000000000000000",
      ]
    ),
    (
      "10000000000000000", "ffffffffffffffff",
      [
        "1ffffffffffffffff",
        "1",
        "ffffffffffffffff0000000000000000",
        "1",
        "1",
        "0",
        "1ffffffffffffffff",
        "1ffffffffffffffff",
      ]
    ),
    (
      "-10000000000000000", "3",
      [
        "-fffffffffffffffd",
        "-10000000000000003",
        "-30000000000000000",
        "-5555555555555556",
        "2",
        "0",
        "-fffffffffffffffd",
        "-fffffffffffffffd",
      ]
    ),
    (
      "10000000000000000", "-10000000000000000",
      [
        "0",
        "20000000000000000",
        "-100000000000000000000000000000000",
        "-1",
        "0",
        "10000000000000000",
        "-10000000000000000",
        "-20000000000000000",
      ]
    ),
    (
      "-100000000000000000000000000000000", "ffffffffffffffff",
      [
        "-ffffffffffffffff0000000000000001",
        "-10000000000000000ffffffffffffffff",
        "-ffffffffffffffff00000000000000000000000000000000",
        "-10000000000000002",
        "fffffffffffffffe",
        "0",
        "-ffffffffffffffff0000000000000001",
        "-ffffffffffffffff0000000000000001",
      ]
    ),
    (
      "-7b6a43a7ef901fd29f05f9e837d9", "48b310d44c5e100dc7",
      [
        "-7b6a43a7ef476cc1cab99bd82a12",
        "-7b6a43a7efd8d2e3735257f845a0",
        "-230c367186d8759cddaead490bb98748b016c739e96eaf",
        "-1b296553ad6",
        "3a140824e577b56281",
        "48a000404806100807",
        "-7b6a43a7ef900cc20b01a1e83219",
        "-7b6a43a7efd8acc24b49a7f83a20",
      ]
    ),
    (
      "c9f2c9cd04674edea40000000", "-8ac7230489e80000",
      [
        "c9f2c9ccfbbadcae5b6180000",
        "c9f2c9cd0d13c10eec9e80000",
        "-6d79f82328ea3da61e066ebb2f88a000000000000",
        "-174876e800",
        "0",
        "c9f2c9cd04430ccea40000000",
        "-8883020489e80000",
        "-c9f2c9cd0ccb3ceeec9e80000",
      ]
    ),
    (
      "-c9f2c9cd04674edea3fffffff", "56bc75e2d63100000",
      [
        "-c9f2c9ccadaad8fbcdcefffff",
        "-c9f2c9cd5b23c4c17a30fffff",
        "-446c3b15f9926687d2c40534f8499ca1d29cf00000",
        "-2540be400",
        "1",
        "52983120540000000",
        "-c9f2c9cd00430a1c21cefffff",
        "-c9f2c9cd52db3b3c75cefffff",
      ]
    ),
    (
      "7fffffffffffffff800000000000000000000000000000000000000000000000",
      "800000000000000000000000000000000000000000000001",
      [
        "8000000000000000000000000000000000000000000000000000000000000001",
        "7ffffffffffffffeffffffffffffffffffffffffffffffffffffffffffffffff",
        "3fffffffffffffffc00000000000000000000000000000007fffffffffffffff800000000000000000000000000000000000000000000000",
        "fffffffffffffffe",
        "7fffffffffffffffffffffffffffffff0000000000000002",
        "800000000000000000000000000000000000000000000000",
        "7fffffffffffffff800000000000000000000000000000000000000000000001",
        "7fffffffffffffff000000000000000000000000000000000000000000000001",
      ]
    ),
    (
      "ffffffffffffffffffffffffffffffff0000000000000000", "ffffffffffffffffffffffffffffffff",
      [
        "10000000000000000fffffffffffffffeffffffffffffffff",
        "fffffffffffffffeffffffffffffffff0000000000000001",
        "fffffffffffffffffffffffffffffffe000000000000000000000000000000010000000000000000",
        "10000000000000000",
        "0",
        "ffffffffffffffff0000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffff0000000000000000ffffffffffffffff",
      ]
    ),
  ]

  @Test(arguments: pairs.indices)
  func computesAsPython(index: Int) {
    let (a, b) = (integer(Self.pairs[index].a), integer(Self.pairs[index].b))
    let results = [a + b, a - b, a * b, a / b, a % b, a & b, a | b, a ^ b]
    #expect(results.map { String($0, radix: 16) } == Self.pairs[index].results)
  }

  /// Where forms change and bits carry: powers of two and their neighbours, of both signs.
  static let edges: [Integer] = [0, 1, 31, 32, 62, 63, 64, 65, 127, 128, 191, 192, 1000]
    .flatMap { bits in [-2, -1, 0, 1].map { (Integer(1) << bits) + $0 } }
    .flatMap { [$0, -$0] }

  @Test func keepsIdentities() {
    for a in Self.edges {
      #expect(~(~a) == a && -(-a) == a && a.magnitude == (a.isNegative ? -a : a))
      #expect((a << 70) >> 70 == a && a >> 3 == a / 8 && ~a >> 3 == ~(a >> 3))
      #expect(Integer(bytes: a.bytes(130), isSigned: true) == a)
      for radix in 2...36 {
        let digits = String(a.magnitude, radix: radix, uppercase: radix % 2 == 0)
        #expect(Integer(digits: Array(digits.utf8), radix: radix) == a.magnitude)
      }
      for b in Self.edges {
        #expect(a + b - b == a && (a - b < 0) == (a < b) && (a == b) == (b - a).isZero)
        #expect((a & b) + (a | b) == a + b && (a ^ b) == (a | b) - (a & b))
        #expect((a + b) * (a - b) == a * a - b * b)
        guard !b.isZero else { continue }
        let (quotient, remainder) = a.quotientAndRemainder(flooringBy: b)
        #expect(quotient * b + remainder == a && a * b / b == a)
        #expect(remainder.magnitude < b.magnitude)
        #expect(remainder.isZero || remainder.isNegative == b.isNegative)
      }
    }
  }

  /// Factors on both sides of where they are split, of the same and of very different lengths.
  @Test func multipliesAndDividesManyLimbs() {
    let limbs = [1, 2, 31, 32, 33, 63, 64, 65, 100, 200]
    for (m, n) in limbs.flatMap({ m in limbs.map { (m, $0) } }) {
      // Bits that carry from one end to the other.
      let a = (Integer(1) << (64 * m)) - 1
      let b = (Integer(1) << (64 * n)) - 3
      let product = a * b
      #expect(product == (b << (64 * m)) - b)
      #expect(product / a == b && (product + b - 1) / b == a && (product - 1) % b == b - 1)
    }
    let (x, y) = (Integer(3).power(5000), Integer(7).power(900))
    #expect(Integer(3).power(20000).hash == 2_269_219_449_574_321_904)
    #expect((x / y).hash == 728_467_655_289_747_953)
    #expect((x % y).hash == 345_889_413_412_012_657)
    #expect(((x + y) * (Integer(3).power(4000) - 1)).hash == 1_255_836_077_065_750_980)
    #expect(Integer(-10).power(23) == integer("-152d02c7e14af6800000"))
  }

  /// Integers in hexadecimal, the nearest float and the hash.
  static let floats: [(text: String, float: Double, hash: Int64)] = [
    ("20000000000001", 9_007_199_254_740_992, 9_007_199_254_740_993),
    ("20000000000003", 9_007_199_254_740_996, 9_007_199_254_740_995),
    ("7fffffffffffffff", 0x1p63, 3),
    ("-8000000000000400", -0x1p63, -1028),
    ("-8000000000000401", -0x1.0000000000001p63, -1029),
    ("fffffffffffffbff", 0x1.fffffffffffffp63, 2_305_843_009_213_692_934),
    ("1" + String(repeating: "0", count: 256), .infinity, 281_474_976_710_656),
    (
      "fffffffffffffbff" + String(repeating: "f", count: 240), 0x1.fffffffffffffp1023,
      2_270_095_687_171_440_638
    ),
    ("fffffffffffffc00" + String(repeating: "0", count: 240), .infinity, 2_270_095_687_171_440_639),
    ("-1", -1, -2), ("1fffffffffffffff", 0x1p61, 0),
  ]

  @Test(arguments: floats.indices)
  func roundsAndHashesAsPython(index: Int) {
    let (text, float, hash) = Self.floats[index]
    #expect(Double(integer(text)) == float)
    #expect(integer(text).hash == hash)
  }

  @Test func roundsOnceAmongTheSubnormals() {
    #expect(Double(3, scaledBy: -1075) == 0x1p-1073)
    #expect(Double(1, scaledBy: -1075) == 0)
    #expect(Double((Integer(1) << 55) - 1, scaledBy: -1076) == 0x1p-1021)
    #expect(Double((Integer(1) << 54) + 3, scaledBy: -1076) == 0x1.0000000000001p-1022)
    #expect(Double(-3, scaledBy: -1076) == -0x1p-1074)
  }

  @Test func readsWholeFloats() {
    #expect(Integer(exactly: -0x1.8p100) == -(Integer(3) << 99))
    #expect(Integer(exactly: 0x1p63) == Integer(1) << 63)
    #expect(Integer(exactly: 2.0) == 2)
    for x in [0.5, -1.25, .infinity, -.infinity, .nan] { #expect(Integer(exactly: x) == nil) }
  }

  @Test func fitsWords() {
    let large = Integer(1) << 64
    #expect(Int64(exactly: Integer(1) << 63) == nil && Int64(exactly: -(Integer(1) << 63)) == .min)
    #expect(UInt64(exactly: large - 1) == .max && UInt64(exactly: large) == nil)
    #expect(Int32(clamping: large) == .max && Int64(clamping: -large) == .min)
    #expect(UInt64(truncatingIfNeeded: -large - 1) == .max && UInt64(clamping: large - 1) == .max)
  }

  @Test func refusesWhatIsNoNumber() {
    for text in ["", "12a", "1_0", "-1"] {
      #expect(Integer(digits: Array(text.utf8), radix: 10) == nil)
    }
  }

  private func integer(_ text: String) -> Integer {
    let isNegative = text.hasPrefix("-")
    let magnitude = Integer(
      digits: Array((isNegative ? text.dropFirst() : text[...]).utf8), radix: 16)
    return isNegative ? -(magnitude ?? 0) : magnitude ?? 0
  }
}
