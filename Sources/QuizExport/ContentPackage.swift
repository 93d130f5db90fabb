/// The files of an IMS content package, with the manifest that lists them.
package struct ContentPackage {
  /// A file of the package, by its path in it.
  package struct File: Equatable {
    /// The path in the package, with `/` between its parts; a folder ends in one.
    package var path: String
    /// The bytes; none of a folder.
    package var bytes: [UInt8]

    /// A file of bytes.
    package init(_ path: String, _ bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }

    init(_ path: String, _ document: Element) {
      self.init(path, Array(document.document.utf8))
    }
  }

  /// A resource of the manifest.
  struct Resource {
    var identifier: String
    var type: String
    /// Where it is read from, if the manifest has to say so.
    var address: String?
    var paths: [String]
    /// Identifiers of the resources that it needs.
    var needs: [String] = []
  }

  /// All files, the manifest among them.
  package var files: [File]

  init(
    _ files: [File], resources: [Resource], manifest: KeyValuePairs<String, String>,
    schema: String, version: String
  ) {
    let list = resources.map { resource in
      var element = Element(
        "resource", ["identifier": resource.identifier, "type": resource.type],
        resource.paths.map { Element("file", ["href": $0]) }
          + resource.needs.map { Element("dependency", ["identifierref": $0]) })
      if let address = resource.address {
        element.attributes.append((name: "href", value: address))
      }
      return element
    }
    let root = Element(
      "manifest", manifest,
      [
        Element(
          "metadata", [:],
          [Element("schema", text: schema), Element("schemaversion", text: version)]),
        Element("organizations"),
        Element("resources", [:], list),
      ])
    self.files = [File(Self.manifestPath, root)] + files
  }

  /// Where IMS has the manifest.
  package static let manifestPath = "imsmanifest.xml"

  /// The package as one file.
  func zip() throws(ExportError) -> [UInt8] {
    // The manifest comes first: some readers look no further.
    try zipArchive(
      files.filter { $0.path == Self.manifestPath }
        + files.filter { $0.path != Self.manifestPath }.sorted { $0.path < $1.path })
  }
}
