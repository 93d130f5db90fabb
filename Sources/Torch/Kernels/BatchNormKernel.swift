import Autograd

/// Batch normalisation digit by digit as PyTorch's kernels compute it.
///
/// Where a channel has one place a sample, channels stand side by side in the processor's vectors and
/// are summed one sample after the other; where it has more, its places are, and the samples' sums
/// are added in double precision.
///
/// Source: `aten/src/ATen/native/cpu/batch_norm_kernel.cpp`.
struct BatchNormKernel {
  let samples: Int
  let channels: Int
  /// How many places a channel has in each sample.
  let places: Int
  let precision: Precision

  /// Of an input with samples, channels and places in this order.
  init(shape: [Int], _ precision: Precision) {
    samples = shape[0]
    channels = shape[1]
    places = shape.dropFirst(2).reduce(1, *)
    self.precision = precision
  }

  private var count: Double { Double(samples * places) }
  private var isFlat: Bool { places == 1 }

  private func rounded(_ value: Double) -> Double { precision.rounded(value) }

  /// Where the places of a channel stand in one sample.
  private func row(_ sample: Int, _ channel: Int) -> Range<Int> {
    let start = (sample * channels + channel) * places
    return start..<start + places
  }

  /// Each channel's mean, and the sum of the squared distances from it.
  func statistics(_ x: [Double]) -> (means: [Double], squares: [Double]) {
    var means: [Double] = []
    var squares: [Double] = []
    for channel in 0..<channels {
      let numbers = (0..<samples).flatMap { x[row($0, channel)] }
      let sum = numbers.reduce(0) { isFlat ? rounded($0 + $1) : $0 + $1 }
      let mean = rounded(sum / count)
      means.append(mean)
      squares.append(
        rounded(
          numbers.reduce(0) { sum, number in
            let distance = rounded(number - mean)
            return isFlat
              ? precision.multiplyAdd(sum, distance, distance)
              : sum + rounded(distance * distance)
          }))
    }
    return (means, squares)
  }

  /// 1 / σ of each channel, given its variance.
  func scales(_ variances: [Double], epsilon: Double) -> [Double] {
    variances.map { rounded(1 / ($0 + epsilon).squareRoot()) }
  }

  /// The same for variances that were kept, with every step rounded.
  func keptScales(_ variances: [Double], epsilon: Double) -> [Double] {
    variances.map { rounded(1 / rounded(rounded($0 + rounded(epsilon)).squareRoot())) }
  }

  /// What comes out: each channel times a factor and a summand, in one step.
  func values(
    _ x: [Double], means: [Double], scales: [Double], weight: [Double]?, bias: [Double]?
  ) -> [Double] {
    var result = x
    for channel in 0..<channels {
      let factor = rounded(scales[channel] * (weight?[channel] ?? 1))
      let summand = precision.multiplyAdd(bias?[channel] ?? 0, -means[channel], factor)
      for sample in 0..<samples {
        for place in row(sample, channel) {
          result[place] = precision.multiplyAdd(summand, x[place], factor)
        }
      }
    }
    return result
  }

  /// What the input, the weight and the bias are sent, where the means and scales are the input's
  /// own or, unless it moves the statistics, were kept.
  func gradients(
    _ upstream: [Double], _ x: [Double], means: [Double], scales: [Double], weight: [Double]?,
    movesStatistics: Bool
  ) -> [[Double]] {
    var toInput = x
    var toWeight: [Double] = []
    var toBias: [Double] = []
    for channel in 0..<channels {
      let (mean, scale) = (means[channel], scales[channel])
      let (sum, product) = sums(upstream, x, channel, mean)
      toBias.append(rounded(sum))
      toWeight.append(rounded(product * scale))
      let average = rounded(sum / count)
      let slope = rounded(rounded(rounded(rounded(product) * scale) * scale) / count)
      let isVector = !isFlat || channel < channels / width * width
      for place in (0..<samples).flatMap({ row($0, channel) }) {
        var share = upstream[place]
        if movesStatistics {
          let distance = rounded(x[place] - mean)
          let rest = rounded(share - average)
          share =
            isVector
            ? precision.multiplyAdd(rest, -distance, slope)
            : rounded(rest - rounded(distance * slope))
        }
        toInput[place] = rounded(rounded(share * scale) * (weight?[channel] ?? 1))
      }
    }
    return [toInput, toWeight, toBias]
  }

  private var width: Int { precision == .double ? 4 : 8 }

  /// The sum of a channel's gradients, and of their products with the distances from the mean.
  private func sums(
    _ upstream: [Double], _ x: [Double], _ channel: Int, _ mean: Double
  ) -> (sum: Double, product: Double) {
    let line = VectorSum(precision: precision)
    var (sum, product) = (0.0, 0.0)
    for sample in 0..<samples {
      let row = row(sample, channel)
      let distances = row.map { rounded(x[$0] - mean) }
      if isFlat {
        sum = rounded(sum + upstream[row.lowerBound])
        product = precision.multiplyAdd(product, distances[0], upstream[row.lowerBound])
      } else {
        sum += line(Array(upstream[row]))
        product += line(distances, times: Array(upstream[row]))
      }
    }
    return (sum, product)
  }
}
