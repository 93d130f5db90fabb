import CStandard

extension Interpreter {
  /// Source: `_Py_HashDouble` in CPython's `Python/pyhash.c`.
  func floatHash(_ x: Double) -> Int64 {
    if x.isNaN { return 0 }
    if x.isInfinite { return x > 0 ? 314_159 : -314_159 }
    if let n = Integer(exactly: x) { return n.hash }
    var exponent = Int(x.exponent) + 1
    var mantissa = scalbn(x.magnitude, -Int32(exponent))
    var hash: UInt64 = 0
    let modulus: UInt64 = (1 << 61) - 1
    while mantissa != 0 {
      hash = ((hash << 28) & modulus) | hash >> 33
      mantissa *= 268_435_456
      exponent -= 28
      let part = UInt64(mantissa)
      mantissa -= Double(part)
      hash += part
      if hash >= modulus { hash -= modulus }
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61)
    hash = ((hash << exponent) & modulus) | hash >> (61 - exponent)
    let signed = x < 0 ? -Int64(hash) : Int64(hash)
    return signed == -1 ? -2 : signed
  }
}
