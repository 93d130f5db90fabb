extension Tour.Moment {
  /// What contributions are still to come, and where; nil if none are.
  package func awaitedText(in graph: Graph) -> String? {
    guard !awaited.isEmpty else { return nil }
    let total = awaited.reduce(0) { $0 + $1.count }
    let places = awaited.prefix(6).map { place in
      graph.symbol(of: place.node) + (place.count > 1 ? " (\(place.count))" : "")
    }
    let more = awaited.count > 6 ? " and \(awaited.count - 6) more" : ""
    return "Awaited: \(total) \(total == 1 ? "contribution" : "contributions"), to "
      + places.joined(separator: ", ") + more + "."
  }
}
