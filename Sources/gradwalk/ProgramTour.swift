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
  /// The steps that are shown, by their numbers from 0; never empty.
  let steps: [Int]
  /// The file's name without its folders.
  let title: String
  /// The lines of the program's file.
  let source: [String]
  /// The numbers of those that are program: of an article, the lines of its cells; nil for all.
  let listed: [Int]?
  /// What it ended with, if it failed.
  let failure: ProgramFailure?
  /// The node that is responsible for the failure, if one is.
  let mistake: ErrorNode?

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - file: The program: .py, .md, or - for standard input.
  ///   - name: The tensor whose history is walked through; every backward pass if nil.
  ///   - detail: How far a step goes, and which pass is shown.
  ///   - folds: What is folded and what is not.
  ///   - limits: How much the program may use.
  /// - Throws: A `Report.Stop` when there is nothing to step through, or a name to fold or a pass is
  ///   not there.
  init(
    _ file: String, of name: String?, _ detail: DetailOptions, _ folds: FoldOptions, limits: Limits
  ) throws {
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true, limits: limits) { _ in }
    failure = try session.run(program)
    mistake = failure == nil ? nil : Recording.error(in: session.events[...])
    tour = try session.tour(of: name, in: file, folds.wish(session, program, by: detail.by))
    title = (program.name as NSString).lastPathComponent
    var lines = program.text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    source = lines.map { String($0) }
    listed = program.isArticle ? program.linesOfCells : nil
    guard tour.count > 0 else {
      if let failure { throw Report.Stop(message: failure.report) }
      throw Report.Stop(
        message: "\(file): nothing to step through: \(session.recording.whyNoRoots)")
    }
    guard let pass = detail.pass else {
      steps = Array(tour.indices)
      return
    }
    steps = tour.steps(ofPass: try session.number(of: pass, in: file))
    guard !steps.isEmpty else {
      throw Report.Stop(message: "\(file): that pass is not shown; leave --of away", status: 2)
    }
  }
}

extension Session {
  /// The steps of what ran.
  ///
  /// - Throws: A `Report.Stop` for a name that is none.
  func tour(of name: String?, in file: String, _ wish: Outline.Wish) throws -> Tour {
    let recording = recording
    let roots =
      try name.map { try nodes(named: $0, in: file) }
      ?? (recording.rootsOfNewestPass == nil ? newestComputed : nil)
    do throws(FoldError) {
      return try Tour(recording, roots: roots, wish)
    } catch {
      throw Report.Stop(message: "\(file): \(LayoutError(error).description)")
    }
  }

  /// The number of a pass, from 1.
  ///
  /// - Throws: A `Report.Stop` where there is no such pass.
  func number(of pass: DetailOptions.ShownPass, in file: String) throws -> Int {
    let count = recording.passes.count
    let number = pass.number(of: count)
    guard (1...max(1, count)).contains(number), count > 0 else {
      let passes = count == 1 ? "is 1 backward pass" : "are \(count) backward passes"
      throw Report.Stop(message: "\(file): there \(passes), no pass \(number)", status: 2)
    }
    return number
  }
}
