package import Notebook
package import Torch

/// What is wrong with a tutorial.
package struct TutorialError: Error, Equatable, Sendable {
  /// The tutorial's path.
  package var file: String
  /// The line of the tutorial, counted from 1.
  package var line: Int
  /// What is wrong there.
  package var kind: Kind

  /// Why an article makes no page.
  package enum Kind: Error, Equatable, Sendable {
    /// What is wrong with it as it is written.
    case document(DocumentError.Kind)
    /// The file is not there, or is no UTF-8.
    case unreadable
    /// A line claims an output that it does not have.
    case wrongClaim(claimed: String, actual: String)
    /// A cell raises an error that its options do not announce.
    case unexpectedFailure(
      type: String, message: String, traceback: String, explanation: ErrorExplanation?)
    /// A cell with `error: true` ran to its end.
    case noError
    /// The name that a cell draws is not a tensor.
    case notATensor(String)
    /// A cell asks for steps where there are none, for this reason.
    case nothingToDraw(String)
    /// No backward pass reached what a cell draws.
    case noPass(String)
    /// The pass that is asked for did not reach the graph.
    case noSuchPass(String, Int)
    /// A link leads to no file; where it leads.
    case brokenLink(String)
    /// A picture cannot be drawn, for this reason.
    case picture(String)
    /// A template of the pages cannot be read.
    case template(String)
  }
}

extension TutorialError {
  init(_ error: DocumentError) {
    self.init(file: error.file, line: error.line, kind: .document(error.kind))
  }
}

extension TutorialError: CustomStringConvertible {
  package var description: String { "\(file):\(line): \(kind.description)" }
}

extension TutorialError.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .document(let kind): kind.description
    case .unreadable: "cannot read the file as UTF-8 text"
    case .wrongClaim(let claimed, let actual):
      "wrong claim\n  claimed: \(Self.indented(claimed))\n  printed: \(Self.indented(actual))"
    case .unexpectedFailure(_, _, let traceback, let explanation):
      ProgramFailure.report(traceback, explanation)
    case .noError: "the cell says 'error: true' and raises no error"
    case .notATensor(let name): "'\(name)' is not a tensor of numbers; nothing to draw"
    case .nothingToDraw(let reason): "there is nothing to step through: \(reason)"
    case .noSuchPass(let name, let number):
      "the backward pass \(number) has not reached '\(name)'"
    case .noPass(let name): "no backward pass has reached '\(name)'; its steps cannot be shown"
    case .brokenLink(let target): "the link '\(target)' leads nowhere"
    case .picture(let reason): "the picture cannot be drawn: \(reason)"
    case .template(let reason): "a template of the pages is broken: \(reason)"
    }
  }

  /// What is wrong, without what it means.
  package var message: String {
    if case .unexpectedFailure(_, _, let traceback, _) = self { traceback } else { description }
  }

  /// What it means and what to do, as Markdown with headings; empty where the message says it all.
  package var advice: [(heading: String, text: String)] {
    guard case .unexpectedFailure(_, _, _, let explanation) = self else { return [] }
    return explanation?.parts ?? []
  }

  private static func indented(_ text: String) -> String {
    text.isEmpty ? "(nothing)" : text.replacing("\n", with: "\n           ")
  }
}
