/// Why questions did not become a file.
package enum ExportError: Error, Equatable, Sendable {
  /// A question that no platform could take, by its identifier, and why.
  case badQuestion(String, String)
  /// Nothing is left of the questions, for the reasons given.
  case nothingToExport([ExportNote])
  /// A picture could not be turned into a bitmap.
  case picture(String, reason: String)
  /// The files could not be packed, for this reason.
  case archive(reason: String)
}

extension ExportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .badQuestion(let identifier, let reason): "\(identifier): cannot be exported: \(reason)"
    case .nothingToExport(let notes):
      (["there is nothing to export"] + ExportNote.summary(of: notes)).joined(separator: "\n")
    case .picture(let identifier, let reason): "\(identifier): \(reason)"
    case .archive(let reason): "the ZIP archive cannot be made: \(reason)"
    }
  }
}
