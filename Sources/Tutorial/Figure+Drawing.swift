import Diagram
import Lesson
import Notebook
import Rendering

extension Figure {
  /// The figure's pictures, as SVG that follows the reader's light or dark setting.
  ///
  /// A picture that is too wide for a phone has a twin that runs from top to bottom.
  func drawing() throws(LayoutError) -> FigurePictures {
    let wide = try picture(.leftToRight).scene()
    var drawing = FigurePictures(
      svg: wide.svg(theme: .auto, identifier: label), narrowSVG: nil)
    guard wide.bounds.width > Figure.comfortableWidth else { return drawing }
    let narrow = try picture(.topToBottom).scene()
    if narrow.bounds.width < wide.bounds.width * 0.8 {
      drawing.narrowSVG = narrow.svg(theme: .auto, identifier: "\(label)-narrow")
    }
    return drawing
  }

  /// The figure for a page that brings the style sheet.
  func still() throws(LayoutError) -> String { try still(identifier: label) }

  private func still(identifier: String) throws(LayoutError) -> String {
    try picture(.leftToRight).scene().svg(theme: nil, identifier: identifier)
  }

  /// The figure without its texts, for a page that says them elsewhere; of figures of several
  /// tutorials `page` tells their ids apart.
  func thumbnail(of page: String? = nil) throws(LayoutError) -> String {
    var figure = self
    figure.frame = frame.withoutWords
    return try figure.still(identifier: (page.map { "\($0)-" } ?? "") + label)
  }

  struct FigurePictures {
    var svg: String
    var narrowSVG: String?
  }

  /// The width in points up to which a phone shows a picture's text large enough to read.
  private static let comfortableWidth = 560.0

  /// The figure as DOT that stands alone.
  func dot() throws(LayoutError) -> String { try picture(.leftToRight).dot() }

  private func picture(_ direction: Direction) throws(LayoutError) -> Picture {
    guard let view = options.view.layout else {
      return .functions(graph.recording, roots: roots, direction)
    }
    var layout = try Layout(
      graph, frames: [frame], view: view, direction: direction, Folding(graph, wish))
    layout.style = Layout.Style(hasLegend: options.hasLegend, width: options.width.layout)
    return .values(layout, frame)
  }
}

extension CellOptions.Width {
  var layout: Layout.LineWidth {
    switch self {
    case .even: .even
    case .gradient: .gradient
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
