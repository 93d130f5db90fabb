import Autograd

/// Which elements compete for a place of a result, and which of them is taken.
struct Choice {
  /// Where the competitors stand in the input.
  let among: [Int]
  /// Which of them is taken, counted from 0.
  let taken: Int
  /// The rank of what is taken, counted from 1 at the smallest and from −1 at the largest; nil where
  /// the program names a place instead.
  let rank: Int?

  static let largest = -1
  static let smallest = 1
  static let middle = 0

  var source: Int { among[taken] }

  /// More competitors than this are not worth their room: a view lists none of them.
  static let limit = 20_000
  /// The same for each place that a program names, where nothing competes but places.
  static let namedLimit = 8
}

extension Runtime {
  /// Elements that were chosen among others.
  ///
  /// Where everything is recorded, the losers are too: they are operands that a pass sends zero to,
  /// as PyTorch's dense gradients are zero there.
  func chosen(
    _ x: Tensor, _ name: BackwardFunction, _ choices: [Choice], shape: [Int], saves: [Saved]
  ) throws(TorchError) -> Tensor {
    guard showsLosers(of: choices, in: x) else {
      return try gathered(x, name, choices.map { $0.source }, shape: shape, saves: saves)
    }
    return try call(name, [x], shape: shape, dtype: x.dtype, saves: saves) { builder, entries in
      var numbers: [Int: Entry] = [:]
      func literal(_ number: Int) -> Entry {
        let entry = numbers[number] ?? builder.literal(Double(number))
        numbers[number] = entry
        return entry
      }
      let groups = choices.map { choice in
        (choice.rank.map { [literal($0)] } ?? []) + [literal(choice.taken)]
          + choice.among.map { entries[0][$0] }
      }
      return builder.reduce(choices[0].rank == nil ? .selected : .ranked, groups)
    }
  }

  private func showsLosers(of choices: [Choice], in x: Tensor) -> Bool {
    guard recordsEverything, x.dtype.isFloating, tracks([x]), let first = choices.first,
      choices.contains(where: { $0.among.count > 1 })
    else { return false }
    // The middle of numbers and NaN depends on whether NaN counts, which a rank does not say.
    if first.rank == Choice.middle, x.values.contains(where: { $0.isNaN }) { return false }
    let isNamed = first.rank == nil
    guard choices.allSatisfy({ ($0.rank == nil) == isNamed }) else { return false }
    return isNamed
      ? choices.allSatisfy { $0.among.count <= Choice.namedLimit }
      : choices.reduce(0) { $0 + $1.among.count } <= Choice.limit
  }
}
