import Python

/// The parts of PyTorch that are written in Python: here too, in the folder Prelude.
///
/// A file holds the text of the module that it is named after. It is read when one of the names in
/// it is first asked for, so that a program that needs none of them starts at once.
extension Library {
  func definePrelude() {
    defineCore()
    for (name, text) in Library.texts {
      let module = module(name)
      module.loader = { [unowned self] module throws(Raised) in
        let namespace = try self.interpreter.runLibrary(
          String(decoding: text(), as: UTF8.self), name: name, names: [:])
        for (key, value) in namespace.items {
          guard case .string(let key) = key, !key.hasPrefix("__"), module.attributes[key] == nil
          else { continue }
          module.attributes[key] = value
        }
      }
    }
  }

  private static let texts: [(String, @Sendable () -> [UInt8])] = [
    ("torch.nn", { PackageResources.torch_nn_py }),
    ("torch.nn.functional", { PackageResources.torch_nn_functional_py }),
    ("torch.nn.init", { PackageResources.torch_nn_init_py }),
    ("torch.nn.utils", { PackageResources.torch_nn_utils_py }),
    ("torch.nn.modules.module", { PackageResources.torch_nn_modules_module_py }),
    ("torch.nn.modules.container", { PackageResources.torch_nn_modules_container_py }),
    ("torch.nn.modules.linear", { PackageResources.torch_nn_modules_linear_py }),
    ("torch.nn.modules.activation", { PackageResources.torch_nn_modules_activation_py }),
    ("torch.nn.modules.loss", { PackageResources.torch_nn_modules_loss_py }),
    ("torch.optim", { PackageResources.torch_optim_py }),
    ("torch.optim.optimizer", { PackageResources.torch_optim_optimizer_py }),
    ("torch.optim.lr_scheduler", { PackageResources.torch_optim_lr_scheduler_py }),
    ("torch.utils.data", { PackageResources.torch_utils_data_py }),
    ("torch.autograd", { PackageResources.torch_autograd_py }),
    ("torch.autograd.functional", { PackageResources.torch_autograd_functional_py }),
    ("torch.func", { PackageResources.torch_func_py }),
  ]

  /// What the Python texts need of this side: the module `torch._C`.
  private func defineCore() {
    let core = module("torch._C")
    // Calls a module's `forward` in a box that bears the name of its class.
    free("call_module(name, forward, args, kwargs)", in: core) { c in
      let forward = c["forward"]
      let arguments = try self.arguments(c)
      return try self.runtime.scope(c.string("name")) {
        self.runtime.entersModule = self.isProgramFunction(forward)
        defer { self.runtime.entersModule = false }
        return try c.interpreter.call(forward, arguments)
      }
    }
    // Makes a function whose calls are drawn in a box of its name.
    free("boxed(function)", in: core) { c in
      let body = c["function"]
      guard case .function(let function) = body else { return body }
      let name = function.name
      return .builtin(
        BuiltinFunction(name) { [unowned self] interpreter, arguments throws(Raised) in
          try self.guarding {
            try self.boxed(name) { try interpreter.call(body, arguments) }
          }
        })
    }
    // Gives the last step of several the name that PyTorch has for all of them.
    free("renamed(input, name)", in: core) { c in
      try c.tensor("input").function?.name = c.string("name")
      return c["input"]
    }
    free("epsilon(input)", in: core) { c in
      .float(try c.tensor("input").dtype == .float64 ? 0x1p-52 : 0x1p-23)
    }
    free("unsupported(what)", in: core) { c in
      throw TorchError.unsupported(try c.string("what"))
    }
    free("warn(message)", in: core) { c in
      self.warnings.add(try c.string("message"))
      return .none
    }
  }

  private func arguments(_ c: Call) throws -> Arguments {
    var arguments = Arguments(try c.interpreter.iterate(c["args"]))
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
