import Python

extension NumPy {
  /// The parts of NumPy that are written in Python: here too, in the folder Prelude.
  func defineComposed() {
    let core = library.module("numpy._core")
    free("unsupported(what)", in: core) { c in
      throw TorchError.unsupported(try c.string("what"))
    }
    free("warn(message)", in: core) { c in
      self.library.warnings.add(try c.string("message"), category: "RuntimeWarning")
      return .none
    }
    let composed = library.module("numpy.composed")
    interpreter.install(text: { PackageResources.numpy_composed_py }, as: composed)
    module.substitute = { [unowned self] name throws(Raised) in
      try composed.load()
      if let value = composed.attributes[name] { return value }
      throw self.interpreter.unsupported("numpy.\(name)")
    }
    for (name, text) in NumPy.texts {
      let part = library.module(name)
      interpreter.install(text: text, as: part)
      part.substitute = { [unowned self] missing throws(Raised) in
        throw self.interpreter.unsupported("\(name).\(missing)")
      }
    }
    for name in NumPy.composedMethods {
      let function = BuiltinFunction(name) { [unowned self] interpreter, arguments throws(Raised) in
        let function = try interpreter.attribute(name, of: .module(self.module))
        return try interpreter.call(function, arguments)
      }
      for type in arrayTypes { type.attributes[name] = .builtin(function) }
    }
  }

  private static let texts: [(String, @Sendable () -> [UInt8])] = [
    ("numpy.linalg", { PackageResources.numpy_linalg_py }),
    ("numpy.random", { PackageResources.numpy_random_py }),
  ]

  /// The composed functions that are methods of arrays as well.
  private static let composedMethods = [
    "diagonal", "mean", "repeat", "squeeze", "std", "swapaxes", "take", "trace", "var",
  ]
}
