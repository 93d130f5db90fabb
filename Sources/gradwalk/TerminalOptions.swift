import ArgumentParser
import Foundation
import Terminal

/// The arguments that say how a terminal may be used, shared by all that draw in one.
struct TerminalOptions: ParsableArguments {
  @Flag(help: "Write sentences instead of drawing, even on a terminal.")
  var plain = false

  @Flag(help: "Use no characters but ASCII.")
  var ascii = false

  @Option(help: "When to use colours: auto, always or never.")
  var color: ColorChoice = .auto

  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
  }

  var allowsColor: Bool {
    switch color {
    case .auto: ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    case .always: true
    case .never: false
    }
  }

  /// The theme to begin with; the key t goes through the others.
  var theme: TerminalTheme { allowsColor ? .dark : .plain }

  /// Whether drawings are to have no characters but ASCII: on demand, and where the locale, if there
  /// is one, has no others.
  var isASCII: Bool {
    let environment = ProcessInfo.processInfo.environment
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard !ascii, let locale = names.first(where: { !$0.isEmpty })?.lowercased() else {
      return ascii
    }
    return !locale.contains("utf-8") && !locale.contains("utf8")
  }

  /// Whether output goes to a terminal that can be drawn on.
  var canDraw: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM", default: ""]
    return !plain && isatty(STDOUT_FILENO) == 1 && !kind.isEmpty && kind != "dumb"
  }
}
