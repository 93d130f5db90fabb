import Diagram
import Rendering

extension Deck {
  /// All slides as one SVG document that shows them in a loop, by style rules alone: it works where
  /// scripts do not, such as in an image on a page.
  ///
  /// What stays is there once; only what changes comes and goes. Where motion is not wanted, and
  /// where style rules are not animated, the last slide is shown.
  ///
  /// - Parameter seconds: How long a slide is shown; the last is shown twice as long.
  /// - Returns: The text of the document.
  package func animation(seconds: Double) -> String {
    var animation = SlideAnimation(count: slides.count, seconds: seconds)
    var body = ""
    for stage in stages {
      let frames = stage.frames
      let words = animation.layers(of: frames.map { ($0, [slides[$0].words]) }, frames)
      let picture = animation.layers(of: frames.map { ($0, slides[$0].picture) }, frames)
      let moved = animation.moving(frames.map { ($0, slides[$0].origin * -1) }, picture)
      body += animation.visible(frames, within: nil, words + slides[frames[0]].windowed(moved))
    }
    let last = slides.last
    return SVGDocument(
      bounds: size.bounds, title: "\(title), step by step",
      description: "An animation of \(slides.count) steps. The last: \(last?.title ?? ""). "
        + (last?.description ?? ""),
      theme: theme, identifier: "slides", rules: animation.rules,
      body: SVGMarkup.group(SVGMarkup.scaled(by: size.scale), body)
    ).text
  }

  /// The slides that show one graph, for each graph.
  private var stages: [(stage: Int, frames: [Int])] {
    var stages: [(stage: Int, frames: [Int])] = []
    for (index, slide) in slides.enumerated() {
      if let place = stages.firstIndex(where: { $0.stage == slide.stage }) {
        stages[place].frames.append(index)
      } else {
        stages.append((slide.stage, [index]))
      }
    }
    return stages
  }
}
