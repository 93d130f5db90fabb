// swift-tools-version: 6.2
import PackageDescription

/// Targets stand in the order of the way through the house: each imports only what stands above it.
let package = Package(
  name: "gradwalk",
  products: [
    .library(name: "Autograd", targets: ["Autograd"]),
    .executable(name: "gradwalk", targets: ["gradwalk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
    // These two are opened while the program runs, by the few commands that need them.
    .systemLibrary(name: "CRsvg", providers: [.apt(["librsvg2-2"])]),
    .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),

    .systemLibrary(name: "CStandard"),

    // Texts travel inside of the program, so that it is one file.
    .executableTarget(name: "embed-files"),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),

    .target(name: "Autograd", dependencies: ["CStandard"]),
    .target(name: "Platform", dependencies: ["CStandard"]),
    .target(
      // What CPython writes in Python is Python here too.
      name: "Python", dependencies: ["CStandard", "Platform"], exclude: ["README.md"],
      plugins: ["EmbedFiles"]),
    .target(
      // What PyTorch and NumPy write in Python is Python here too.
      name: "Torch", dependencies: ["Autograd", "CStandard", "Platform", "Python"],
      exclude: ["README.md"],
      plugins: ["EmbedFiles"]),
    .target(name: "Files"),
    .target(name: "Notebook", dependencies: ["Autograd", "Torch", "CMarkGFM", "Yams"]),
    .target(name: "Lesson", dependencies: ["Autograd", "Platform"]),
    .target(name: "Advice", dependencies: ["Autograd", "Python", "Torch", "Lesson"]),
    .target(name: "Diagram", dependencies: ["Autograd", "Platform", "Lesson", "CGraphviz"]),
    .target(name: "Rendering", dependencies: ["Autograd", "Lesson", "Diagram"]),
    .target(
      name: "Web",
      dependencies: ["Advice", "Autograd", "Python", "Torch", "Lesson", "Diagram", "Rendering"]),
    // What the page's engine is compared with: the same answers, from this machine.
    .executableTarget(name: "web-answers", dependencies: ["Platform", "Web"]),
    .target(name: "Cairo", dependencies: ["Diagram", "Rendering", "CRsvg"]),
    .target(name: "Terminal", dependencies: ["Lesson", "Diagram"]),
    .target(name: "Slides", dependencies: ["Lesson", "Diagram", "Rendering", "Cairo"]),
    .target(
      name: "Page",
      dependencies: [
        "Autograd", "Lesson", "Diagram", "Rendering",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      plugins: ["EmbedFiles"]),
    .target(
      name: "Tutorial",
      dependencies: [
        "Autograd", "Python", "Torch", "Files", "Lesson", "Diagram", "Rendering", "Notebook",
        "Page",
      ]),
    .target(
      name: "Check", dependencies: ["Advice", "Autograd", "Python", "Torch", "Notebook"]),
    .target(
      name: "Questions",
      dependencies: [
        "Autograd", "Lesson", "Rendering", .product(name: "Mustache", package: "swift-mustache"),
      ],
      plugins: ["EmbedFiles"]),
    .target(
      name: "Grading", dependencies: ["Autograd", "Files", "Lesson", "Questions", "Rendering"],
      plugins: ["EmbedFiles"]),
    .target(
      name: "Exercises",
      dependencies: [
        "Autograd", "Python", "Torch", "Files", "Notebook", "Lesson", "Diagram", "Rendering",
        "Cairo", "Terminal", "Questions", "Grading", "Yams",
      ],
      exclude: ["README.md"], plugins: ["EmbedFiles"]),
    .target(
      name: "QuizExport",
      dependencies: [
        "Autograd", "Notebook", "Lesson", "Rendering", "Cairo", "Questions", "CArchive",
      ]),
    .target(
      name: "Preview",
      dependencies: [
        "Files", "Notebook", "Page", "Python", "Rendering", "Tutorial",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .executableTarget(
      name: "gradwalk",
      dependencies: [
        "Autograd", "Cairo", "Check", "Diagram", "Exercises", "Files", "Grading", "Lesson",
        "Notebook", "Page", "Platform", "Preview", "Python", "Questions", "QuizExport",
        "Rendering", "Slides", "Terminal", "Torch", "Tutorial",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // The standard library and Foundation inside of the program, with what they are made of: most
      // of the time before `main` went to libraries that look each other's symbols up.
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]
        + [
          "CoreFoundation", "_FoundationCollections", "_FoundationCShims", "_FoundationICU",
        ].map { .linkedLibrary($0, .when(platforms: [.linux])) }),

    .target(
      name: "TestSupport", dependencies: ["Autograd", "Grading", "Lesson", "Questions", "Torch"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "AutogradTests", dependencies: ["Autograd", "TestSupport"], exclude: ["Reference"]),
    .testTarget(
      name: "PythonTests", dependencies: ["Platform", "Python", "TestSupport"],
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
      dependencies: ["Autograd", "Lesson", "Diagram", "Rendering", "Cairo", "TestSupport"],
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
      dependencies: ["Questions", "QuizExport", "TestSupport"],
      exclude: ["Questions", "Readers", "Snapshots"]),
    .testTarget(
      name: "TerminalTests", dependencies: ["Diagram", "Lesson", "Terminal", "TestSupport"]),
    .testTarget(
      name: "SlidesTests",
      dependencies: ["Cairo", "Diagram", "Lesson", "Rendering", "Slides", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(name: "WebTests", dependencies: ["Web", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(name: "PreviewTests", dependencies: ["Preview", "Tutorial"]),
    // These run the program, which is built with them, from outside.
    .testTarget(name: "GradwalkTests", dependencies: ["TestSupport"]),
    .testTarget(
      name: "TutorialTests",
      dependencies: [
        "Autograd", "Diagram", "Files", "Lesson", "Notebook", "Page", "Torch", "Tutorial",
        "TestSupport",
      ],
      exclude: ["Snapshots"]),
  ]
)

for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
