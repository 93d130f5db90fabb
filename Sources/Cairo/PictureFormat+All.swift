package import Rendering

extension PictureFormat {
  /// All formats, as help lists them.
  package static let all: [PictureFormat] = [.svg, .dot, .pdf, .png]

  /// The format with this ending, in small or capital letters; nil if there is none.
  package init?(fileExtension: String) {
    let ending = fileExtension.lowercased()
    guard let format = PictureFormat.all.first(where: { $0.fileExtension == ending }) else {
      return nil
    }
    self = format
  }
}
