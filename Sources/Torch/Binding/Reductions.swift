import Autograd
import Python

extension Library {
  /// Functions that combine elements.
  func defineReductions() {
    both("sum(input, dim=None, keepdim=False, *, dtype=None)") { c throws(TorchError) in
      self.wrap(try c.runtime.sum(c.tensor("input"), c.axes(), dtype: c.dtype()))
    }
    both("mean(input, dim=None, keepdim=False, *, dtype=None)") { c throws(TorchError) in
      self.wrap(try c.runtime.mean(c.tensor("input"), c.axes(), dtype: c.dtype()))
    }
    both("prod(input, dim=None, keepdim=False, *, dtype=None)") { c throws(TorchError) in
      if c.has("dim"), self.intIfPossible(c["dim"]) == nil {
        throw TorchError.type("prod() received an invalid combination of arguments")
      }
      let x = try c.tensor("input")
      let source =
        try c.dtype().map { dtype throws(TorchError) in try c.runtime.cast(x, to: dtype) } ?? x
      return self.wrap(try c.runtime.product(source, c.axes()))
    }
    both("logsumexp(input, dim, keepdim=False)") { c throws(TorchError) in
      self.wrap(try c.runtime.logSumExp(c.tensor("input"), c.axes()))
    }
    both("amax(input, dim=None, keepdim=False)") { c throws(TorchError) in
      self.wrap(try c.runtime.extreme(.max, .amax, c.tensor("input"), c.axes()))
    }
    both("amin(input, dim=None, keepdim=False)") { c throws(TorchError) in
      self.wrap(try c.runtime.extreme(.min, .amin, c.tensor("input"), c.axes()))
    }
    extreme("max", .max, .max1, .maximum)
    extreme("min", .min, .min1, .minimum)
    for (name, operation) in [("argmax", Reduction.max), ("argmin", .min)] {
      both("\(name)(input, dim=None, keepdim=False)") { c throws(TorchError) in
        let x = try c.tensor("input")
        guard x.dtype != .bool else {
          throw TorchError("NotImplementedError", "\(name)(): does not support bool input")
        }
        return self.wrap(
          try c.runtime.argExtreme(
            operation, x, c.optionalInt("dim"), keeps: c.bool("keepdim")))
      }
    }
    definePicks()
    truth("all") { $0.allSatisfy { $0 != 0 } }
    truth("any") { $0.contains { $0 != 0 } }
    defineStatistics()
    defineNorms()
    both("cumsum(input, dim)") { c throws(TorchError) in
      self.wrap(try c.runtime.cumulativeSum(c.tensor("input"), c.int("dim")))
    }
    both("cumprod(input, dim)") { c throws(TorchError) in
      self.wrap(try c.runtime.cumulativeProduct(c.tensor("input"), c.int("dim")))
    }
  }

  /// `median`, `nanmedian`, `kthvalue` and `mode`.
  private func definePicks() {
    for (name, ignoresNaN) in [("median", false), ("nanmedian", true)] {
      both("\(name)(input, dim=None, keepdim=False)") { c throws(TorchError) in
        let x = try c.tensor("input")
        guard c.has("dim") else {
          return self.wrap(try c.runtime.median(x, ignoringNaN: ignoresNaN))
        }
        let dimension = try c.int("dim")
        if x.rank > 0, x.shape[try Shape(x.shape).dimension(dimension)] == 0 {
          throw TorchError.index(
            "median(): Expected reduction dim \(dimension) to have non-zero size.")
        }
        let (values, indices) = try c.runtime.one(
          of: x, dimension, keeps: c.bool("keepdim"),
          ignoresNaN ? .nanmedian1 : .median1, rank: Choice.middle
        ) { $0.medianIndex(ignoringNaN: ignoresNaN) }
        return self.named(name, values, indices)
      }
    }
    both("kthvalue(input, k, dim=-1, keepdim=False)") { c throws(TorchError) in
      let (x, dimension, k) = (try c.tensor("input"), try c.int("dim"), try c.int("k"))
      try x.refuseTruthValues(of: "kthvalue_cpu")
      let axis = try Shape(x.shape).dimension(dimension)
      guard 1 <= k, k <= (x.rank == 0 ? 1 : x.shape[axis]) else {
        throw TorchError.runtime(
          "kthvalue(): selected number k out of range for dimension \(axis)")
      }
      let (values, indices) = try c.runtime.one(
        of: x, dimension, keeps: c.bool("keepdim"), .kthvalue, rank: k
      ) { $0.indexInOrder(k - 1) }
      return self.named("kthvalue", values, indices)
    }
    both("mode(input, dim=-1, keepdim=False)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let dimension = try c.int("dim")
      let axis = try Shape(x.shape).dimension(dimension)
      if x.rank > 0, x.shape[axis] == 0 {
        throw TorchError.index("mode(): Expected reduction dim \(axis) to have non-zero size.")
      }
      let (values, indices) = try c.runtime.one(
        of: x, dimension, keeps: c.bool("keepdim"), .mode, rank: nil
      ) { $0.modeIndex() }
      return self.named("mode", values, indices)
    }
  }

