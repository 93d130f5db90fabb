import Python

/// The parts of PyTorch that are written in Python: here too, in the folder Prelude.
///
/// A file holds the text of the module that it is named after. It is read when one of the names in
/// it is first asked for, so that a program that needs none of them starts at once.
extension Library {
  func definePrelude() {
    defineCore()
    for (module, names) in [
      (torch, Library.composedMethods), (module("torch._tensor"), Library.methodsOnly),
    ] {
      for name in names {
        tensorType.attributes[name] = .builtin(
          BuiltinFunction(name) { interpreter, arguments throws(Raised) in
            let function = try interpreter.attribute(name, of: .module(module))
            return try interpreter.call(function, arguments)
          })
      }
    }
    for (name, text) in Library.texts where !name.hasPrefix("numpy") {
      let module = module(name)
      if PublicNames.all.knows(name) {
        module.adapt = { [unowned(unsafe) self] attribute, value in
          PublicNames.all.has(attribute, in: name)
            ? self.placed(value, as: attribute, in: name) : value
        }
      }
      interpreter.install(text: text, as: module)
    }
    for (parent, name) in Library.hidden { module(parent).hidden.insert(name) }
  }

  /// The modules that are written in Python.
  static let texts = Interpreter.modules(among: Embedded.files, in: "Prelude")

  /// A function as PyTorch has it in a module: written in Python or built in.
  func placed(_ value: Object, as name: String, in module: String) -> Object {
    let isPython = PublicNames.all.isPython(name, in: module)
    switch value {
    case .function where !isPython:
      return .builtin(
        BuiltinFunction(name, isMethod: false) { interpreter, arguments throws(Raised) in
          try interpreter.call(value, arguments)
        })
    case .builtin(let function) where function.isMethod != isPython:
      return .builtin(BuiltinFunction(function.name, isMethod: isPython, function.body))
    default: return value
    }
  }

  /// The modules that do not stand behind the dot of their parent, where PyTorch has no such
  /// attribute, as in `torch.optim`; they can be imported all the same.
  private static let hidden: [(parent: String, name: String)] = texts.compactMap { path, _ in
    guard let dot = path.lastIndex(of: "."), !path.hasPrefix("numpy"),
      path[dot...].dropFirst().first != "_"
    else { return nil }
    let (parent, name) = (String(path[..<dot]), String(path[dot...].dropFirst()))
    guard PublicNames.all.knows(parent), !PublicNames.all.has(name, in: parent) else { return nil }
    return (parent, name)
  }

  /// The functions of the text `torch` that are methods of tensors as well.
  private static let composedMethods = [
    "addbmm", "addmv", "addr", "aminmax", "baddbmm", "bincount", "broadcast_to", "cholesky",
    "cholesky_inverse", "cholesky_solve", "corrcoef", "cov", "cross", "cummax",
    "cummin", "diag_embed", "diff", "digamma", "dist", "dsplit", "eig", "erfinv", "fliplr",
    "flipud", "float_power", "greater", "greater_equal", "histc",
    "histogram", "hsplit", "i0", "index_add", "index_copy", "index_fill", "index_put", "index_put_",
    "inner", "is_nonzero", "kron", "ldexp", "less", "less_equal", "lgamma",
    "logaddexp2", "logcumsumexp", "logdet", "logit_", "lstsq", "masked_scatter", "matrix_exp",
    "matrix_power", "moveaxis", "movedim", "msort", "mvlgamma", "nanmean",
    "nanquantile", "nansum", "not_equal", "pinverse", "positive", "qr", "quantile",
    "renorm", "roll", "rot90", "scatter", "scatter_add", "slogdet", "solve", "swapaxes", "swapdims",
    "symeig", "take", "take_along_dim", "tensor_split", "unflatten", "unique", "unique_consecutive",
    "vdot", "vsplit",
  ]

  /// The methods that the text `torch._tensor` names.
  private static let methodsOnly = [
    "fill_diagonal_", "index_add_", "index_copy_", "index_fill_", "reshape_as", "scatter_",
    "scatter_add_", "unfold",
  ]

