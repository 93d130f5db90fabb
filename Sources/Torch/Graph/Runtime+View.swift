import Autograd

extension Runtime {
  /// A tensor that shows some elements of another in the same memory.
  func view(
    _ name: String, of source: Tensor, shape: [Int], strides: [Int], offset: Int
  ) throws(TorchError) -> Tensor {
    try checkRoom(for: [shape])
    let view = Tensor(sharing: source, shape: shape, strides: strides, offset: offset)
    view.base = source.base ?? source
    view.dataOwner = source.dataOwner
    try enter(view, name, from: source)
    pushForward(source, toView: view)
    return view
  }

  /// The whole tensor in another shape, in the same memory.
  func reshaped(_ source: Tensor, _ name: String, to shape: [Int]) throws(TorchError) -> Tensor {
    if let strides = viewStrides(of: source, for: shape) {
      return try view(name, of: source, shape: shape, strides: strides, offset: source.offset)
    }
    let copy = try clone(source)
    return try view(
      name == "ViewBackward0" ? "UnsafeViewBackward0" : name, of: copy, shape: shape,
      strides: Shape(shape).strides, offset: 0)
  }

  /// The strides that show `source` in another shape without copying; nil where none do.
  func viewStrides(of source: Tensor, for shape: [Int]) -> [Int]? {
    Shape(source.shape).strides(of: source.strides, reshapedTo: Shape(shape))
  }

  /// Enters a view in the graph: every element is the same number under another node.
  private func enter(_ view: Tensor, _ name: String, from source: Tensor) throws(TorchError) {
    let isTracked = view.dtype.isFloating && tracks([source])
    guard isTracked || recordsEverything else { return }
    let nodes = nodes(of: source)
    let places = Dictionary(
      zip(source.positions, nodes), uniquingKeysWith: { first, _ in first })
    let builder = builder(precision: view.dtype.precision, isTracked: isTracked)
    let cells = builder.map(
      .alias, view.positions.compactMap { places[$0] }.map { builder.cell($0) })
    view.place(cells.compactMap(\.node), in: tensors)
    view.nodesVersion = view.version.value
    if isTracked {
      view.function = makeFunction(
        name, inputs: [source], stages: builder.stages, outputs: [view])
    }
  }

  func clone(_ source: Tensor) throws(TorchError) -> Tensor {
    try call("CloneBackward0", [source], shape: source.shape, dtype: source.dtype) {
      $0.map(.alias, $1[0])
    }
  }

  /// The same memory without a history.
  func detach(_ source: Tensor) -> Tensor {
    let detached = Tensor(
      sharing: source, shape: source.shape, strides: source.strides, offset: source.offset)
    detached.cut = source.requiresGradient ? Cut(kind: .detach, line: line) : source.cut
    if recordsEverything, source.requiresGradient {
      detached.place(
        nodes(of: source).map { tape.value(at: $0).detached().node }, in: tensors)
      detached.nodesVersion = detached.version.value
    }
    return detached
  }

  /// The same memory, changed without autograd noticing.
  func data(of source: Tensor) -> Tensor {
    let data = detach(source)
    data.version = VersionCounter()
    data.nodesVersion = 0
    data.dataOwner = source.dataOwner ?? source
    return data
  }
}
