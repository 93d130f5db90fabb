import ArgumentParser
import Autograd
import Diagram
import Foundation
import Lesson
import Python
import Torch

/// A program that has run, as the steps that one can take through it.
struct ProgramTour {
  let tour: Tour
  /// The file's name without its folders.
  let title: String
  /// The lines of the program.
  let source: [String]
  /// What is folded and what is not.
  let wish: Outline.Wish
  /// What it ended with, if it failed.
  let failure: ProgramFailure?
  /// The node that is responsible for the failure, if one is.
  let mistake: ErrorNode?

  enum Pace: String, ExpressibleByArgument, CaseIterable {
    case line
    case operation

    var pace: Frames.Pace {
      switch self {
      case .line: .line
      case .operation: .operation
      }
    }
  }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - file: The program: .py, .md, or - for standard input.
  ///   - name: The tensor whose history is walked through; every backward pass if nil.
  ///   - pace: How far a step goes on the way forward.
  ///   - folds: What is folded and what is not.
  ///   - limits: How much the program may use.
  /// - Throws: A `Report.Stop` when there is nothing to step through, or a name to fold is none.
  init(
    _ file: String, of name: String?, by pace: Pace, _ folds: FoldOptions, limits: Limits
  ) throws {
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true, limits: limits) { _ in }
    failure = try session.run(program)
    mistake = failure == nil ? nil : Recording.error(in: session.events[...])
    let roots = try Self.roots(session, file, of: name)
    tour = Tour(session.recording, roots: roots, pace: pace.pace)
    wish = folds.wish(session, program)
    title = (program.name as NSString).lastPathComponent
    var lines = program.text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    source = lines.map { String($0) }
    if !tour.stops.isEmpty {
      try checkNames(file)
      return
    }
    if let failure { throw Report.Stop(message: failure.report) }
    throw Report.Stop(
      message: "\(file): nothing to step through: "
        + "no tensor is computed from one with requires_grad=True")
  }

  /// Some graph has to have each name that is folded or opened.
  private func checkNames(_ file: String) throws {
    for name in wish.fold + wish.unfold where name != "all" {
      var failure: LayoutError?
      for stage in tour.stages {
        do throws(LayoutError) {
          _ = try Folding(stage.graph, Outline.Wish(fold: [name]), readable: 0)
          failure = nil
          break
        } catch {
          failure = error
        }
      }
      if let failure { throw Report.Stop(message: "\(file): \(failure.description)") }
    }
  }

  /// What the tour ends in; nil for every pass that there is.
  private static func roots(
    _ session: Session, _ file: String, of: String?
  ) throws -> [Int]? {
    if let of { return try session.nodes(named: of, in: file) }
    return session.recording.rootsOfNewestPass == nil ? session.newestComputed : nil
  }
}
