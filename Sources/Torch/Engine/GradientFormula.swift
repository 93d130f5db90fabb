import Autograd

/// PyTorch's own formula of what a function sends to its inputs, where its digits are not those of
/// the steps on the tape.
///
/// The steps explain the gradient; in a pass the formula has the last word.
struct GradientFormula {
  /// From the gradient of the output to that of each input; nil where the steps have it right.
  let gradients: ([Double]) -> [[Double]?]

  init(_ gradients: @escaping ([Double]) -> [[Double]?]) { self.gradients = gradients }

  /// Equal shares for the elements that are a number, and zeros for the others.
  static func sharedEvenly(_ x: Tensor, _ number: Double) -> GradientFormula {
    let wins = x.values.map { $0 == number || ($0.isNaN && number.isNaN) }
    let count = Double(wins.count { $0 })
    return GradientFormula { upstream in [wins.map { $0 ? upstream[0] / count : 0 }] }
  }

  /// A product without zeros: what each element is multiplied by is the product over it.
  static func product(_ x: Tensor, _ result: Tensor, _ lines: [[Int]]) -> GradientFormula {
    let (values, products, precision) = (x.values, result.values, x.dtype.precision)
    return GradientFormula { upstream in
      var gradient = values
      for (place, line) in lines.enumerated() {
        for index in line {
          gradient[index] = precision.rounded(
            upstream[place] * precision.rounded(products[place] / values[index]))
        }
      }
      return [gradient]
    }
  }

  /// Running products without zeros: sums from behind, each kept in double and rounded, over the
  /// element.
  static func runningProduct(_ x: Tensor, _ result: Tensor, _ lines: [[Int]]) -> GradientFormula {
    let (values, products, precision) = (x.values, result.values, x.dtype.precision)
    return GradientFormula { upstream in
      var gradient = values
      for line in lines {
        var sum = 0.0
        for index in line.reversed() {
          sum += precision.rounded(products[index] * upstream[index])
          gradient[index] = precision.rounded(precision.rounded(sum) / values[index])
        }
      }
      return [gradient]
    }
  }

  /// A formula that computes element by element.
  ///
  /// `rules` hold one rule an input: of the upstream gradient and of the numbers of all inputs at one
  /// place. What was broadcast is summed.
  init(
    elementwise rules: [((Real, [Real]) -> Real)?], inputs: [Tensor], _ result: Shape,
    _ dtype: DType
  ) {
    let precision = dtype.precision
    let columns = inputs.map { input in
      let values = input.values
      return Shape(input.shape).sources(in: result).map {
        Real(precision.rounded(values[$0]), precision: precision)
      }
    }
    let sums = inputs.map { input in
      Fan(nodes: [], shape: input.shape, result: result, precision: precision).summation
    }
    let counts = inputs.map { $0.count }
    gradients = { upstream in
      rules.indices.map { input in
        rules[input].map { rule in
          let terms = upstream.indices.map { place in
            rule(
              Real(precision.rounded(upstream[place]), precision: precision),
              columns.map { $0[place] })
          }
          return counts[input] == terms.count
            ? terms.map { $0.number } : sums[input].sums(of: terms.map { $0.number }, precision)
        }
      }
    }
  }
}
