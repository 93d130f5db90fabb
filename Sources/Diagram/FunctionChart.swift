package import Autograd

/// The part of PyTorch's graph that a picture shows.
package struct FunctionChart {
  /// The recording that ``functions`` and ``wires`` index into.
  package let recording: Recording
  /// Ids of the functions, in the order of their calls.
  package let functions: [Int]
  /// From the function that sends a gradient to the one that gets it.
  package let wires: [(from: Int, to: Int)]

  /// The functions that computed the roots, and all that their gradients reach.
  package init(_ recording: Recording, roots: [Int]) {
    let all = recording.functions
    var isShown = all.map { $0.nodes.contains(where: roots.contains) }
    if !isShown.contains(true) { isShown = all.map { _ in true } }
    var pending = all.indices.filter { isShown[$0] }
    while let function = pending.popLast() {
      for next in all[function].next where !isShown[next] {
        isShown[next] = true
        pending.append(next)
      }
    }
    self.recording = recording
    functions = all.indices.filter { isShown[$0] }
    wires = functions.flatMap { function in all[function].next.map { (function, $0) } }
  }

  func blueprint(_ direction: Direction) -> LayoutRequest {
    var blueprint = LayoutRequest(direction: direction)
    var boxes: [Int: Int] = [:]
    for id in functions {
      boxes[id] = blueprint.boxes.count
      let lines = self.lines(of: id)
      let width = lines.map { Metrics.width(of: $0.text, size: $0.size) }.max() ?? 0
      blueprint.boxes.append(
        .init(size: Size((width + 20).rounded(.up), 14 + 16 * Double(lines.count)), enclosure: nil))
    }
    for wire in wires {
      guard let from = boxes[wire.to], let to = boxes[wire.from] else { continue }
      blueprint.wires.append(.init(from: from, to: to, label: nil))
    }
    return blueprint
  }

  /// What a box says: the name, the leaf that an accumulator adds to, and what is saved.
  package func lines(of id: Int) -> [(text: String, size: Double, role: Scene.Role)] {
    let function = recording.functions[id]
    var lines: [(String, Double, Scene.Role)] = [(function.name, 12, .name)]
    if let leaf = leaf(of: id) { lines.append((leaf, 12, .value)) }
    for saved in function.saved { lines.append(("saved " + saved, 10, .label)) }
    return lines.flatMap { text, size, role in
      Metrics.wrapped(text, columns: 44).map { ($0, size, role) }
    }
  }

  /// The name of the tensor that an accumulator adds to.
  private func leaf(of id: Int) -> String? {
    let function = recording.functions[id]
    guard function.next.isEmpty, let node = function.nodes.first else { return nil }
    let tensor = recording.tensors.last { $0.nodes == function.nodes }
    if let tensor { return tensor.name }
    return recording.nodes.indices.contains(node) ? recording.nodes[node].name : nil
  }

  func group(of id: Int, in rect: Rect) -> Scene.Group {
    let function = recording.functions[id]
    var marks: [Scene.Mark] = [.box(rect, corner: 4, .card)]
    for (index, line) in lines(of: id).enumerated() {
      let position = Point(rect.midX, rect.y + 19 + 16 * Double(index))
      marks.append(.text(.init(line.text, at: position, .middle, line.role, size: line.size)))
    }
    return .init(
      [function.next.isEmpty ? .leaf : .computed], subject: "function \(id)",
      hint: sentence(of: id), marks)
  }

  private func sentence(of id: Int) -> String {
    let function = recording.functions[id]
    let next = function.next.map { recording.functions[$0].name }
    return function.name + (leaf(of: id).map { " of \($0)" } ?? "")
      + (function.saved.isEmpty ? "" : ", saved: \(function.saved.joined(separator: ", "))")
      + (next.isEmpty ? "" : ", sends gradients to \(next.joined(separator: ", "))")
  }

  var description: String {
    "\(functions.count) functions that the backward pass calls. "
      + functions.prefix(60).map { sentence(of: $0) + "." }.joined(separator: " ")
  }
}
