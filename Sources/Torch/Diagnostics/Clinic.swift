import Autograd

/// What the clinic asks of the tensors that an error is about.
extension Runtime {
  func subject(_ tensor: Tensor) -> Subject {
    Subject(
      name: name(of: tensor), shape: tensor.shape,
      origin: tensor.function.map { Origin(function: $0.name, line: $0.line) })
  }

  /// What a reader knows a tensor by: a parameter with the module that it belongs to.
  private func name(of tensor: Tensor) -> String? {
    (tensor.isMarked ? nameOfParameter(tensor) : nil) ?? tensor.name
  }

  /// The tape's first node of a tensor, where the run is recorded.
  func node(of tensor: Tensor) -> Int? {
    recordsEverything && tensor.dtype.isFloating ? nodes(of: tensor).first : nil
  }

  func diagnosis(_ kind: Diagnosis.Kind, at tensor: Tensor?) -> Diagnosis {
    Diagnosis(kind, node: tensor.flatMap { node(of: $0) })
  }

  /// What a pass finds that reaches a call whose values an earlier pass freed.
  func diagnosisOfFreed(_ function: Function) -> Diagnosis {
    Diagnosis(
      .graphWasFreed(
        operation: Origin(function: function.name, line: function.line),
        freedAt: function.freedAt ?? function.line, carried: carried(to: function)),
      node: node(of: function))
  }

  /// What led a pass to a freed call, where an earlier round computed it and this round used it
  /// without computing all of it again.
  private func carried(to freed: Function) -> Carried? {
    var reaching: Set<ObjectIdentifier> = [ObjectIdentifier(freed)]
    var carried: Carried?
    let newest = freed.newestWhenFreed
    let all = functions.all.sorted { $0.sequence < $1.sequence }
    let again = Set(all.lazy.filter { $0.sequence > newest && $0.sequence < .max }.map { $0.line })
    for function in all {
      guard
        let old = function.next.lazy.compactMap({ $0?.function }).first(where: {
          reaching.contains(ObjectIdentifier($0))
        })
      else { continue }
      reaching.insert(ObjectIdentifier(function))
      if function.sequence > newest, old.sequence <= newest, again.contains(old.line) {
        carried = Carried(line: old.line, usedAt: function.line)
      }
    }
    return carried
  }

  /// What a pass finds when a saved value is no longer what it was.
  func diagnosisOfChange(_ saved: Function.Saved, of function: Function) -> Diagnosis {
    let owners = tensors.all.filter { $0.storage === saved.storage }
    let names = (owners.filter { $0.base == nil } + owners).lazy.compactMap { self.name(of: $0) }
    return Diagnosis(
      .savedValueChanged(
        Subject(name: names.first, shape: saved.shape, origin: nil),
        keptBy: Origin(function: function.name, line: function.line),
        isResult: saved.name == "result", changedAt: saved.counter.line),
      node: node(of: function))
  }

  /// What a pass that looks for anomalies finds where a rule gives nan.
  func diagnosisOfNaN(_ function: Function, _ edge: Function.Edge) -> Diagnosis {
    let values = edge.nodes.map { tape.value(at: $0).number }
    return Diagnosis(
      .nanInPass(
        Origin(function: function.name, line: function.line),
        value: values.count == 1 ? values[0] : nil), node: node(of: function))
  }

  private func node(of function: Function) -> Int? {
    recordsEverything ? function.outputs.first?.first : nil
  }

  /// Why a tensor that was asked for its gradient has none.
  func reasonForMissingGradient(_ tensor: Tensor) -> MissingGradient {
    if !tensor.requiresGradient { return .nothingAsked }
    if !tensor.isLeaf, !tensor.retainsGradient { return .isNotLeaf }
    if let line = tensor.clearedAt { return .clearedAt(line) }
    return lastPassLine.map { .notReached(passLine: $0, cut: cutBefore(tensor)) } ?? .noPassYet
  }
}

extension TorchError {
  /// The same error with its cause.
  func diagnosed(_ diagnosis: @autoclosure () -> Diagnosis) -> TorchError {
    TorchError(type, message, cause: cause, diagnosis: self.diagnosis ?? diagnosis())
  }
}
