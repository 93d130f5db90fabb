// swift-tools-version: 6.2
import PackageDescription

/// The modules of PyTorch and NumPy that are written in Python.
let preludeTexts = [
  "functorch", "functorch._src.make_functional", "numpy._core.arithmetic", "numpy._core.curves",
  "numpy._core.joining", "numpy._core.making", "numpy._core.picking", "numpy._core.products",
  "numpy._core.sets", "numpy._core.shapes", "numpy._core.statistics", "numpy._core.types",
  "numpy.linalg", "numpy.random", "plots", "torch", "torch._linalg_utils", "torch._refs.counting",
  "torch._refs.decompositions", "torch._refs.dimensions", "torch._refs.dropout",
  "torch._refs.limits", "torch._refs.matrices", "torch._refs.moves", "torch._refs.numbers",
  "torch._refs.order", "torch._refs.padding", "torch._refs.places", "torch._refs.pools",
  "torch._refs.series", "torch._refs.special", "torch._refs.windows", "torch._tensor",
  "torch.autograd", "torch.autograd.forward_ad", "torch.autograd.functional",
  "torch.autograd.gradcheck", "torch.autograd.graph", "torch.distributions",
  "torch.distributions.bernoulli", "torch.distributions.categorical",
  "torch.distributions.constraints", "torch.distributions.distribution",
  "torch.distributions.exponential", "torch.distributions.independent", "torch.distributions.kl",
  "torch.distributions.multinomial", "torch.distributions.normal", "torch.distributions.uniform",
  "torch.distributions.utils", "torch.func", "torch.functional", "torch.linalg", "torch.nn",
  "torch.nn.functional", "torch.nn.init", "torch.nn.modules", "torch.nn.modules._functions",
  "torch.nn.modules.activation", "torch.nn.modules.batchnorm", "torch.nn.modules.container",
  "torch.nn.modules.conv", "torch.nn.modules.distance", "torch.nn.modules.dropout",
  "torch.nn.modules.flatten", "torch.nn.modules.fold", "torch.nn.modules.instancenorm",
  "torch.nn.modules.lazy", "torch.nn.modules.linear", "torch.nn.modules.loss",
  "torch.nn.modules.module", "torch.nn.modules.normalization", "torch.nn.modules.padding",
  "torch.nn.modules.pooling", "torch.nn.modules.rnn", "torch.nn.modules.sparse",
  "torch.nn.modules.transformer", "torch.nn.modules.upsampling", "torch.nn.parameter",
  "torch.nn.utils", "torch.nn.utils.clip_grad", "torch.nn.utils.convert_parameters",
  "torch.nn.utils.parametrizations", "torch.nn.utils.parametrize", "torch.nn.utils.prune",
  "torch.nn.utils.rnn", "torch.nn.utils.spectral_norm", "torch.nn.utils.weight_norm", "torch.optim",
  "torch.optim._combined", "torch.optim._cycles", "torch.optim._linesearch",
  "torch.optim._scheduling", "torch.optim.adadelta", "torch.optim.adagrad", "torch.optim.adam",
  "torch.optim.adamax", "torch.optim.adamw", "torch.optim.asgd", "torch.optim.lbfgs",
  "torch.optim.lr_scheduler", "torch.optim.nadam", "torch.optim.optimizer", "torch.optim.radam",
  "torch.optim.rmsprop", "torch.optim.rprop", "torch.optim.sgd", "torch.special", "torch.storage",
  "torch.utils.data", "torch.utils.data._utils.collate", "torch.utils.data.dataloader",
  "torch.utils.data.dataset", "torch.utils.data.sampler", "torch.utils.hooks",
]

/// Modules of Python's own library that are written in Python.
let libraryTexts = [
  "bisect", "collections", "collections.abc", "contextlib", "enum", "fractions", "functools",
  "heapq", "io", "itertools", "json", "numbers", "operator", "os", "pathlib", "posixpath", "pprint",
  "random", "re", "statistics", "string", "textwrap", "time", "traceback", "types", "typing",
  "warnings",
]

/// What the pages for the browser are made of.
let pageFiles =
  ["page", "gallery", "head", "player", "code", "still"].map { "Templates/\($0).mustache" }
  + ["page", "player", "panels", "print"].map { "Style/\($0).css" }
  + [
    "number-text", "precision", "reading", "real", "reductions", "rules", "operations", "formula",
    "typesetter", "figure", "run", "replay", "branches", "zeros", "notation", "state", "walk",
    "explanation", "prediction", "differences", "paths", "dom", "picture-text", "card", "slots",
    "cells", "picture", "code", "ledger", "details", "dial", "what-if", "compare", "quiz", "tabs",
    "help", "player", "keys", "address", "theme", "handout", "start",
  ].map { "Script/\($0).js" }

