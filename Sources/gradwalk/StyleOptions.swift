import ArgumentParser
import Diagram

/// What is drawn beside the graph itself, the same for every command that draws.
struct StyleOptions: ParsableArguments {
  @Flag(help: "Say below the picture what its marks mean (not in DOT).")
  var legend = false

  @Option(
    help:
      "How wide wires are, as gradient by what was sent: \(Layout.LineWidth.alternatives).")
  var width: Layout.LineWidth = .even

  var value: Layout.Style { Layout.Style(hasLegend: legend, width: width) }
}

extension Layout.LineWidth: ExpressibleByArgument {}
