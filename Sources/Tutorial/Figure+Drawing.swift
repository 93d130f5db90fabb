import Diagram
import Lesson
import Rendering

extension Figure {
  /// The figure as SVG that follows the reader's light or dark setting.
  func svg() throws(LayoutError) -> String {
    Rendering.svg(try scene(), theme: .auto, identifier: label)
  }

  /// The figure as DOT that stands alone.
  func dot() throws(LayoutError) -> String {
    switch options.view {
    case .autograd: Rendering.dot(functionsOf: graph.recording, roots: roots)
    case .values, .circuit:
      Rendering.dot(
        graph, frame, view: options.view.layout, folding: try Folding(graph, names: options.fold))
    }
  }

  private func scene() throws(LayoutError) -> Scene {
    switch options.view {
    case .autograd: try Scene(functionsOf: graph.recording, roots: roots)
    case .values, .circuit:
      Scene(
        try Layout(graph, frames: [frame], view: options.view.layout, fold: options.fold), frame)
    }
  }
}

extension CellOptions.View {
  /// How values are laid out; PyTorch's own graph shows none.
  fileprivate var layout: Layout.View {
    switch self {
    case .values, .autograd: .values
    case .circuit: .circuit
    }
  }
}
