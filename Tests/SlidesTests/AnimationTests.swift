import Cairo
import Foundation
import Rendering
import Slides
import TestSupport
import Testing

@Suite struct AnimationTests {
  private func deck(_ program: SampleProgram) throws -> Deck {
    try Deck(
      program.tour, title: "program.py", source: program.lines, size: .fullHD, theme: .auto)
  }

  @Test func recordsASmallOne() throws {
    expectSnapshot(try deck(.failing).animation(seconds: 2), named: "failing.svg")
  }

  @Test(arguments: SampleProgram.allCases)
  func hasEachHeadingOnceAndNoScript(program: SampleProgram) throws {
    let deck = try deck(program)
    let text = deck.animation(seconds: 4)
    for number in 1...deck.slides.count {
      #expect(text.split(separator: ">\(number) / \(deck.slides.count)<").count == 2)
    }
    #expect(!text.contains("<script") && !text.contains("href"))
    #expect(text.contains("@media (prefers-reduced-motion:no-preference)"))
    let stills = deck.slides.indices.map {
      deck.slides[$0].svg(deck.size, theme: .auto, identifier: "s").utf8.count
    }
    #expect(text.utf8.count < stills.reduce(0, +))
  }

  /// A still of the animation, as a renderer that animates nothing draws it, is the last slide.
  @Test(arguments: SampleProgram.allCases)
  func restsOnTheLastSlide(program: SampleProgram) throws {
    let tour = program.tour
    let deck = try Deck(
      tour, title: "program.py", source: program.lines, size: #require(SlideSize("480x270")),
      theme: .light)
    let last = try #require(deck.slides.last).svg(deck.size, theme: .light, identifier: "s")
    #expect(
      try PNG.image(of: deck.animation(seconds: 4), scale: 1) == PNG.image(of: last, scale: 1))
  }
}
