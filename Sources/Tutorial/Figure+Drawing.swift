import Diagram
import Lesson
import Rendering

extension Figure {
  /// The figure as SVG that follows the reader's light or dark setting.
  func svg() throws(LayoutError) -> String {
    Rendering.svg(try scene(), theme: .auto, identifier: label)
  }

  /// The figure as DOT that stands alone.
  func dot() -> String {
    Rendering.dot(graph, frame, view: options.view.layout, theme: .light)
  }

  private func scene() throws(LayoutError) -> Scene {
    switch options.view {
    case .autograd: try Scene(functionsOf: graph.recording, roots: roots)
    case .values, .circuit:
      Scene(try Layout(graph, frames: [frame], view: options.view.layout), frame)
    }
  }
}

extension CellOptions.View {
  /// How values are laid out; PyTorch's own graph has none, and its DOT shows cards.
  fileprivate var layout: Layout.View {
    switch self {
    case .values, .autograd: .values
    case .circuit: .circuit
    }
  }
}
