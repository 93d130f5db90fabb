import Python

/// The parts of PyTorch that are written in Python: here too, in the folder Prelude.
///
/// A file holds the text of the module that it is named after. It is read when one of the names in
/// it is first asked for, so that a program that needs none of them starts at once.
extension Library {
  func definePrelude() {
    defineCore()
    for name in Library.composedMethods {
      tensorType.attributes[name] = .builtin(
        BuiltinFunction(name) { [unowned self] interpreter, arguments throws(Raised) in
          let function = try interpreter.attribute(name, of: .module(self.torch))
          return try interpreter.call(function, arguments)
        })
    }
    for (name, text) in Library.texts {
      interpreter.install(text: text, as: module(name))
    }
  }

  private static let texts: [(String, @Sendable () -> [UInt8])] = [
    ("functorch", { PackageResources.functorch_py }),
    ("functorch._src.make_functional", { PackageResources.functorch__src_make_functional_py }),
    ("torch", { PackageResources.torch_py }),
    ("torch._linalg_utils", { PackageResources.torch__linalg_utils_py }),
    ("torch._refs.counting", { PackageResources.torch__refs_counting_py }),
    ("torch._refs.decompositions", { PackageResources.torch__refs_decompositions_py }),
    ("torch._refs.dimensions", { PackageResources.torch__refs_dimensions_py }),
    ("torch._refs.dropout", { PackageResources.torch__refs_dropout_py }),
    ("torch._refs.limits", { PackageResources.torch__refs_limits_py }),
    ("torch._refs.matrices", { PackageResources.torch__refs_matrices_py }),
    ("torch._refs.moves", { PackageResources.torch__refs_moves_py }),
    ("torch._refs.numbers", { PackageResources.torch__refs_numbers_py }),
    ("torch._refs.order", { PackageResources.torch__refs_order_py }),
    ("torch._refs.padding", { PackageResources.torch__refs_padding_py }),
    ("torch._refs.places", { PackageResources.torch__refs_places_py }),
    ("torch._refs.pools", { PackageResources.torch__refs_pools_py }),
    ("torch._refs.series", { PackageResources.torch__refs_series_py }),
    ("torch._refs.special", { PackageResources.torch__refs_special_py }),
    ("torch._refs.windows", { PackageResources.torch__refs_windows_py }),
    ("torch.autograd", { PackageResources.torch_autograd_py }),
    ("torch.autograd.functional", { PackageResources.torch_autograd_functional_py }),
    ("torch.distributions", { PackageResources.torch_distributions_py }),
    ("torch.distributions.bernoulli", { PackageResources.torch_distributions_bernoulli_py }),
    ("torch.distributions.categorical", { PackageResources.torch_distributions_categorical_py }),
    ("torch.distributions.constraints", { PackageResources.torch_distributions_constraints_py }),
    ("torch.distributions.distribution", { PackageResources.torch_distributions_distribution_py }),
    ("torch.distributions.exponential", { PackageResources.torch_distributions_exponential_py }),
    ("torch.distributions.independent", { PackageResources.torch_distributions_independent_py }),
    ("torch.distributions.kl", { PackageResources.torch_distributions_kl_py }),
    ("torch.distributions.multinomial", { PackageResources.torch_distributions_multinomial_py }),
    ("torch.distributions.normal", { PackageResources.torch_distributions_normal_py }),
    ("torch.distributions.uniform", { PackageResources.torch_distributions_uniform_py }),
    ("torch.distributions.utils", { PackageResources.torch_distributions_utils_py }),
    ("torch.func", { PackageResources.torch_func_py }),
    ("torch.functional", { PackageResources.torch_functional_py }),
    ("torch.linalg", { PackageResources.torch_linalg_py }),
    ("torch.nn", { PackageResources.torch_nn_py }),
    ("torch.nn.functional", { PackageResources.torch_nn_functional_py }),
    ("torch.nn.init", { PackageResources.torch_nn_init_py }),
    ("torch.nn.modules", { PackageResources.torch_nn_modules_py }),
    ("torch.nn.modules.activation", { PackageResources.torch_nn_modules_activation_py }),
    ("torch.nn.modules.batchnorm", { PackageResources.torch_nn_modules_batchnorm_py }),
    ("torch.nn.modules.container", { PackageResources.torch_nn_modules_container_py }),
    ("torch.nn.modules.conv", { PackageResources.torch_nn_modules_conv_py }),
    ("torch.nn.modules.distance", { PackageResources.torch_nn_modules_distance_py }),
    ("torch.nn.modules.dropout", { PackageResources.torch_nn_modules_dropout_py }),
    ("torch.nn.modules.flatten", { PackageResources.torch_nn_modules_flatten_py }),
    ("torch.nn.modules.fold", { PackageResources.torch_nn_modules_fold_py }),
    ("torch.nn.modules.instancenorm", { PackageResources.torch_nn_modules_instancenorm_py }),
    ("torch.nn.modules.lazy", { PackageResources.torch_nn_modules_lazy_py }),
    ("torch.nn.modules.linear", { PackageResources.torch_nn_modules_linear_py }),
    ("torch.nn.modules.loss", { PackageResources.torch_nn_modules_loss_py }),
    ("torch.nn.modules.module", { PackageResources.torch_nn_modules_module_py }),
    ("torch.nn.modules.normalization", { PackageResources.torch_nn_modules_normalization_py }),
    ("torch.nn.modules.padding", { PackageResources.torch_nn_modules_padding_py }),
    ("torch.nn.modules.pooling", { PackageResources.torch_nn_modules_pooling_py }),
    ("torch.nn.modules.rnn", { PackageResources.torch_nn_modules_rnn_py }),
    ("torch.nn.modules.sparse", { PackageResources.torch_nn_modules_sparse_py }),
    ("torch.nn.modules.transformer", { PackageResources.torch_nn_modules_transformer_py }),
    ("torch.nn.modules.upsampling", { PackageResources.torch_nn_modules_upsampling_py }),
    ("torch.nn.parameter", { PackageResources.torch_nn_parameter_py }),
    ("torch.nn.utils", { PackageResources.torch_nn_utils_py }),
    ("torch.nn.utils.clip_grad", { PackageResources.torch_nn_utils_clip_grad_py }),
    (
      "torch.nn.utils.convert_parameters",
      { PackageResources.torch_nn_utils_convert_parameters_py }
    ),
    ("torch.nn.utils.rnn", { PackageResources.torch_nn_utils_rnn_py }),
    ("torch.optim", { PackageResources.torch_optim_py }),
    ("torch.optim._combined", { PackageResources.torch_optim__combined_py }),
    ("torch.optim._cycles", { PackageResources.torch_optim__cycles_py }),
    ("torch.optim._linesearch", { PackageResources.torch_optim__linesearch_py }),
    ("torch.optim._scheduling", { PackageResources.torch_optim__scheduling_py }),
    ("torch.optim.adadelta", { PackageResources.torch_optim_adadelta_py }),
    ("torch.optim.adagrad", { PackageResources.torch_optim_adagrad_py }),
    ("torch.optim.adam", { PackageResources.torch_optim_adam_py }),
    ("torch.optim.adamax", { PackageResources.torch_optim_adamax_py }),
    ("torch.optim.adamw", { PackageResources.torch_optim_adamw_py }),
    ("torch.optim.asgd", { PackageResources.torch_optim_asgd_py }),
    ("torch.optim.lbfgs", { PackageResources.torch_optim_lbfgs_py }),
    ("torch.optim.lr_scheduler", { PackageResources.torch_optim_lr_scheduler_py }),
    ("torch.optim.nadam", { PackageResources.torch_optim_nadam_py }),
    ("torch.optim.optimizer", { PackageResources.torch_optim_optimizer_py }),
    ("torch.optim.radam", { PackageResources.torch_optim_radam_py }),
    ("torch.optim.rmsprop", { PackageResources.torch_optim_rmsprop_py }),
    ("torch.optim.rprop", { PackageResources.torch_optim_rprop_py }),
    ("torch.optim.sgd", { PackageResources.torch_optim_sgd_py }),
    ("torch.special", { PackageResources.torch_special_py }),
    ("torch.utils.data", { PackageResources.torch_utils_data_py }),
    ("torch.utils.data._utils.collate", { PackageResources.torch_utils_data__utils_collate_py }),
    ("torch.utils.data.dataloader", { PackageResources.torch_utils_data_dataloader_py }),
    ("torch.utils.data.dataset", { PackageResources.torch_utils_data_dataset_py }),
    ("torch.utils.data.sampler", { PackageResources.torch_utils_data_sampler_py }),
    ("torch.utils.hooks", { PackageResources.torch_utils_hooks_py }),
  ]

