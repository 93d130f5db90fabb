import Cairo
import Diagram
import Lesson
import Rendering
import TestSupport
import Testing

@Suite struct FormatTests {
  @Test func writesDOTThatStandsAlone() throws {
    let sketch = try Samples.lesson()
    let text = DOT.text(sketch.graph, sketch.frames[9])
    expectSnapshot(text, named: "lesson.dot")
    guard let result = Tool("dot", ["-Tsvg"])?.run(text) else { return }
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for number in ["×3", "+2.0", "seed", "not yet"] { #expect(result.output.contains(number)) }
  }

  @Test(arguments: Layout.View.allCases)
  func writesDOTForEverySample(view: Layout.View) throws {
    let samples = try Samples.all() + [("hostile", Samples.hostile())]
    for (name, sketch) in samples {
      let text = DOT.text(
        sketch.graph, sketch.end, view: view, direction: .topToBottom, theme: .dark)
      guard let result = Tool("dot", ["-Tcanon"])?.run(text) else { return }
      #expect(result.status == 0 && result.errors.isEmpty, "\(name): \(result.errors)")
    }
  }

  @Test func writesPyTorchsGraphAsDOT() {
    let text = DOT.text(functionsOf: Samples.functions, roots: [3])
    #expect(text.contains("<B>AccumulateGrad</B><BR/>w"))
    guard let result = Tool("dot", ["-Tcanon"])?.run(text) else { return }
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test func writesTheSamePDFAgain() throws {
    let text = try picture()
    let bytes = try PDF.document(pages: [text], title: "Lesson")
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    #expect(try PDF.document(pages: [text], title: "Lesson") == bytes)
  }

  @Test func writesTheSamePNGAgain() throws {
    let text = try picture()
    let bytes = try PNG.image(of: text)
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try PNG.image(of: text) == bytes)
    #expect(try PNG.image(of: text, scale: 1).count < bytes.count)
  }

  @Test(arguments: [0, -1, .nan, .infinity, 1e6])
  func refusesAScale(scale: Double) throws {
    let text = try picture()
    let error = #expect(throws: PictureError.self) { try PNG.image(of: text, scale: scale) }
    #expect(error?.description.contains("times its size") ?? false)
  }

  @Test func refusesWhatIsNoSVG() {
    #expect(throws: PictureError.self) { try PDF.document(pages: ["<p>"]) }
    #expect(throws: PictureError.self) { try PNG.image(of: "") }
  }

  @Test func findsFormatsByTheEndingsOfFiles() {
    for format in PictureFormat.all {
      let found = PictureFormat(fileExtension: format.fileExtension.uppercased())
      #expect(found?.fileExtension == format.fileExtension)
    }
    #expect(PictureFormat(fileExtension: "gif")?.fileExtension == nil)
  }

  @Test func writesAPictureInEveryFormat() throws {
    let sketch = try Samples.square()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let pictures: [Picture] = [
      .values(layout, sketch.end), .functions(Samples.functions, roots: [3], .topToBottom),
    ]
    for (format, start) in zip(PictureFormat.all, ["<svg", "digraph", "%PDF-", "\u{89}PNG"]) {
      for picture in pictures {
        let bytes = try format.write(picture, theme: .auto)
        #expect(bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }))
      }
    }
  }

  private func picture() throws -> String {
    let sketch = try Samples.square()
    return Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end).svg(theme: .auto)
  }
}
