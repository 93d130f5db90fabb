/// The small programs that the playground offers beside those of tutorials.
package enum Examples {
  /// Their files' names and their texts, in the order of the names.
  package static let all = Embedded.files.compactMap { file -> (name: String, text: String)? in
    let path = file.path.description
    guard path.hasPrefix(folder) else { return nil }
    return (String(path.dropFirst(folder.count)), file.text.description)
  }.sorted { $0.name < $1.name }

  private static let folder = "Examples/"
}
