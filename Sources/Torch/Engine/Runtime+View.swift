import Autograd

extension Runtime {
  /// Which elements of its memory a view shows.
  struct Window {
    var shape: [Int]
    var strides: [Int]
    var offset: Int
  }

  /// A tensor that shows some elements of another in the same memory.
  func view(
    _ name: BackwardFunction, of source: Tensor, shape: [Int], strides: [Int], offset: Int
  ) throws(TorchError) -> Tensor {
    let window = Window(shape: shape, strides: strides, offset: offset)
    return try views(name, of: source, [window], areSeveral: false)[0]
  }

  /// Tensors that one function makes of another's memory; with `areSeveral` it is one that returns
  /// several, however many there are here.
  func views(
    _ name: BackwardFunction, of source: Tensor, _ windows: [Window], areSeveral: Bool = true
  ) throws(TorchError) -> [Tensor] {
    try checkRoom(for: windows.map { $0.shape })
    let isTracked = source.dtype.isFloating && tracks([source])
    if isTracked { try refresh(source) }
    let views = windows.map { window in
      let view = Tensor(
        sharing: source, shape: window.shape, strides: window.strides, offset: window.offset)
      guard !source.isInference else { return view }
      view.base = source.base ?? source
      view.viewOrigin = origin(ofViewOf: source, isOneOfSeveral: areSeveral)
      return view
    }
    enter(views, name, from: source, isTracked: isTracked)
    for view in views { pushForward(source, toView: view) }
    return views
  }

  /// The whole tensor in another shape, in the same memory.
  func reshaped(_ source: Tensor, _ name: BackwardFunction, to shape: [Int]) throws(TorchError)
    -> Tensor
  {
    if let strides = viewStrides(of: source, for: shape) {
      return try view(name, of: source, shape: shape, strides: strides, offset: source.offset)
    }
    let copy = try clone(source)
    let result = try view(
      name == .view ? .unsafeView : name, of: copy, shape: shape,
      strides: Shape(shape).strides, offset: 0)
    // Nothing else refers to the copy.
    result.base = nil
    return result
  }

  /// The strides that show `source` in another shape without copying; nil where none do.
  func viewStrides(of source: Tensor, for shape: [Int]) -> [Int]? {
    Shape(source.shape).strides(of: source.strides, reshapedTo: Shape(shape))
  }

  /// Enters views in the graph: every element is the same number under another node.
  private func enter(
    _ views: [Tensor], _ name: BackwardFunction, from source: Tensor, isTracked: Bool
  ) {
    guard isTracked || recordsEverything else { return }
    let builder = builder(precision: source.dtype.precision, isTracked: isTracked)
    for view in views {
      let sources = nodes(of: source, at: view.positions)
      view.place(
        builder.map(.alias, sources.map { builder.entry($0) }).compactMap { $0.node }, in: tensors)
      view.nodesChange = view.storage.changes
    }
    guard isTracked else { return }
    let function = makeFunction(name, inputs: [source], stages: builder.stages, outputs: views)
    for (index, view) in views.enumerated() {
      view.function = function
      view.outputIndex = index
    }
  }

  func clone(_ source: Tensor) throws(TorchError) -> Tensor {
    try call(.clone, [source], shape: source.shape, dtype: source.dtype) {
      $0.map(.alias, $1[0])
    }
  }

  /// The same memory and the same count of changes, without a history.
  func detach(_ source: Tensor, as kind: Cut.Kind = .detach) -> Tensor {
    let detached = Tensor(
      sharing: source, shape: source.shape, strides: source.strides, offset: source.offset)
    detached.lost =
      source.requiresGradient ? LostHistory(kind, line: line, from: source) : source.lost
    if recordsEverything, source.requiresGradient {
      detached.place(
        nodes(of: source).map { tape.value(at: $0).detached().node }, in: tensors)
      detached.nodesChange = detached.storage.changes
    }
    return detached
  }

  /// The same memory, changed without autograd noticing.
  func data(of source: Tensor, as kind: Cut.Kind = .data) -> Tensor {
    let data = detach(source, as: kind)
    data.version = VersionCounter()
    return data
  }
}