  /// The functions of the text `torch` that are methods of tensors as well.
  private static let composedMethods = [
    "addmv", "addr", "aminmax", "baddbmm", "bincount", "broadcast_to", "cholesky",
    "cholesky_inverse", "cholesky_solve", "corrcoef", "cov", "cross", "cummax", "cummin",
    "diag_embed", "diff", "digamma", "dist", "dsplit", "eig", "erfinv", "fill_diagonal_", "fliplr",
    "flipud", "float_power", "greater", "greater_equal", "heaviside", "histc", "histogram",
    "hsplit", "i0", "index_add", "index_add_", "index_copy", "index_copy_", "index_fill",
    "index_fill_", "index_put", "index_put_", "inner", "is_nonzero", "kron", "ldexp", "less",
    "less_equal", "lgamma", "logaddexp2", "logcumsumexp", "logdet", "logit_", "lstsq",
    "masked_scatter", "matrix_exp", "matrix_power", "moveaxis", "movedim", "msort", "mvlgamma",
    "nanmean", "nanquantile", "nansum", "not_equal", "pinverse", "positive", "qr", "quantile",
    "renorm", "reshape_as", "roll", "rot90", "scatter", "scatter_", "scatter_add", "scatter_add_",
    "slogdet", "solve", "squeeze_", "swapaxes", "swapdims", "symeig", "t_", "take",
    "take_along_dim", "tensor_split", "transpose_", "unflatten", "unfold", "unique",
    "unique_consecutive", "unsqueeze_", "vdot", "vsplit",
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
    // Makes one function of several steps from some tensors to a result.
    free("fused(result, name, inputs)", in: core) { c in
      let inputs = try c.interpreter.iterate(c["inputs"]).compactMap { self.tensor($0) }
      c.runtime.fuse(try c.tensor("result"), as: try c.string("name"), from: inputs)
      return c["result"]
    }
    // Gives the last step of several the name that PyTorch has for all of them.
    free("renamed(input, name, reads=None)", in: core) { c in
      let (input, name) = (try c.tensor("input"), try c.string("name"))
      let function = input.function
      c.runtime.rename(input, name)
      // A pass over the whole in PyTorch's eyes uses something up, but for mere moves.
      let isMove = [
        "RollBackward0", "ViewBackward0", "UnsafeViewBackward0", "SliceBackward0",
        "UnfoldBackward0", "StdMeanBackward0",
      ].contains(name)
      if !isMove { function?.savesNumbers = true }
      if c.has("reads") {
        for tensor in try c.tensors("reads") { function?.save(tensor, as: "self") }
      }
      return c["input"]
    }
    // Changes a tensor in place to what was computed from it.
    free("overwritten(input, result)", in: core) { c in
      let (target, result) = (try c.tensor("input"), try c.tensor("result"))
      try c.runtime.inPlace(target) { () throws(TorchError) in result }
      return c["input"]
    }
    // Shows another view of the same tensor under its old name, as `unsqueeze_` does.
    free("reshaped_in_place(input, shape)", in: core) { c in
      let target = try c.tensor("input")
      let shape = try c.ints("shape")
      guard target.isContiguous else { throw TorchError.unsupported("\(c.name) of a view") }
      (target.shape, target.strides) = (shape, Shape(shape).strides)
      return c["input"]
    }
    free("named(function, fields, results)", in: core) { c in
      let fields = try c.interpreter.iterate(c["fields"]).map { try c.interpreter.str($0) }
      return self.named(
        try c.string("function"), fields: fields, try c.interpreter.iterate(c["results"]))
    }
    // Whether passes leave the graph for others; returned is whether they did so before.
    free("keep_graphs(keeps)", in: core) { c in
      let before = c.runtime.keepsGraphs
      c.runtime.keepsGraphs = try c.bool("keeps")
      return .bool(before)
    }
    // Some elements of a tensor, by a function that PyTorch cannot differentiate either.
    free("undifferentiable(input, places, name, function)", in: core) { c in
      let x = try c.runtime.flatten(c.tensor("input"))
      let places = try c.ints("places")
      let result = try c.runtime.gathered(
        x, c.string("name"), places, shape: [places.count])
      result.function?.kind = .notDifferentiable(
        TorchError(
          "NotImplementedError",
          "the derivative for '\(try c.string("function"))' is not implemented."))
      return self.wrap(result)
    }
    free("epsilon(input)", in: core) { c in
      .float(try c.tensor("input").dtype == .float64 ? 0x1p-52 : 0x1p-23)
    }
    // How error messages name the type of a tensor's elements.
    free("type_names(input)", in: core) { c in
      let dtype = try c.tensor("input").dtype
      return .tuple([.string(dtype.legacyName), .string(dtype.cName)])
    }
    free("unsupported(what)", in: core) { c in
      throw TorchError.unsupported(try c.string("what"))
    }
    for module in [core, module("warnings")] {
      free("warn(message, category=None, stacklevel=1, source=None)", in: module) { c in
        self.warnings.add(try c.interpreter.str(c["message"]))
        return .none
      }
    }
    defineWindowing(in: core)
    drawNothing()
  }

  /// Plots are let pass without effect: nothing that a program prints depends on them.
  private func drawNothing() {
    for name in [
      "matplotlib", "matplotlib.pyplot", "matplotlib.ticker", "seaborn", "IPython",
      "IPython.display", "tqdm",
    ] {
      module(name).substitute = { [unowned self] attribute throws(Raised) in
        let texts = ModuleObject(name: "torch._C.plots")
        let plots = self.interpreter.modules[texts.name] ?? texts
        if plots === texts {
          self.interpreter.modules[texts.name] = texts
          self.interpreter.install(text: { PackageResources.plots_py }, as: texts)
        }
        let stand = attribute.hasPrefix("tqdm") ? "unchanged" : "nothing"
        return try self.interpreter.attribute(stand, of: .module(plots))
      }
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
