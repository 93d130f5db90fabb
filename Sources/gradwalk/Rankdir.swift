import ArgumentParser
import Diagram

/// Which way values flow in a picture, in the words of Graphviz.
enum Rankdir: String, ExpressibleByArgument, CaseIterable {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case LR
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case TB

  var direction: Direction {
    switch self {
    case .LR: .leftToRight
    case .TB: .topToBottom
    }
  }
}
