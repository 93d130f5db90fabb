import Python

/// Finds why Python does not know a name.
struct NameSlips {
  private let bindings: [NameBinding]

  /// What the cells of the program bind.
  init(_ programs: [Program]) { bindings = programs.flatMap { $0.bindings } }

  private static let imports = [
    "torch": "import torch", "nn": "import torch.nn as nn",
    "F": "import torch.nn.functional as F", "optim": "import torch.optim as optim",
    "math": "import math", "random": "import random",
  ]

  /// The cause of `name '…' is not defined`, raised in a line of a function or of the program.
  func diagnosis(of name: String, line: Int) -> Diagnosis.Kind {
    let own = bindings.filter { $0.name == name }
    if let local = own.first(where: { $0.function != nil }), let function = local.function {
      return .nameIsLocal(
        name, function: function, line: local.lines.lowerBound,
        isParameter: local.kind == .parameter)
    }
    if let later = own.first(where: { $0.function == nil && $0.lines.lowerBound > line }) {
      return .nameComesLater(name, line: later.lines.lowerBound)
    }
    if let statement = Self.imports[name] { return .nameNeedsImport(name, statement: statement) }
    return .nameIsUnknown(name, similar: similar(to: name))
  }

  /// Why a local variable is read before it has a value.
  func diagnosis(ofLocal name: String, line: Int) -> Diagnosis.Kind {
    let assigned = bindings.first {
      $0.name == name && $0.function != nil && $0.kind != .parameter
        && $0.lines.upperBound >= line
    }
    return .localBeforeAssignment(name, line: assigned?.lines.lowerBound)
  }

  /// A name of the program that is one typing error away.
  private func similar(to name: String) -> String? {
    guard name.count > 2 else { return nil }
    return bindings.lazy.map { $0.name }.first { distance($0, name) <= (name.count > 5 ? 2 : 1) }
  }

  /// How many letters must be added, dropped, changed or swapped with their neighbour.
  ///
  /// Source: Damerau, *A technique for computer detection and correction of spelling errors*, 1964.
  private func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(rows[i][j + 1], row[j]) + 1
        best = min(best, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
