import Python

extension NumPy {
  /// The parts of NumPy that are written in Python: here too, in the folder Prelude.
  func defineComposed() {
    let core = library.module("numpy._core")
    free("unsupported(what)", in: core) { c in
      throw TorchError.unsupported(try c.string("what"))
    }
    free("warn(message)", in: core) { c in
      try self.library.warnings.add(try c.string("message"), category: "RuntimeWarning")
      return .none
    }
    let composed = NumPy.composedTexts.map { name, text in
      let part = library.module(name)
      interpreter.install(text: text, as: part)
      return part
    }
    module.loader = { module throws(Raised) in
      for part in composed {
        try part.load()
        module.attributes.merge(part.attributes) { own, _ in own }
      }
    }
    module.substitute = { [unowned self] name throws(Raised) in
      // What made the module's own functions was its first loader.
      try self.module.load()
      if let value = self.module.attributes[name] { return value }
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

  private static let composedTexts: [(String, @Sendable () -> [UInt8])] = [
    ("numpy._core.arithmetic", { PackageResources.numpy__core_arithmetic_py }),
    ("numpy._core.curves", { PackageResources.numpy__core_curves_py }),
    ("numpy._core.joining", { PackageResources.numpy__core_joining_py }),
    ("numpy._core.making", { PackageResources.numpy__core_making_py }),
    ("numpy._core.picking", { PackageResources.numpy__core_picking_py }),
    ("numpy._core.products", { PackageResources.numpy__core_products_py }),
    ("numpy._core.sets", { PackageResources.numpy__core_sets_py }),
    ("numpy._core.shapes", { PackageResources.numpy__core_shapes_py }),
    ("numpy._core.statistics", { PackageResources.numpy__core_statistics_py }),
    ("numpy._core.types", { PackageResources.numpy__core_types_py }),
  ]

  /// The composed functions that are methods of arrays as well.
  private static let composedMethods = [
    "diagonal", "mean", "repeat", "squeeze", "std", "swapaxes", "take", "trace", "var",
  ]
}
