/// The sum of many numbers, rounded in the orders in which PyTorch adds them.
///
/// Of neighbours in memory, whole vectors of the processor first, eight floats or four doubles
/// wide, in four independent rows; then what is left over; then the lanes of the vector. Numbers of
/// 16 bits are added in 32, and only their sum is rounded.
///
/// Source: `aten/src/ATen/native/cpu/SumKernel.cpp`, "cascade sum".
struct CascadeSum {
  private let precision: Precision
  private let isHalf: Bool

  init(precision: Precision) {
    isHalf = precision == .half
    self.precision = isHalf ? .single : precision
  }

  private var lanes: Int {
    switch precision {
    case .double: 4
    case .single, .half: 8
    }
  }

  /// The sum of neighbours in memory.
  func callAsFunction(_ x: Numbers) -> Double {
    // Two vectors of floats are read at once from one of 16-bit numbers.
    let width = isHalf ? 2 * lanes : lanes
    guard x.count >= width else { return row(x) }
    let vectors = x.count / width
    var rest = 0.0
    for index in (vectors * width)..<x.count { rest = precision.rounded(rest + x[index]) }
    guard isHalf else { return sum(ofLanes: x, vectors, rest) }
    return (0..<(vectors * lanes)).map { index in
      let start = index / lanes * width + index % lanes
      return precision.rounded(x[start] + x[start + lanes])
    }.withUnsafeBufferPointer { sum(ofLanes: $0, vectors, rest) }
  }

  /// What the lanes of some vectors sum up to, one lane after the other added to the rest.
  private func sum(ofLanes x: Numbers, _ vectors: Int, _ rest: Double) -> Double {
    var sum = rest
    for lane in 0..<lanes {
      sum = precision.rounded(sum + row(x, lane, step: lanes, count: vectors))
    }
    return sum
  }

  /// The sum of a row, in four sums side by side.
  func row(_ x: Numbers) -> Double { row(x, 0, step: 1, count: x.count) }

  /// The sum of a column among others.
  func column(_ x: Numbers) -> Double { levels(x, 0, step: 1, count: x.count) }

  /// Every `step`-th number from `start` on, four sums side by side.
  private func row(_ x: Numbers, _ start: Int, step: Int, count: Int) -> Double {
    let rows = count / 4
    var sums = SIMD4<Double>()
    for part in 0..<4 {
      sums[part] = levels(x, start + part * step, step: 4 * step, count: rows)
    }
    for index in (rows * 4)..<count {
      sums[0] = precision.rounded(sums[0] + x[start + index * step])
    }
    return together(sums)
  }

  /// One after the other, but long runs in parts whose sums are added, and theirs again.
  private func levels(_ x: Numbers, _ start: Int, step: Int, count: Int) -> Double {
    let power = Swift.max(4, (Int.bitWidth - Swift.max(0, count - 1).leadingZeroBitCount) / 4)
    let run = 1 << power
    if count < run {
      var sum = 0.0
      for index in 0..<count { sum = precision.rounded(sum + x[start + index * step]) }
      return sum
    }
    var sums = SIMD4<Double>()
    var index = 0
    while index + run <= count {
      for _ in 0..<run {
        sums[0] = precision.rounded(sums[0] + x[start + index * step])
        index += 1
      }
      for level in 1..<4 {
        sums[level] = precision.rounded(sums[level] + sums[level - 1])
        sums[level - 1] = 0
        if index & ((run - 1) << (level * power)) != 0 { break }
      }
    }
    while index < count {
      sums[0] = precision.rounded(sums[0] + x[start + index * step])
      index += 1
    }
    return together(sums)
  }

  private func together(_ sums: SIMD4<Double>) -> Double {
    var sum = sums[0]
    for part in 1..<4 { sum = precision.rounded(sum + sums[part]) }
    return sum
  }
}
