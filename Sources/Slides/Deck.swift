package import Diagram
package import Lesson
package import Rendering

/// Every step of a program as a slide.
///
/// Within one graph nothing moves from slide to slide: the places of the picture and of the words
/// have room for all of them.
package struct Deck: Sendable {
  /// What the program is called.
  package let title: String
  /// How large each slide is.
  package let size: SlideSize
  /// How the slides are coloured.
  package let theme: Theme
  /// A slide for each step, and one for the error where the program ends in one.
  package let slides: [Slide]

  /// - Parameters:
  ///   - tour: The steps.
  ///   - title: What the program is called.
  ///   - source: The lines of the program.
  ///   - size: How large a slide is.
  ///   - theme: How slides are coloured.
  ///   - steps: The steps to show, by their numbers from 0; all of them if nil.
  ///   - view: What is drawn at each node.
  ///   - direction: Which way values flow; whichever is larger if nil.
  ///   - mistake: The error that the program ended in; it gets a slide of its own if its node is
  ///     shown on the last.
  ///   - reason: What there is to say about the error.
  /// - Throws: What ``Layout`` throws.
  package init(
    _ tour: Tour, title: String, source: [String], size: SlideSize, theme: Theme,
    steps: [Int]? = nil, view: Layout.View = .values, direction: Direction? = nil,
    mistake: ErrorNode? = nil, reason: String = ""
  ) throws(LayoutError) {
    self.title = title
    self.size = size
    self.theme = theme
    var walk = TourWalk(tour)
    var moments = (steps ?? Array(tour.indices)).map { walk.view($0) }
    if let mistake, let last = moments.last, last.index == tour.count - 1,
      let ending = last.ending(in: mistake, tour.stages[last.stop.stage].graph, reason)
    {
      moments.append(ending)
    }
    let width = size.extent.width - 2 * SlideWords.margin
    let words = moments.map {
      SlideWords(
        $0, of: max(tour.count, ($0.index) + 1), source: source,
        width: width)
    }
    let headHeight = words.map(\.headHeight).max() ?? 0
    let footHeight = words.map(\.footHeight).max() ?? 0
    let room = Rect(
      x: SlideWords.margin, y: SlideWords.margin + headHeight, width: width,
      height: max(
        80, size.extent.height - SlideWords.margin - SlideWords.bottom - headHeight - footHeight))
    var pictures: [Int: SlidePicture] = [:]
    for (stage, moments) in Dictionary(grouping: moments, by: { $0.stop.stage }) {
      let frames = moments.map(\.frame.withoutWords)
      pictures[stage] = try SlidePicture(
        tour.stages[stage], frames: frames, view, direction, in: room, of: size.extent)
    }
    slides = zip(moments, words).compactMap { moment, words in
      guard let picture = pictures[moment.stop.stage] else { return nil }
      let values = Dictionary(moment.accounts.map { ($0.leaf, $0.value) }) { first, _ in first }
      let scene = Scene(picture.layout.with(values: values), moment.frame.withoutWords)
      let said = [moment.frame.arithmetic, moment.frame.sentence].filter { !$0.isEmpty }
      return Slide(
        title: moment.heading,
        description: (said + [scene.description]).joined(separator: " "),
        stage: moment.stop.stage,
        words: words.group(
          on: size.extent, headHeight: headHeight, footHeight: footHeight,
          beside: picture.arrows(for: moment.frame)),
        picture: scene.groups, room: picture.room, window: picture.window,
        origin: picture.origin(for: moment.frame))
    }
  }
}

extension Tour.StepView {
  /// What is shown after this, if the program ends in an error that a node of the graph is
  /// responsible for.
  fileprivate func ending(in mistake: ErrorNode, _ graph: Graph, _ reason: String) -> Tour.StepView?
  {
    guard graph.shows(mistake.node) else { return nil }
    var ending = self
    ending.index += 1
    ending.awaited = []
    ending.frame.mark(mistake, in: graph, sentence: reason)
    return ending
  }
}
