package import Autograd
package import Diagram
package import Lesson

/// What there is to draw, before it is said in which format.
package enum Picture: Sendable {
  /// A state of a graph, with its values and gradients, at the places of a layout.
  case values(Layout, Frame)
  /// PyTorch's own graph behind some nodes.
  case functions(Recording, roots: [Int], Direction)

  /// The picture as shapes.
  ///
  /// - Throws: What laying out PyTorch's graph throws; the places of a state are known already.
  package func scene() throws(LayoutError) -> Scene {
    switch self {
    case .values(let layout, let frame): Scene(layout, frame)
    case .functions(let recording, let roots, let direction):
      try Scene(functionsOf: recording, roots: roots, direction: direction)
    }
  }
}

/// Why a picture could not be written.
package enum PictureError: Error, Equatable, Sendable {
  /// It could not be laid out.
  case layout(LayoutError)
  /// librsvg could not read the SVG document.
  case unreadable(reason: String)
  /// librsvg or cairo could not draw it.
  case notDrawn(reason: String)
  /// A scale that is not a positive number, or that makes the picture larger than cairo takes.
  case badScale(Double)
}

extension PictureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .layout(let error): error.description
    case .unreadable(let reason): "the picture could not be read: \(reason)"
    case .notDrawn(let reason): "the picture could not be drawn: \(reason)"
    case .badScale(let scale): "a picture cannot be drawn at \(scale) times its size"
    }
  }
}
