import Foundation
import Lesson
import Rendering
import Testing
import Torch

/// Every step says what the leaves' gradients are, as PyTorch prints them at that point.
@Suite struct StepJSONTests {
  private struct Line: Decodable {
    var step: Int
    var kind: String
    var line: Int
    var pass: Int?
    var leaves: [String: Leaf]

    struct Leaf: Decodable, Equatable {
      var value: Double?
      var grad: Double?
      var before: Double?
      var arrived: Double?
    }
  }

  private func lines(of program: String) throws -> [Line] {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run(program, file: "program.py") == nil)
    let tour = try Tour(session.recording, roots: nil)
    var steps = StepJSON(tour)
    return try tour.indices.map {
      try JSONDecoder().decode(Line.self, from: Data(steps.line($0).utf8))
    }
  }

  /// PyTorch 2.15 prints None for both gradients behind `autograd.grad`, and never sends to b.
  @Test func whatAPassReturnsIsKeptNowhere() throws {
    let lines = try lines(
      of: """
        import torch
        w = torch.tensor(2., requires_grad=True)
        b = torch.tensor(1., requires_grad=True)
        loss = (w * 3 + b) ** 2
        torch.autograd.grad(loss, w, retain_graph=True)
        loss.backward()
        """)
    let returned = try #require(lines.first { $0.kind == "return" })
    #expect(returned.leaves["w"] == Line.Leaf(value: 2))
    #expect(returned.leaves["b"] == Line.Leaf(value: 1))
    #expect(lines.last?.leaves["w"] == Line.Leaf(value: 2, grad: 42, arrived: 42))
    #expect(lines.last?.leaves["b"] == Line.Leaf(value: 1, grad: 14, arrived: 14))
  }

  /// What PyTorch 2.15 prints of `w.grad` behind each kind of step.
  @Test(arguments: [
    ("torch.nn.utils.clip_grad_value_([w], 1.0)", 1.0), ("w.grad *= 0.5", 6),
    ("w.grad = torch.tensor(7.)", 7), ("w.grad.data.fill_(3.)", 3), ("w.grad.zero_()", 0),
    ("w.grad.numpy()[...] = 2", 2), ("w.grad.add_(1)", 13), ("w.grad = None", nil),
    ("del w.grad", nil),
  ])
  func aChangeIsAStep(change: String, gradient: Double?) throws {
    let lines = try lines(
      of: """
        import torch
        w = torch.tensor(2., requires_grad=True)
        (w * w * 3).backward()
        \(change)
        (w * 5).backward()
        """)
    let step = try #require(lines.first { ["change", "clear"].contains($0.kind) })
    #expect(step.leaves["w"]?.grad == gradient)
    #expect(step.line == 4)
    let last = try #require(lines.last?.leaves["w"])
    #expect(last == Line.Leaf(value: 2, grad: (gradient ?? 0) + 5, before: gradient, arrived: 5))
  }

  /// PyTorch 2.15 prints 3, 30 and 60: what was changed in place after the forward step is so in the
  /// backward pass, and not before.
  @Test func aChangeComesBehindWhatWasComputed() throws {
    let lines = try lines(
      of: """
        import torch
        w = torch.tensor(3., requires_grad=True)
        w.data.add_(0)
        loss = w * w
        w.data.mul_(10)
        loss.backward()
        """)
    #expect(
      lines.map(\.kind) == ["forward", "update", "seed", "backward", "accumulate"])
    #expect(lines.map { $0.leaves["w"]?.value } == [3, 30, 30, 30, 30])
    #expect(lines.last?.leaves["w"]?.grad == 60)
  }

  /// Two modules have parameters of one name, and an element that nothing read has a gradient of 0
  /// beside others.
  @Test func everyLeafHasANameAndAllItsNumbers() throws {
    let session = Session(keepsEvents: true) { _ in }
    let program = """
      import torch
      from torch import nn
      a, b = nn.Linear(1, 1), nn.Linear(1, 1)
      x = torch.tensor([1., 2.], requires_grad=True)
      y = x.clone()
      (a(x[:1]) + b(y[:1])).sum().backward()
      """
    #expect(session.run(program, file: "program.py") == nil)
    let tour = try Tour(session.recording, roots: nil)
    var steps = StepJSON(tour)
    let last = steps.line(tour.count - 1)
    for name in ["a.weight", "a.bias", "b.weight", "b.bias", "x"] {
      #expect(last.contains("\"\(name)\": {\"value\""), "\(last)")
    }
    #expect(!last.contains("\"y\""))
    let x = last.ranges(of: "\"x\": ").first.map { last[$0.upperBound...] } ?? ""
    #expect(x.hasPrefix("{\"value\": [1.0, 2.0], \"grad\": ["))
    #expect(x.contains(", 0.0], \"before\": [null, null], \"arrived\": ["))
  }

  @Test(arguments: [
    "loss.backward(retain_graph=True)\nloss.backward()",
    "loss.backward()\ntorch.optim.SGD([w], 0.1, momentum=0.9).step()\n(w * 2).backward()",
    "g, = torch.autograd.grad(loss, w, create_graph=True)\ng.backward()",
    "loss.backward(inputs=[w])\n(b * 2).backward()",
  ])
  func beforeAndArrivedAreTheGradient(passes: String) throws {
    let lines = try lines(
      of: """
        import torch
        w = torch.tensor(2., requires_grad=True)
        b = torch.tensor(1., requires_grad=True)
        loss = (w * w * 3 + b) ** 2
        \(passes)
        """)
    #expect(!lines.isEmpty)
    for line in lines {
      for (name, leaf) in line.leaves {
        let sum = leaf.before.map { $0 + (leaf.arrived ?? 0) } ?? leaf.arrived
        #expect(sum == leaf.grad, "\(name) at step \(line.step), \(line.kind)")
      }
    }
  }
}
