import Autograd
import CStandard

/// An activation digit by digit as PyTorch's kernel computes it, element by element.
///
/// The kernel takes two vectors of neighbours at a time, whose exponential is not the library's; what
/// is left over is computed one by one. Products are fused into the sums that they are part of.
///
/// Source: `aten/src/ATen/native/cpu/Activation.cpp`.
struct ActivationKernel: Sendable {
  /// The value at x, given the exponential.
  let value: @Sendable (Double, Arithmetic) -> Double
  /// What x is sent, given the upstream gradient.
  let gradient: @Sendable (Double, Double, Arithmetic) -> Double
  /// Whether what is left over is computed in a vector as well.
  var isAlwaysVector = false

  /// How one element is computed: every step rounded to a precision.
  struct Arithmetic: Sendable {
    let precision: Precision
    let isVector: Bool

    func rounded(_ value: Double) -> Double { precision.rounded(value) }

    func exp(_ x: Double) -> Double {
      isVector ? VectorExponential.of(x, precision) : rounded(CStandard.exp(x))
    }

    /// The vectors' logarithm halves its result on the way, which takes a digit off subnormal ones.
    func log1p(_ x: Double) -> Double {
      let result = rounded(CStandard.log1p(x))
      return isVector ? 2 * rounded(result / 2) : result
    }

    func tanh(_ x: Double) -> Double { rounded(CStandard.tanh(x)) }
    func erf(_ x: Double) -> Double { rounded(CStandard.erf(x)) }

    /// a + bc, rounded once.
    func fused(_ a: Double, _ b: Double, _ c: Double) -> Double {
      precision.multiplyAdd(a, b, c)
    }

    /// The argument of tanh in the approximation of GELU.
    func bend(_ x: Double) -> Double {
      let cube = rounded(rounded(x * x) * x)
      return rounded(rounded(0.7978845608028654) * fused(x, rounded(0.044715), cube))
    }

    func sigmoid(_ x: Double) -> Double { rounded(1 / rounded(1 + exp(-x))) }
  }

  /// How the element at a place of `count` is computed; 16 bits are computed in 32.
  func arithmetic(at place: Int, of count: Int, _ precision: Precision) -> Arithmetic {
    let chunk = precision == .double ? 8 : precision == .single ? 16 : 32
    return Arithmetic(
      precision: precision == .half ? .single : precision,
      isVector: isAlwaysVector || place < count / chunk * chunk)
  }

  func values(_ x: [Double], _ precision: Precision) -> [Double] {
    x.indices.map { value(x[$0], arithmetic(at: $0, of: x.count, precision)) }
  }

  func formula(_ x: [Double], _ precision: Precision) -> GradientFormula {
    GradientFormula { upstream in
      [
        x.indices.map {
          gradient(upstream[$0], x[$0], arithmetic(at: $0, of: x.count, precision))
        }
      ]
    }
  }
}

extension ActivationKernel {
  static let sigmoid = ActivationKernel(
    value: { x, a in a.sigmoid(x) },
    gradient: { g, x, a in
      let y = a.sigmoid(x)
      return a.rounded(a.rounded(g * a.rounded(1 - y)) * y)
    })

  static let silu = ActivationKernel(
    value: { x, a in x / a.rounded(1 + a.exp(-x)) },
    gradient: { g, x, a in
      let share = a.sigmoid(x)
      return a.rounded(a.rounded(g * share) * a.fused(1, x, a.rounded(1 - share)))
    })

  static let mish = ActivationKernel(
    value: { x, a in x * a.tanh(a.log1p(a.exp(x))) },
    gradient: { g, x, a in
      let bend = a.tanh(a.log1p(a.exp(x)))
      let slope = a.fused(1, -bend, bend)
      return a.rounded(g * a.fused(bend, a.rounded(x * a.sigmoid(x)), slope))
    })

  static let logSigmoid = ActivationKernel(
    value: { x, a in min(0, x) - a.log1p(a.exp(-x.magnitude)) },
    gradient: { g, x, a in
      let power = a.exp(-x.magnitude)
      let share = a.rounded(power / a.rounded(1 + power))
      return a.rounded((x < 0 ? a.rounded(1 - share) : share) * g)
    }, isAlwaysVector: true)

  /// With Φ of the normal distribution.
  static let gelu = ActivationKernel(
    value: { x, a in
      a.rounded(x * 0.5) * a.rounded(1 + a.erf(a.rounded(x * a.rounded(0.7071067811865476))))
    },
    gradient: { g, x, a in
      let turn = a.erf(a.rounded(x * a.rounded(0.7071067811865476)))
      let share = a.rounded(0.5 * a.rounded(1 + turn))
      let power = a.exp(a.rounded(a.rounded(x * x) * -0.5))
      let density = a.rounded(power * a.rounded(0.3989422804014327))
      return a.rounded(g * a.fused(share, x, density))
    })

  /// With tanh in the place of Φ.
  static let geluByTanh = ActivationKernel(
    value: { x, a in
      a.rounded(0.5 * x) * a.rounded(1 + a.tanh(a.bend(x)))
    },
    gradient: { g, x, a in
      let bend = a.tanh(a.bend(x))
      let (half, share) = (a.rounded(0.5 * x), a.rounded(0.5 * a.rounded(1 + bend)))
      let kappa = a.rounded(3 * a.rounded(0.044715))
      let inner = a.rounded(
        a.rounded(0.7978845608028654) * a.fused(1, kappa, a.rounded(x * x)))
      let outer = a.rounded(half * a.fused(1, -bend, bend))
      return a.rounded(g * a.rounded(share + a.rounded(outer * inner)))
    })

  /// As oneDNN has it.
  static let geluOfMany = ActivationKernel(
    value: { x, _ in Double(NormalApproximation(Float(x)).gelu(Float(x))) },
    gradient: { g, x, a in a.rounded(g * Double(NormalApproximation(Float(x)).slope)) })

  static func softplus(beta: Double, threshold: Double) -> ActivationKernel {
    ActivationKernel(
      value: { x, a in
        let scaled = a.rounded(x * a.rounded(beta))
        return scaled > threshold ? x : a.log1p(a.exp(scaled)) / a.rounded(beta)
      },
      gradient: { g, x, a in
        let scaled = a.rounded(x * a.rounded(beta))
        let power = a.exp(scaled)
        return scaled > threshold ? g : a.rounded(a.rounded(g * power) / a.rounded(power + 1))
      })
  }

  static func hardTanh(from low: Double, to high: Double) -> ActivationKernel {
    ActivationKernel(
      value: { x, a in
        let lifted = x < a.rounded(low) ? a.rounded(low) : x
        return a.rounded(high) < lifted ? a.rounded(high) : lifted
      },
      gradient: { g, x, a in x <= a.rounded(low) || x >= a.rounded(high) ? 0 : g })
  }

  static let hardSwish = ActivationKernel(
    value: { x, a in
      a.rounded(x * min(max(a.rounded(x + 3), 0), 6)) / 6
    },
    gradient: { g, x, a in
      if x <= -3 { return 0 }
      return x <= 3 ? a.rounded(g * a.rounded(a.rounded(x / 3) + 0.5)) : g
    })

  static func softShrink(_ bound: Double) -> ActivationKernel {
    ActivationKernel(
      value: { x, a in
        let bound = a.rounded(bound)
        return x > bound ? x - bound : x < -bound ? x + bound : a.isVector && !x.isNaN ? 0 : x * 0
      },
      gradient: { g, x, a in
        x >= -a.rounded(bound) && x <= a.rounded(bound) ? 0 : g
      })
  }
}
