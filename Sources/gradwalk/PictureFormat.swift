import Diagram
import Foundation
import Rendering

/// What a picture is written as, told by the ending of its file.
enum PictureFormat: String, CaseIterable {
  case svg
  case dot
  case pdf
  case png

  /// The format of a file; DOT where there is none.
  init(_ path: String?) throws {
    guard let path else {
      self = .dot
      return
    }
    let ending = (path as NSString).pathExtension.lowercased()
    guard let format = PictureFormat(rawValue: ending) else {
      throw Report.Stop(
        message: "\(path): a picture's name ends in "
          + PictureFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", "), status: 2)
    }
    self = format
  }

  func bytes(of scene: Scene, _ theme: Theme) throws -> [UInt8] {
    // Only a browser knows what its reader prefers.
    let text = svg(scene, theme: theme == .auto && self != .svg ? .light : theme)
    switch self {
    case .svg, .dot: return Array(text.utf8)
    case .pdf: return try pdf(text, title: scene.title)
    case .png: return try png(text)
    }
  }

  private func svg(_ scene: Scene, theme: Theme) -> String {
    Rendering.svg(scene, theme: theme)
  }

  private func pdf(_ text: String, title: String) throws -> [UInt8] {
    try Rendering.pdf(text, title: title)
  }

  private func png(_ text: String) throws -> [UInt8] { try Rendering.png(text) }
}
