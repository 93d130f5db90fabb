import Autograd

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Knuth's generator of MMIX, the same in `micrograd_moons.py`.
struct LinearCongruentialGenerator {
  var state: UInt64

  /// A number of at least `range.lowerBound`, below `range.upperBound`.
  mutating func next(in range: Range<Double>) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let unit = Double(state >> 11) * 0x1p-53
    return range.lowerBound + (range.upperBound - range.lowerBound) * unit
  }
}

/// A point in the plane, and its class: −1 or 1.
struct Point {
  var x: Double
  var y: Double
  var label: Double
}

/// Two interleaving half circles with noise, as scikit-learn's `make_moons` has them.
func moons(count: Int, _ random: inout LinearCongruentialGenerator) -> [Point] {
  (0..<count).map { index in
    let angle = Double.pi * Double(index / 2) / Double(count / 2 - 1)
    let (dx, dy) = (random.next(in: -0.1..<0.1), random.next(in: -0.1..<0.1))
    return index.isMultiple(of: 2)
      ? Point(x: cos(angle) + dx, y: sin(angle) + dy, label: -1)
      : Point(x: 1 - cos(angle) + dx, y: 0.5 - sin(angle) + dy, label: 1)
  }
}

/// The bytes of memory that this process occupies; 0 where the system does not say.
func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var total = 0
  var resident = 0
  let read = withUnsafeMutablePointer(to: &total) { total in
    withUnsafeMutablePointer(to: &resident) { resident in
      withVaList([total, resident]) { vfscanf(file, "%ld %ld", $0) }
    }
  }
  return read == 2 ? resident * Int(getpagesize()) : 0
}
