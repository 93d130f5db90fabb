extension Dictionary {
  /// The first value of each key.
  ///
  /// `Dictionary(_:uniquingKeysWith:)` says the same, but Embedded Swift does not have it.
  init(firstOf pairs: some Sequence<(Key, Value)>) {
    self.init(minimumCapacity: pairs.underestimatedCount)
    for (key, value) in pairs where self[key] == nil { self[key] = value }
  }
}