/// Targets stand in the order of the way through the house: each imports only what stands above it.
let package = Package(
  name: "gradwalk",
  products: [
    .library(name: "Autograd", targets: ["Autograd"]),
    .executable(name: "gradwalk", targets: ["gradwalk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
    .systemLibrary(
      name: "CRsvg", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev"])]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),

    .target(name: "Autograd"),
    .target(
      name: "Python", dependencies: ["BigInt"],
      resources: libraryTexts.map { .embedInCode("Library/\($0).py") }),
    .target(
      name: "Torch", dependencies: ["Autograd", "Python"],
      // What PyTorch writes in Python is Python here too, and travels inside of the program.
      resources: preludeTexts.map { .embedInCode("Prelude/\($0).py") }
        + [.embedInCode("Prelude/names.txt")]),
    .target(name: "Files"),
    .target(name: "Notebook", dependencies: ["Autograd", "Torch", "CMarkGFM", "Yams"]),
    .target(name: "Lesson", dependencies: ["Autograd"]),
    .target(name: "Diagram", dependencies: ["Autograd", "Lesson", "CGraphviz"]),
    .target(name: "Rendering", dependencies: ["Autograd", "Lesson", "Diagram", "CRsvg"]),
    .target(name: "Terminal", dependencies: ["Lesson", "Diagram"]),
    .target(name: "Slides", dependencies: ["Lesson", "Diagram", "Rendering"]),
    .target(
      name: "Browser",
      dependencies: [
        "Autograd", "Lesson", "Diagram", "Rendering",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      // The pages are one file each, so that what they are made of travels inside of the program.
      resources: pageFiles.map { .embedInCode($0) }),
    .target(
      name: "Tutorial",
      dependencies: [
        "Autograd", "Python", "Torch", "Files", "Lesson", "Diagram", "Rendering", "Notebook",
        "Browser",
      ]),
    .target(name: "Check", dependencies: ["Autograd", "Python", "Torch", "Notebook"]),
    .target(
      name: "Questions",
      dependencies: [
        "Autograd", "Lesson", "Rendering", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates/style.mustache")]),
    .target(
      name: "Grading", dependencies: ["Autograd", "Files", "Lesson", "Questions", "Rendering"],
      resources: ["feedback", "report"].map { .embedInCode("Templates/\($0).mustache") }),
    .target(
      name: "Exercises",
      dependencies: [
        "Autograd", "Python", "Torch", "Files", "Notebook", "Lesson", "Diagram", "Rendering",
        "Terminal", "Questions", "Grading", "Yams",
      ],
      resources: ["sheet", "key"].map { .embedInCode("Templates/\($0).mustache") }),
    .target(
      name: "QuizExport",
      dependencies: ["Autograd", "Notebook", "Lesson", "Rendering", "Questions", "CArchive"]),
    .target(
      name: "Preview",
      dependencies: [
        "Browser", "Files", "Notebook", "Python", "Rendering", "Tutorial",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .executableTarget(
      name: "gradwalk",
      dependencies: [
        "Autograd", "Check", "Diagram", "Exercises", "Files", "Grading", "Lesson", "Notebook",
        "Preview", "Python", "Questions", "QuizExport", "Rendering", "Slides", "Terminal", "Torch",
        "Tutorial",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Autograd", "Grading", "Lesson", "Questions", "Torch"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "AutogradTests", dependencies: ["Autograd", "TestSupport"], exclude: ["Reference"]),
    .testTarget(
      name: "PythonTests", dependencies: ["Python", "TestSupport"],
      exclude: ["Fixtures", "Tracebacks"]),
    .testTarget(
      name: "TorchTests", dependencies: ["Autograd", "Lesson", "Torch", "TestSupport"],
      exclude: ["Names", "Parity", "Programs", "Snapshots"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook", "Rendering"]),
    .testTarget(
      name: "LessonTests", dependencies: ["Lesson", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Autograd", "Lesson", "Diagram", "Rendering", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "CheckTests", dependencies: ["Check", "TestSupport"],
      exclude: ["Articles", "Snapshots"]),
    .testTarget(
      name: "QuestionsTests", dependencies: ["Autograd", "Questions"]),
    .testTarget(
      name: "GradingTests",
      dependencies: ["Autograd", "Grading", "Lesson", "Questions", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ExercisesTests",
      dependencies: ["Exercises", "Files", "Grading", "Questions", "QuizExport", "TestSupport"]),
    .testTarget(
      name: "QuizExportTests",
      dependencies: ["Exercises", "Questions", "QuizExport", "TestSupport"],
      exclude: ["Questions", "Readers", "Snapshots"]),
    .testTarget(
      name: "TerminalTests", dependencies: ["Diagram", "Lesson", "Terminal", "TestSupport"]),
    .testTarget(
      name: "SlidesTests",
      dependencies: ["Diagram", "Lesson", "Rendering", "Slides", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(name: "PreviewTests", dependencies: ["Preview", "Tutorial"]),
    .testTarget(name: "GradwalkTests", dependencies: ["gradwalk", "TestSupport"]),
    .testTarget(
      name: "TutorialTests",
      dependencies: [
        "Autograd", "Diagram", "Files", "Lesson", "Notebook", "Torch", "Tutorial", "TestSupport",
      ],
      exclude: ["Snapshots"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
