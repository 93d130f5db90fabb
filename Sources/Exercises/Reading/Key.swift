import Foundation

/// The questions of a class, as `gradwalk exercise make` keeps them for the teacher.
package struct Key: Sendable {
  package private(set) var questions: [Question] = []

  package struct Refusal: Error, Equatable {
    package var text: String
  }

  /// Reads a key.
  ///
  /// - Parameter path: A JSON file with a question or a list of them, or a folder of such files.
  /// - Throws: What is wrong, and with which file.
  package init(_ path: String) throws(Refusal) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Refusal(text: "\(path): no such file or folder; gradwalk exercise make writes the key")
    }
    let files = isFolder.boolValue ? Self.files(in: path) : [path]
    let results = Gradebook.parallel(files) { file in
      Result { () throws(Refusal) in try Self.questions(file) }
    }
    for result in results { questions += try result.get() }
    guard !questions.isEmpty else {
      throw Refusal(text: "\(path): holds no questions; the key is JSON that exercise make wrote")
    }
  }

  private static func files(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
  }

  private static func questions(_ file: String) throws(Refusal) -> [Question] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Refusal(text: "\(file): cannot be read; check its permissions")
    }
    let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
    do {
      return isList
        ? try JSONDecoder().decode([Question].self, from: data)
        : [try JSONDecoder().decode(Question.self, from: data)]
    } catch {
      throw Refusal(text: "\(file): no key that gradwalk exercise make wrote: \(error)")
    }
  }
}
