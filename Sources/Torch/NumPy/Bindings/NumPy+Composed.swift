import Python

extension NumPy {
  /// The parts of NumPy that are written in Python: here too, in the folder Prelude.
  func defineComposed() {
    let core = library.module("numpy._core")
    free("unsupported(what)", in: core) { c throws(TorchError) in
      throw TorchError.unsupported(try c.string("what"))
    }
    free("warn(message)", in: core) { c throws(TorchError) in
      try self.library.warnings.add(try c.string("message"), category: "RuntimeWarning")
      return .none
    }
    let texts = Library.texts.filter { $0.name.hasPrefix("numpy.") }
    let composed = texts.filter { $0.name.hasPrefix("numpy._core.") }.map { name, text in
      let part = library.module(name)
      interpreter.install(text: text, as: part)
      return part
    }
    module.loader = { module throws(Raised) in
      for part in composed {
        try part.load()
        for (name, value) in part.attributes where module.attributes[name] == nil {
          module.attributes[name] = value
        }
      }
    }
    module.substitute = { [unowned(unsafe) self] name throws(Raised) in
      // What made the module's own functions was its first loader.
      try self.module.load()
      if let value = self.module.attributes[name] { return value }
      throw self.interpreter.unsupported("numpy.\(name)")
    }
    for (name, text) in texts where !name.hasPrefix("numpy._core.") {
      let part = library.module(name)
      interpreter.install(text: text, as: part)
      part.substitute = { [unowned(unsafe) self] missing throws(Raised) in
        throw self.interpreter.unsupported("\(name).\(missing)")
      }
    }
    for name in NumPy.composedMethods {
      let function = BuiltinFunction(name) {
        [unowned(unsafe) self] interpreter, arguments throws(Raised) in
        let function = try interpreter.attribute(name, of: .module(self.module))
        return try interpreter.call(function, arguments)
      }
      for type in arrayTypes { type.attributes[name] = .builtin(function) }
    }
  }

  /// The composed functions that are methods of arrays as well.
  private static let composedMethods = [
    "diagonal", "mean", "repeat", "squeeze", "std", "swapaxes", "take", "trace", "var",
  ]
}
