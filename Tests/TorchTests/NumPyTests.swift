import Autograd
import Testing
import Torch

/// What the programs of ParityTests do not reach: warnings, refusals, and the parts by themselves.
@Suite struct NumPyTests {
  /// Runs a program that begins with the imports of both libraries.
  private func run(_ lines: String) -> (output: String, session: Session, failure: ProgramFailure?)
  {
    var output = ""
    let session = Session(keepsEvents: false) { output += $0 }
    let failure = session.run("import numpy as np\nimport torch\n" + lines, file: "program.py")
    return (output, session, failure)
  }

  @Test(arguments: [
    ("np.ones(2) / 0", "divide by zero encountered in divide"),
    ("np.zeros(2) / 0", "invalid value encountered in divide"),
    ("np.float64(1) / 0", "divide by zero encountered in scalar divide"),
    ("np.arange(2) // 0", "divide by zero encountered in floor_divide"),
    ("np.array([1e308]) * 10", "overflow encountered in multiply"),
    ("np.exp(np.array([1000.0]))", "overflow encountered in exp"),
    ("np.log(np.zeros(1))", "divide by zero encountered in log"),
    ("np.log(-1)", "invalid value encountered in log"),
    ("np.sqrt(np.array([-1.0]))", "invalid value encountered in sqrt"),
    ("np.array([1e30], 'f4') ** 2", "overflow encountered in power"),
    ("np.mean([])", "Mean of empty slice."),
  ])
  func warnsAsNumPyDoes(expression: String, message: String) {
    let warnings = run(expression).session.warnings
    #expect(warnings.first?.message == message)
    #expect(warnings.first?.category == "RuntimeWarning")
    #expect(warnings.first?.line == 3)
  }

  @Test func staysSilentWithinErrstate() {
    let result = run("with np.errstate(divide='ignore'):\n  print(np.ones(1) / 0)")
    #expect(result.output == "[inf]\n")
    #expect(result.session.warnings.isEmpty)
  }

  @Test func raisesWithinErrstate() {
    let failure = run("with np.errstate(all='raise'):\n  np.ones(1) / 0").failure
    #expect(failure?.type == "FloatingPointError")
    #expect(failure?.message == "divide by zero encountered in divide")
  }

  @Test(arguments: [
    ("np.fft", "numpy.fft"), ("np.linalg.svd(np.eye(2))", "numpy.linalg.svd"),
    ("np.array(['a'])", "an array of str objects"), ("np.zeros(2, dtype='uint64')", "numpy.uint64"),
    ("np.arange(2) + 2**60", "an integer beyond 2**53"), ("np.array([2**40]) * 2**40", "2**53"),
    ("np.ones(2).flags", "ndarray.flags"), ("np.ones(2).tobytes()", "ndarray.tobytes()"),
    ("np.random.default_rng(0).gamma(1)", "numpy.random.Generator.gamma"),
    ("np.sum(np.ones(2), where=[True, False])", "numpy.sum with where="),
  ])
  func refusesByNameAndLine(expression: String, name: String) {
    let failure = run("x = 1\n" + expression).failure
    #expect(failure?.type == "UnsupportedError")
    #expect(failure?.message.contains(name) == true)
    #expect(failure?.line == 4)
  }

  /// What NumPy's table of NEP 50 says.
  @Test(arguments: [
    (DType.bool, DType.int8, DType.int8), (.int8, .uint8, .int16), (.uint8, .int32, .int32),
    (.int64, .float32, .float64), (.int32, .float32, .float64), (.int16, .float32, .float32),
    (.int8, .float16, .float16), (.int16, .float16, .float32), (.float16, .float64, .float64),
    (.bool, .float16, .float16), (.uint8, .float16, .float16), (.int64, .float16, .float64),
  ])
  func joinsTypes(a: DType, b: DType, joined: DType) {
    #expect(a.joined(with: b) == joined)
    #expect(b.joined(with: a) == joined)
  }

  /// From `np.random.SeedSequence(seed).generate_state(2, np.uint64)`.
  @Test(
    arguments: [
      ([0], [0xdb2c_d7e7_b0f4_78be, 0xabf4_641a_2c71_ba49]),
      ([42], [0x9f1e_2e6d_cd54_0ab7, 0xd578_73dc_79fb_94b6]),
      ([1, 2, 3, 4, 5], [0xf7e3_3047_7eff_2afe, 0xf75b_19e3_6405_5549]),
    ] as [([UInt32], [UInt64])])
  func spreadsSeeds(entropy: [UInt32], words: [UInt64]) {
    #expect(SeedSequence(entropy).words(2) == words)
  }

  /// A program that writes through an array changes what is computed, not what was.
  @Test func recordsWhatAnArrayChanged() {
    var output = ""
    let session = Session(keepsEvents: true) { output += $0 }
    let failure = session.run(
      """
      import torch
      w = torch.tensor([2.0], requires_grad=True)
      before = w * w
      w.detach().numpy()[0] = 5.0
      after = w * w
      after.backward()
      print(before, after, w.grad)
      """, file: "program.py")
    #expect(failure == nil)
    #expect(
      output
        == "tensor([4.], grad_fn=<MulBackward0>) tensor([25.], grad_fn=<MulBackward0>) tensor([10.])\n"
    )
    #expect(session.recording.nodes.contains { $0.value == 5 })
  }
}