  /// What the Python texts need of this side: the module `torch._C`.
  private func defineCore() {
    let core = module("torch._C")
    // Calls a method of a module, its `forward` or what has hooks around it, in the module's box.
    free("call_module(name, forward, args, kwargs)", in: core) { c throws(TorchError) in
      var module: Instance?
      if case .method(let method) = c["forward"], case .instance(let receiver) = method.receiver {
        module = receiver
      }
      return try self.running(module, c.string("name")) { () throws(TorchError) in
        try self.callForward(c)
      }
    }
    // Calls the `forward` of a module whose box is open already.
    free("call_forward(forward, args, kwargs)", in: core) { c throws(TorchError) in
      try self.callForward(c)
    }
    // Makes a function whose calls are drawn in a box of its name.
    free("boxed(function)", in: core) { c in
      let body = c["function"]
      guard case .function(let function) = body else { return body }
      let name = function.name
      return .builtin(
        BuiltinFunction(name) { [unowned(unsafe) self] interpreter, arguments throws(Raised) in
          try self.boxed(name) { () throws(Raised) in try interpreter.call(body, arguments) }
        })
    }
    // Lets the recording call tensors that no variable of the program holds by their keys.
    free("called(tensors)", in: core) { c throws(TorchError) in
      guard c.runtime.recordsEverything, case .dict(let entries) = c["tensors"] else {
        return .none
      }
      for case (.string(let name), let value) in entries.items {
        guard let tensor = self.tensor(value), tensor.dtype.isFloating, tensor.count <= 10_000,
          !tensor.isNamedGlobally
        else { continue }
        tensor.name = name
        c.runtime.label(tensor)
      }
      return .none
    }
    // Makes one function of several steps from some tensors to a result.
    free("fused(result, name, inputs)", in: core) { c throws(TorchError) in
      let inputs = try calling(c.interpreter.iterate(c["inputs"])).compactMap { self.tensor($0) }
      try c.runtime.fuse(c.tensor("result"), as: c.backwardFunction(), from: inputs)
      return c["result"]
    }
    defineBatchNorm(in: core)
    // Gives the last step of several the name that PyTorch has for all of them.
    free("renamed(input, name, reads=None)", in: core) { c throws(TorchError) in
      let (input, name) = (try c.tensor("input"), try c.backwardFunction())
      let function = input.function
      c.runtime.rename(input, name)
      // A pass over the whole in PyTorch's eyes uses something up, but for mere moves.
      if !name.row.isMove { function?.savesNumbers = true }
      if c.has("reads") {
        for tensor in try c.tensors("reads") { function?.save(tensor, as: "self") }
      }
      return c["input"]
    }
    // Changes a tensor in place to what a function without arguments computes from it.
    free("overwritten(input, compute, repeats=False)", in: core) { c throws(TorchError) in
      let target = try c.tensor("input")
      try c.runtime.inPlace(target, mayRepeat: c.bool("repeats")) { () throws(TorchError) in
        let result = try calling(c.interpreter.call(c["compute"], Arguments([])))
        guard let tensor = self.tensor(result) else { throw TorchError.unsupported(c.name) }
        return tensor
      }
      return c["input"]
    }
    // What a kernel has no code for: integers and truth values, or the latter alone.
    free("needs_floats(input, kernel)", in: core) { c throws(TorchError) in
      try c.tensor("input").refuseWholeNumbers(inKernel: c.string("kernel"))
      return .none
    }
    free("needs_numbers(input, kernel)", in: core) { c throws(TorchError) in
      try c.tensor("input").refuseTruthValues(of: c.string("kernel"))
      return .none
    }
    free("named(function, fields, results)", in: core) { c throws(TorchError) in
      let fields = try calling(c.interpreter.iterate(c["fields"])).map { name throws(TorchError) in
        try calling(c.interpreter.str(name))
      }
      return self.named(
        try c.string("function"), fields: fields, try calling(c.interpreter.iterate(c["results"])))
    }
    // What optimisers and clipping do with gradients, for who looks for slips.
    free("pass_count()", in: core) { c in .int(c.runtime.passCount) }
    free("note_step(parameters, made_after)", in: core) { c throws(TorchError) in
      c.runtime.noteStep(try c.tensors("parameters"), madeAfter: try c.int("made_after"))
      return .none
    }
    free("note_clip(parameters)", in: core) { c throws(TorchError) in
      c.runtime.noteClip(try c.tensors("parameters"))
      return .none
    }
    // Whether passes leave the graph for others; returned is whether they did so before.
    free("keep_graphs(keeps)", in: core) { c throws(TorchError) in
      let before = c.runtime.keepsGraphs
      c.runtime.keepsGraphs = try c.bool("keeps")
      return .bool(before)
    }
    // Whether random numbers are refused; returned is whether they were before.
    free("refuse_draws(refuses)", in: core) { c throws(TorchError) in
      let before = c.runtime.refusesDraws
      c.runtime.refusesDraws = try c.bool("refuses")
      return .bool(before)
    }
    // Some elements of a tensor, by a function that PyTorch cannot differentiate either.
    free("undifferentiable(input, places, name, function)", in: core) { c throws(TorchError) in
      let x = try c.runtime.flatten(c.tensor("input"))
      let places = try c.ints("places")
      let result = try c.runtime.gathered(
        x, c.backwardFunction(), places, shape: [places.count])
      result.function?.kind = .notDifferentiable(
        TorchError(
          "NotImplementedError",
          "the derivative for '\(try c.string("function"))' is not implemented."))
      return self.wrap(result)
    }
    // For each line, which elements come at some places in order and which at others.
    free("places_in_order(lines, below, above)", in: core) { c throws(TorchError) in
      let (values, length) = (try c.tensor("lines").values, try c.tensor("lines").shape.last ?? 1)
      let (below, above) = (try c.tensor("below"), try c.tensor("above"))
      let width = below.shape.last ?? 1
      var (lower, upper) = (below.values, above.values)
      for row in stride(from: 0, to: lower.count, by: max(1, width)) {
        let line = row / width * length
        let found = Array(values[line..<line + length]).indices(
          at: Set((lower[row..<row + width] + upper[row..<row + width]).map { Int($0) }))
        for column in row..<row + width {
          lower[column] = Double(found[Int(lower[column])] ?? 0)
          upper[column] = Double(found[Int(upper[column])] ?? 0)
        }
      }
      return .tuple(
        [lower, upper].map { self.wrap(Tensor($0, shape: below.shape, dtype: .int64)) })
    }
    free("epsilon(input)", in: core) { c throws(TorchError) in
      .float(try c.tensor("input").dtype == .float64 ? 0x1p-52 : 0x1p-23)
    }
    // How error messages name the type of a tensor's elements.
    free("type_names(input)", in: core) { c throws(TorchError) in
      let dtype = try c.tensor("input").dtype
      return .tuple([.string(dtype.legacyName), .string(dtype.cName)])
    }
    free("unsupported(what)", in: core) { c throws(TorchError) in
      throw TorchError.unsupported(try c.string("what"))
    }
    free("warn(message, category=None, stacklevel=1, source=None)", in: core) {
      c throws(TorchError) in
      var category = "UserWarning"
      if case .type(let type) = c["category"] { category = type.name }
      try self.warnings.add(try calling(c.interpreter.str(c["message"])), category: category)
      return .none
    }
    free("warn_once(message)", in: core) { c throws(TorchError) in
      try self.warnings.addOnce(c.string("message"))
      return .none
    }
    defineWindowing(in: core)
    drawNothing()
  }