  /// `max(x)`, `max(x, dim)` and `max(x, y)`.
  private func extreme(
    _ name: String, _ reduction: Reduction, _ function: BackwardFunction, _ pair: Binary
  ) {
    both("\(name)(input, dim=None, keepdim=False, *, other=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      if let other = self.tensor(c["dim"]) ?? self.tensor(c["other"]) {
        return self.wrap(try c.runtime.extreme(pair, x, other))
      }
      guard c.has("dim") else {
        return self.wrap(try c.runtime.extreme(reduction, function, x, Axes()))
      }
      let (values, indices) = try c.runtime.extremeAlong(
        reduction, x, c.int("dim"), keeps: c.bool("keepdim"))
      return self.named(name, values, indices)
    }
  }

  /// PyTorch's pair of values and the indices where they stood.
  func named(_ function: String, _ values: Tensor, _ indices: Tensor) -> Object {
    named(function, fields: ["values", "indices"], [wrap(values), wrap(indices)])
  }

  /// A tuple whose parts have names, as functions with several results return it.
  func named(_ function: String, fields: [String], _ results: [Object]) -> Object {
    .instance(
      Instance(type: resultType(function, fields), payload: TupleBox(results)))
  }

  private func resultType(_ function: String, _ fields: [String]) -> TypeObject {
    if let type = resultTypes[function] { return type }
    let type = TypeObject(
      name: function, bases: [interpreter.builtinTypes.tuple], module: "torch.return_types")
    type.isNamedWithModule = true
    for (index, field) in fields.enumerated() {
      type.attributes[field] = .property(
        PropertyObject(
          getter: .builtin(
            self.function("\(field)(self_)") { c in
              guard case .instance(let instance) = c["self_"],
                let box = instance.payload as? TupleBox
              else { return .none }
              return box.elements[index]
            })))
    }
    type.attributes["__repr__"] = .builtin(
      self.function("__repr__(self_)") { c throws(TorchError) in
        guard case .instance(let instance) = c["self_"], let box = instance.payload as? TupleBox
        else { return .none }
        let parts = try zip(fields, box.elements).map { field, value throws(TorchError) in
          "\(field)=\(try calling(c.interpreter.repr(value)))"
        }
        return .string("torch.return_types.\(function)(\n\(parts.joined(separator: ",\n")))")
      })
    resultTypes[function] = type
    return type
  }

  private func truth(_ name: String, _ test: @escaping ([Double]) -> Bool) {
    both("\(name)(input, dim=None, keepdim=False)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let axes = try c.axes()
      let dimensions = try axes.resolved(in: Shape(x.shape))
      let values = x.values
      let results = Shape(x.shape).groups(reducing: dimensions).map { group in
        test(group.map { values[$0] }) ? 1.0 : 0
      }
      return self.wrap(
        Tensor(
          results, shape: Shape(x.shape).reduced(dimensions, keeping: axes.keeps).sizes,
          dtype: x.dtype == .uint8 ? .uint8 : .bool))
    }
  }

  private func defineStatistics() {
    for (name, isDeviation) in [("var", false), ("std", true)] {
      both("\(name)(input, dim=None, unbiased=True, keepdim=False, *, correction=1)") {
        c throws(TorchError) in
        // The first positional argument may be `unbiased` instead of a dimension.
        var call = c
        if case .bool(let unbiased) = c["dim"] {
          call.values["dim"] = Object.none
          call.values["unbiased"] = .bool(unbiased)
        }
        let correction = try call.bool("unbiased") ? call.double("correction") : 0
        let x = try call.tensor("input")
        try self.warnOfFreedom(name, x, call.axes(), correction: correction)
        return self.wrap(
          isDeviation
            ? try c.runtime.standardDeviation(x, correction: correction, call.axes())
            : try c.runtime.variance(x, correction: correction, call.axes()))
      }
    }
  }

  /// Warns of a spread of too few numbers.
  private func warnOfFreedom(
    _ name: String, _ x: Tensor, _ axes: Axes, correction: Double
  ) throws(TorchError) {
    let shape = Shape(x.shape)
    let outputs = try shape.reduced(axes.resolved(in: shape), keeping: false).count
    guard outputs > 0, Double(x.count) / Double(outputs) - correction <= 0 else { return }
    try warnings.add(
      "\(name)(): degrees of freedom is <= 0. Correction should be strictly less than the reduction "
        + "factor (input numel divided by output numel).")
  }

  private func defineNorms() {
    both("norm(input, p=2, dim=None, keepdim=False, dtype=None)") { c throws(TorchError) in
      switch c["p"] {
      case .string("fro"), .none:
        return self.wrap(try c.runtime.norm(c.tensor("input"), p: 2, c.axes()))
      case .string: return try self.matrixNorm(c, order: c["p"])
      default: return self.wrap(try c.runtime.norm(c.tensor("input"), p: c.double("p"), c.axes()))
      }
    }
    let linalg = module("torch.linalg")
    for name in ["norm", "vector_norm"] {
      free("\(name)(input, ord=None, dim=None, keepdim=False, *, dtype=None)", in: linalg) {
        c throws(TorchError) in
        if case .string("fro") = c["ord"] {
          return self.wrap(try c.runtime.norm(c.tensor("input"), p: 2, c.axes()))
        }
        let axes = try c.axes()
        let x = try c.tensor("input")
        if c.has("ord"), name == "norm", axes.dimensions == nil, ![1, 2].contains(x.rank) {
          throw TorchError.runtime(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got "
              + "\(x.rank)D.")
        }
        if c.has("ord"), name == "norm", (axes.dimensions?.count ?? x.rank) == 2 {
          return try self.matrixNorm(c, order: c["ord"])
        }
        return self.wrap(
          try c.runtime.norm(x, p: c.optionalDouble("ord") ?? 2, axes))
      }
    }
  }

  /// A norm of matrices as a whole, which is written in Python.
  private func matrixNorm(_ c: Call, order: Object) throws(TorchError) -> Object {
    let dimensions = c.has("dim") ? c["dim"] : .tuple([.int(-2), .int(-1)])
    return try calling(
      c.interpreter.call(
        c.interpreter.attribute("matrix_norm", of: .module(module("torch.linalg"))),
        Arguments([c["input"], order, dimensions, c["keepdim"]])))
  }
}
