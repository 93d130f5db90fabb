import Files
package import Foundation
import Notebook

/// A tutorial or a program as it is written, which can be read and whose links lead somewhere.
package struct Source: Sendable {
  let file: String
  let document: Document
  let links: Links
  /// The tutorial's name, and its page's.
  package let name: String
  /// Of everything that the page is made from: the text, and what its links lead to.
  package let fingerprint: UInt64

  /// - Parameter url: The tutorial's file.
  /// - Throws: The first thing that is wrong with it.
  package init(_ url: URL) throws(TutorialError) {
    file = url.lastPathComponent
    name = url.deletingPathExtension().lastPathComponent
    guard let data = try? Data(contentsOf: url), let text = String(data: data, encoding: .utf8)
    else {
      throw TutorialError(file: file, line: 1, kind: .unreadable)
    }
    do throws(DocumentError) {
      document =
        try url.pathExtension == TutorialPaths.program
        ? Document(program: text, file: file) : Document(text, file: file)
    } catch {
      throw TutorialError(error)
    }
    var links = Links(folder: url.deletingLastPathComponent(), file: file)
    if !document.isProgram { try links.check(text) }
    self.links = links
    var fingerprint = Fingerprint(data)
    // A link to another tutorial is text, and checked each time; the files are put into the page.
    for attachment in links.attachments {
      fingerprint.add(attachment.path)
      fingerprint.add(attachment.contents)
    }
    let neighbours = links.neighbours
    for neighbour in [neighbours.previous, neighbours.next] {
      fingerprint.add(neighbour.map { "\($0.name) \($0.title)" } ?? "")
    }
    fingerprint.add(neighbours.exercise ?? "")
    self.fingerprint = fingerprint.value
  }
}
