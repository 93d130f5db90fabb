import BigInt
import Foundation

extension Interpreter {
  /// A number's hash is its value modulo the Mersenne prime 2^61 - 1.
  func bigHash(_ n: BigInt) -> Int {
    let modulus = (BigInt(1) << 61) - 1
    let hash = Int(n.magnitude % modulus.magnitude)
    let signed = n.sign == .minus ? -hash : hash
    return signed == -1 ? -2 : signed
  }

  /// Source: `_Py_HashDouble` in CPython's `Python/pyhash.c`.
  func floatHash(_ x: Double) -> Int {
    if x.isNaN { return 0 }
    if x.isInfinite { return x > 0 ? 314_159 : -314_159 }
    if let n = Int(exactly: x) {
      let remainder = n % ((1 << 61) - 1)
      return remainder == -1 ? -2 : remainder
    }
    var exponent = Int(x.exponent) + 1
    var mantissa = scalbn(x.magnitude, -exponent)
    var hash: UInt = 0
    let modulus: UInt = (1 << 61) - 1
    while mantissa != 0 {
      hash = ((hash << 28) & modulus) | hash >> 33
      mantissa *= 268_435_456
      exponent -= 28
      let part = UInt(mantissa)
      mantissa -= Double(part)
      hash += part
      if hash >= modulus { hash -= modulus }
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61)
    hash = ((hash << UInt(exponent)) & modulus) | hash >> UInt(61 - exponent)
    let signed = x < 0 ? -Int(hash) : Int(hash)
    return signed == -1 ? -2 : signed
  }
}
