import Exercises
import Foundation

/// Questions as `exercise make` has written them.
enum QuestionFiles {
  private static let name = "question.json"

  /// Reads the questions of a file, or of every question.json in a folder and below it, by path.
  static func read(_ path: String) throws -> [Question] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Report.Stop(message: "\(path): no such file or folder", status: 2)
    }
    guard isFolder.boolValue else { return try questions(in: path) }
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let files = found.filter { ($0 as NSString).lastPathComponent == name }.sorted()
    guard !files.isEmpty else {
      throw Report.Stop(
        message: "\(path): there is no \(name) in it; make one with `gradwalk exercise make`",
        status: 2)
    }
    return try files.flatMap { try questions(in: (path as NSString).appendingPathComponent($0)) }
  }

  /// A file holds one question, or a list of them.
  private static func questions(in path: String) throws -> [Question] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Report.Stop(message: "\(path): cannot be read; check its permissions", status: 2)
    }
    let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
    do {
      return isList
        ? try JSONDecoder().decode([Question].self, from: data)
        : [try JSONDecoder().decode(Question.self, from: data)]
    } catch let error as DecodingError {
      throw Report.Stop(
        message: "\(path): not a question as `gradwalk exercise make` writes it: \(error.reason)")
    }
  }
}

extension DecodingError {
  /// What is wrong, and where in the file.
  fileprivate var reason: String {
    switch self {
    case .keyNotFound(let key, let context):
      "there is no '\(key.stringValue)'\(Self.place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription + Self.place(context)
    @unknown default: "\(self)"
    }
  }

  private static func place(_ context: Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    return path.isEmpty ? "" : " in \(path.joined(separator: "."))"
  }
}
