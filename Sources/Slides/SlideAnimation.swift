import Diagram
import Rendering

/// The parts of an animation and when each is seen; a frame is an index into the slides.
struct SlideAnimation {
  let count: Int
  let seconds: Double
  /// Every set of frames that something is seen in, with the number of its rule.
  private var numbers: [[Int]: Int] = [:]
  private var sets: [[Int]] = []
  /// The ways of what moves.
  private var ways: [[(frame: Int, way: Point)]] = []

  init(count: Int, seconds: Double) {
    self.count = count
    self.seconds = seconds
  }

  /// Something that is seen in some frames only, within something that is seen in these or more;
  /// nil for all.
  mutating func visible(_ frames: [Int], within parent: [Int]?, _ markup: String) -> String {
    if frames == parent ?? Array(0..<count) { return markup }
    return SVGMarkup.group(" class=\"k k\(number(of: frames))\"", markup)
  }

  /// Something that is somewhere else in some frames.
  mutating func moving(_ ways: [(frame: Int, way: Point)], _ markup: String) -> String {
    guard let last = ways.last else { return "" }
    let transform = SVGMarkup.moved(by: last.way)
    guard ways.contains(where: { $0.way != last.way }) else {
      return SVGMarkup.group(transform, markup)
    }
    self.ways.append(ways)
    return SVGMarkup.group(" class=\"m\(self.ways.count - 1)\"\(transform)", markup)
  }

  private mutating func number(of frames: [Int]) -> Int {
    if let number = numbers[frames] { return number }
    numbers[frames] = sets.count
    sets.append(frames)
    return sets.count - 1
  }

  /// Pictures of the same places, one above the other.
  mutating func layers(
    of pictures: [(frame: Int, groups: [Scene.Group])], _ parent: [Int]
  ) -> String {
    var layers: [Layer] = []
    var places: [String: Int] = [:]
    for (frame, groups) in pictures {
      for group in groups where !group.marks.isEmpty {
        let key = group.subject ?? group.roles.map(\.rawValue).joined() + Layer.key(group)
        let place = places[key] ?? layers.count
        if place == layers.count {
          places[key] = place
          layers.append(Layer(height: Layer.height(of: group)))
        }
        layers[place].add(group, frame)
      }
    }
    let heights = Set(layers.map(\.height)).sorted()
    let ordered = heights.flatMap { height in layers.filter { $0.height == height } }
    return ordered.map { markup(of: $0, parent) }.joined()
  }

  private mutating func markup(of layer: Layer, _ parent: [Int]) -> String {
    var text = ""
    for look in layer.looks {
      var inner = ""
      var run: (frames: [Int], text: String)?
      for shape in look.shapes {
        if let before = run, before.frames != shape.frames {
          inner += visible(before.frames, within: look.frames, before.text)
          run = nil
        }
        run = (shape.frames, (run?.text ?? "") + shape.markup)
      }
      if let run { inner += visible(run.frames, within: look.frames, run.text) }
      text += visible(
        look.frames, within: parent, SVGMarkup.group(" class=\"\(look.roles)\"", inner))
    }
    return text
  }

  /// The rules that show and hide: without animation, the last frame.
  var rules: String {
    guard !sets.isEmpty || !ways.isEmpty else { return "" }
    let hidden = sets.indices.filter { sets[$0].last != count - 1 }.map { ".k\($0)" }
    var rules = hidden.isEmpty ? "" : "\(hidden.joined(separator: ",")){visibility:hidden}\n"
    for (number, frames) in sets.enumerated() {
      rules += "@keyframes k\(number){\(steps(of: frames))}\n"
    }
    for (number, ways) in ways.enumerated() {
      rules += "@keyframes m\(number){\(steps(of: ways))}\n"
    }
    let loop = "\(SVGMarkup.number(seconds * Double(count + 1)))s step-end infinite"
    rules += "@media (prefers-reduced-motion:no-preference){\n"
    rules += ".k{animation:\(loop)}\n"
    for number in sets.indices { rules += ".k\(number){animation-name:k\(number)}\n" }
    for number in ways.indices { rules += ".m\(number){animation:\(loop) m\(number)}\n" }
    return rules + "}\n"
  }

  /// `0%{visibility:hidden}25%{visibility:visible}50%{visibility:hidden}`.
  private func steps(of frames: [Int]) -> String {
    let shown = Set(frames)
    var text = ""
    for frame in 0..<count where frame == 0 || shown.contains(frame) != shown.contains(frame - 1) {
      text += "\(moment(frame)){visibility:\(shown.contains(frame) ? "visible" : "hidden")}"
    }
    return text
  }

  /// `0%{transform:translate(0px,0px)}25%{transform:translate(-120px,0px)}`.
  private func steps(of ways: [(frame: Int, way: Point)]) -> String {
    var text = ""
    var before: Point?
    for (frame, way) in ways where way != before {
      let (x, y) = (SVGMarkup.number(way.x), SVGMarkup.number(way.y))
      text += "\(moment(before == nil ? 0 : frame)){transform:translate(\(x)px,\(y)px)}"
      before = way
    }
    return text
  }

  /// When a frame begins.
  private func moment(_ frame: Int) -> String {
    SVGMarkup.number(Double(frame) / Double(count + 1) * 100) + "%"
  }
}

/// Everything that one group of shapes looks like in the course of time.
private struct Layer {
  /// Layers of a greater height are painted later, also those that come later in time.
  let height: Int
  private(set) var looks: [Look] = []

  init(height: Int) { self.height = height }

  /// Boxes of calls lie below wires, wires below seeds, and those below titles and cards.
  static func height(of group: Scene.Group) -> Int {
    switch group.roles.first {
    case .scope: if case .box(_, _, .tab) = group.marks.first { 3 } else { 0 }
    case .edge, .untrackedEdge: 1
    case .seed: 2
    default: 4
    }
  }

  /// The group with some roles.
  struct Look {
    let roles: String
    var frames: [Int] = []
    var shapes: [Shape] = []
    var places: [String: Int] = [:]
  }

  struct Shape {
    let markup: String
    var frames: [Int]
  }

  /// What tells a group without a subject from others: where its first shape is.
  static func key(_ group: Scene.Group) -> String {
    switch group.roles.first {
    case .caption: ""
    default: svgMarkup(group.marks[0])
    }
  }

  mutating func add(_ group: Scene.Group, _ frame: Int) {
    let roles = group.roles.map(\.rawValue).joined(separator: " ")
    let place = looks.firstIndex { $0.roles == roles } ?? looks.count
    if place == looks.count { looks.append(Look(roles: roles)) }
    looks[place].frames.append(frame)
    for mark in group.marks {
      let markup = svgMarkup(mark)
      if let known = looks[place].places[markup] {
        if looks[place].shapes[known].frames.last != frame {
          looks[place].shapes[known].frames.append(frame)
        }
      } else {
        looks[place].places[markup] = looks[place].shapes.count
        looks[place].shapes.append(Shape(markup: markup, frames: [frame]))
      }
    }
  }
}
