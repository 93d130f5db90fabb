// swift-tools-version: 6.2
import PackageDescription

/// Times the engine as anyone uses it: through its product, from another package.
let package = Package(
  name: "moons",
  dependencies: [.package(name: "gradwalk", path: "../..")],
  targets: [
    .executableTarget(
      name: "moons-bench", dependencies: [.product(name: "Autograd", package: "gradwalk")],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ]
)
