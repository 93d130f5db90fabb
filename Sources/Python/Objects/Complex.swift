import CStandard

/// A complex number, computed as CPython computes it.
///
/// Source: `Objects/complexobject.c`, 3.11.
struct Complex: Equatable {
  var real: Double
  var imaginary: Double

  static let one = Complex(real: 1, imaginary: 0)

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
  }

  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      real: a.real * b.real - a.imaginary * b.imaginary,
      imaginary: a.real * b.imaginary + a.imaginary * b.real)
  }

  static prefix func - (a: Complex) -> Complex {
    Complex(real: -a.real, imaginary: -a.imaginary)
  }

  var isZero: Bool { real == 0 && imaginary == 0 }

  var conjugate: Complex { Complex(real: real, imaginary: -imaginary) }

  /// The distance from zero; infinite where a part is, even beside nan.
  var magnitude: Double {
    if real.isInfinite || imaginary.isInfinite { return .infinity }
    return hypot(real, imaginary)
  }

  /// By Smith's method; nil for a division by zero.
  func divided(by other: Complex) -> Complex? {
    if other.real.magnitude >= other.imaginary.magnitude {
      guard other.real != 0 else { return nil }
      let ratio = other.imaginary / other.real
      let divisor = other.real + other.imaginary * ratio
      return Complex(
        real: (real + imaginary * ratio) / divisor, imaginary: (imaginary - real * ratio) / divisor)
    }
    guard other.imaginary.magnitude >= other.real.magnitude else {
      return Complex(real: .nan, imaginary: .nan)
    }
    let ratio = other.real / other.imaginary
    let divisor = other.real * ratio + other.imaginary
    return Complex(
      real: (real * ratio + imaginary) / divisor, imaginary: (imaginary * ratio - real) / divisor)
  }

  /// By squaring where the exponent is a small whole number, by logarithms else; nil for zero to
  /// what has no such power.
  func power(_ exponent: Complex) -> Complex? {
    let whole = exponent.real
    if exponent.imaginary == 0, whole == whole.rounded(.down), whole.magnitude <= 100 {
      let power = power(of: Int(whole.magnitude))
      return whole > 0 ? power : Complex.one.divided(by: power)
    }
    if exponent.isZero { return .one }
    if isZero { return exponent.imaginary != 0 || exponent.real < 0 ? nil : self * self }
    let size = hypot(real, imaginary)
    let angle = atan2(imaginary, real)
    var length = pow(size, exponent.real)
    var phase = angle * exponent.real
    if exponent.imaginary != 0 {
      length /= exp(angle * exponent.imaginary)
      phase += exponent.imaginary * log(size)
    }
    return Complex(real: length * cos(phase), imaginary: length * sin(phase))
  }

  private func power(of exponent: Int) -> Complex {
    var (result, factor, rest) = (Complex.one, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * factor }
      rest >>= 1
      factor = factor * factor
    }
    return result
  }
}

/// What an instance of `complex` holds.
final class ComplexBox {
  let value: Complex

  init(_ value: Complex) { self.value = value }
}
