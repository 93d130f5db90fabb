import Diagram
import Lesson
import Rendering

extension Figure {
  /// The figure as SVG that follows the reader's light or dark setting, or the page it stands in.
  func svg(theme: Theme? = .auto) throws(LayoutError) -> String {
    Rendering.svg(try scene(), theme: theme, identifier: label)
  }

  /// The figure without its texts, for a page that says them elsewhere.
  func thumbnail() throws(LayoutError) -> String {
    var figure = self
    (figure.frame.title, figure.frame.arithmetic, figure.frame.sentence) = ("", "", "")
    return try figure.svg(theme: nil)
  }

  /// The figure as DOT that stands alone.
  func dot() throws(LayoutError) -> String {
    switch options.view {
    case .autograd: Rendering.dot(functionsOf: graph.recording, roots: roots)
    case .values, .circuit:
      Rendering.dot(
        graph, frame, view: options.view.layout ?? .values,
        folding: try Folding(graph, names: options.fold))
    }
  }

  private func scene() throws(LayoutError) -> Scene {
    switch options.view {
    case .autograd: try Scene(functionsOf: graph.recording, roots: roots)
    case .values, .circuit:
      Scene(
        try Layout(
          graph, frames: [frame], view: options.view.layout ?? .values, fold: options.fold), frame)
    }
  }
}

extension CellOptions.View {
  /// How values are laid out; nil for PyTorch's own graph, which shows none.
  var layout: Layout.View? {
    switch self {
    case .autograd: nil
    case .values: .values
    case .circuit: .circuit
    }
  }
}