  /// Plots are let pass without effect: nothing that a program prints depends on them.
  private func drawNothing() {
    for name in [
      "matplotlib", "matplotlib.animation", "matplotlib.axes", "matplotlib.cm",
      "matplotlib.collections", "matplotlib.colors", "matplotlib.figure",
      "matplotlib.font_manager", "matplotlib.gridspec", "matplotlib.image", "matplotlib.lines",
      "matplotlib.patches", "matplotlib.path", "matplotlib.pylab", "matplotlib.pyplot",
      "matplotlib.style", "matplotlib.ticker", "mpl_toolkits", "mpl_toolkits.axes_grid1",
      "mpl_toolkits.mplot3d", "mpl_toolkits.mplot3d.art3d", "mpl_toolkits.mplot3d.axes3d",
      "pylab", "seaborn", "plotly", "plotly.express", "plotly.graph_objects", "plotly.graph_objs",
      "IPython", "IPython.core", "IPython.core.display", "IPython.display", "ipywidgets", "tqdm",
      "tqdm.auto", "tqdm.notebook", "tensorboardX", "torch.utils.tensorboard",
    ] {
      module(name).substitute = { [unowned(unsafe) self] attribute throws(Raised) in
        let stand = attribute.hasPrefix("tqdm") ? "unchanged" : "nothing"
        return try self.interpreter.attribute(stand, of: .module(self.module("torch._C.plots")))
      }
    }
  }

  private func callForward(_ c: Call) throws(TorchError) -> Object {
    let forward = c["forward"]
    let arguments = try arguments(c)
    runtime.entersModule = isProgramFunction(forward)
    defer { runtime.entersModule = false }
    return try calling(c.interpreter.call(forward, arguments))
  }

  private func arguments(_ c: Call) throws(TorchError) -> Arguments {
    var arguments = Arguments(try calling(c.interpreter.iterate(c["args"])))
    if case .dict(let keywords) = c["kwargs"] {
      arguments.keywords = keywords.items.compactMap { key, value in
        if case .string(let name) = key { (name, value) } else { nil }
      }
    }
    return arguments
  }

  private func isProgramFunction(_ object: Object) -> Bool {
    guard case .method(let method) = object, case .function(let function) = method.function
    else { return false }
    return !function.isLibrary
  }
}

extension Call {
  /// The function that a text of the prelude names, as its parameter `name`.
  func backwardFunction() throws(TorchError) -> BackwardFunction {
    let name = try string("name")
    guard let function = BackwardFunction(rawValue: name) else {
      throw TorchError.value("there is no backward function \(name)")
    }
    return function
  }
}
