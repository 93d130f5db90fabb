import Diagram
import Lesson
import Rendering
import Slides
import TestSupport
import Testing

@Suite struct DeckTests {
  private func deck(_ program: SampleProgram, _ size: SlideSize = .fullHD) throws -> Deck {
    try Deck(
      program.tour, title: "program.py", source: program.lines, size: size, theme: .light)
  }

  @Test(arguments: SampleProgram.allCases)
  func keepsEveryWordOnTheSlide(program: SampleProgram) throws {
    for size in [SlideSize.fullHD, SlideSize("1024x768"), SlideSize("1080x1350")] {
      let deck = try deck(program, #require(size))
      #expect(deck.slides.count == program.tour.count)
      let page = Rect(x: 0, y: 0, width: deck.size.extent.width, height: deck.size.extent.height)
      for slide in deck.slides {
        for case .text(let text) in slide.words.marks {
          #expect(page.contains(text.box), "\(slide.title): \(text.string)")
          #expect(!text.box.overlaps(slide.room.inset(by: 20)), "\(slide.title): \(text.string)")
        }
      }
    }
  }

  @Test(arguments: SampleProgram.allCases)
  func movesNothingWithinAGraph(program: SampleProgram) throws {
    var places: [String: [Rect]] = [:]
    for slide in try deck(program).slides {
      for group in slide.picture {
        guard let subject = group.subject, subject.hasPrefix("node") else { continue }
        let boxes = group.marks.compactMap { mark -> Rect? in
          if case .box(let rect, _, .card) = mark { rect } else { nil }
        }
        let known = places["\(slide.stage) \(subject)"]
        #expect(known == nil || known == boxes)
        places["\(slide.stage) \(subject)"] = boxes
      }
    }
    #expect(!places.isEmpty)
  }

  @Test(arguments: SampleProgram.allCases)
  func keepsTheFocusInTheWindow(program: SampleProgram) throws {
    for slide in try deck(program).slides {
      let window = Rect(
        x: slide.origin.x, y: slide.origin.y, width: slide.window.width,
        height: slide.window.height)
      for group in slide.picture where group.roles.contains(.focus) {
        guard case .box(let card, _, _) = group.marks.first else { continue }
        #expect(window.contains(Rect(center: card.center, size: Size(1, 1))), "\(slide.title)")
      }
    }
  }

  @Test func endsWithTheNodeThatIsResponsibleForAnError() throws {
    let (tour, _, mistake) = SampleProgram.failing.run()
    let deck = try Deck(
      tour, title: "program.py", source: SampleProgram.failing.lines, size: .fullHD, theme: .light,
      mistake: mistake, reason: "The pass before it freed the graph.")
    #expect(deck.slides.count == tour.count + 1)
    let last = try #require(deck.slides.last)
    #expect(last.title == "RuntimeError in line 5")
    let marked = last.picture.filter { $0.roles.contains(.error) }
    #expect(marked.map(\.subject) == ["node \(try #require(mistake).node)"])
  }

  @Test func showsWhatAnUpdateMadeOfALeaf() throws {
    let slide = try #require(try deck(.training).slides.first { $0.title.hasSuffix("updated") })
    let leaf = try #require(slide.picture.first { $0.roles.contains(.leaf) })
    let values = leaf.marks.compactMap { mark -> String? in
      if case .text(let text) = mark, text.role == .value { text.string } else { nil }
    }
    #expect(values == ["1.25"])
  }

  @Test func drawsTheSameBytesTwice() throws {
    let first = try deck(.seeded, #require(SlideSize("320x180"))).files(seconds: 2)
    let second = try deck(.seeded, #require(SlideSize("320x180"))).files(seconds: 2)
    #expect(
      first.map(\.name)
        == (1...8).flatMap { n in ["svg", "pdf", "png"].map { "step-0\(n).\($0)" } }
        + ["slides.pdf", "slides.svg"])
    for (one, other) in zip(first, second) {
      #expect(Deck.makes(one.name))
      let bytes = try one.bytes()
      #expect(try bytes == other.bytes(), "\(one.name)")
      if one.name.hasSuffix("png") {
        // Width and height stand behind the signature and the name of the first chunk.
        #expect(Array(bytes[16..<24]) == [0, 0, 1, 64, 0, 0, 0, 180])
      }
    }
  }

  @Test(arguments: ["notes.txt", "step-1.txt", "step-one.svg", "step-01.svg.bak", "slides.md"])
  func knowsItsOwnFiles(name: String) {
    #expect(!Deck.makes(name))
  }

  static let sizes: [(String, Int?, Int?)] = [
    ("1920x1080", 1_920, 1_080), ("1280X720", 1_280, 720), ("100x100", nil, nil),
    ("1920", nil, nil), ("1920x", nil, nil), ("x", nil, nil), ("1x2x3", nil, nil),
    ("99999x99999", nil, nil), ("-1920x1080", nil, nil), ("wide", nil, nil),
  ]

  @Test(arguments: sizes)
  func readsSizes(text: String, width: Int?, height: Int?) {
    let size = SlideSize(text)
    #expect(size?.width == width)
    #expect(size?.height == height)
  }

  @Test func printsSnippetsThatIncludeIt() throws {
    let deck = try deck(.failing)
    expectSnapshot(Include.beamer(deck, in: "talk/"), named: "beamer.tex")
    expectSnapshot(Include.reveal(deck, in: "talk"), named: "reveal.html")
  }
}
