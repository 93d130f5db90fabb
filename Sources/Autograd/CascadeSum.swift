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
  func callAsFunction(_ x: [Double]) -> Double {
    // Two vectors of floats are read at once from one of 16-bit numbers.
    let width = isHalf ? 2 * lanes : lanes
    guard x.count >= width else { return row(x) }
    let vectors = x.count / width
    let terms =
      isHalf
      ? (0..<(vectors * lanes)).map { index in
        let start = index / lanes * width + index % lanes
        return precision.rounded(x[start] + x[start + lanes])
      } : x
    var sum = 0.0
    for rest in x[(vectors * width)...] { sum = precision.rounded(sum + rest) }
    for lane in 0..<lanes {
      sum = precision.rounded(sum + row(terms, lane, step: lanes, count: vectors))
    }
    return sum
  }

  /// The sum of a row, in four sums side by side.
  func row(_ x: [Double]) -> Double { row(x, 0, step: 1, count: x.count) }

  /// The sum of a column among others.
  func column(_ x: [Double]) -> Double { levels(x, 0, step: 1, count: x.count) }

  /// Every `step`-th number from `start` on, four sums side by side.
  private func row(_ x: [Double], _ start: Int, step: Int, count: Int) -> Double {
    let rows = count / 4
    var sums = (0..<4).map { part in
      levels(x, start + part * step, step: 4 * step, count: rows)
    }
    for index in (rows * 4)..<count {
      sums[0] = precision.rounded(sums[0] + x[start + index * step])
    }
    return sums.dropFirst().reduce(sums[0]) { precision.rounded($0 + $1) }
  }

  /// One after the other, but long runs in parts whose sums are added, and theirs again.
  private func levels(_ x: [Double], _ start: Int, step: Int, count: Int) -> Double {
    let power = Swift.max(4, (Int.bitWidth - Swift.max(0, count - 1).leadingZeroBitCount) / 4)
    let run = 1 << power
    var sums = [0.0, 0, 0, 0]
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
    return sums.dropFirst().reduce(sums[0]) { precision.rounded($0 + $1) }
  }
}
