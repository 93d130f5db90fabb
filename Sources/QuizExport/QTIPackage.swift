/// Questions as a QTI 2.1 content package: an item for each graph, and a test that draws one variant
/// of each exercise.
///
/// Source: IMS Question and Test Interoperability 2.1, Information Model and XML binding.
package struct QTIPackage {
  /// The files, with their manifest.
  package let package: ContentPackage

  static let namespace = "http://www.imsglobal.org/xsd/imsqti_v2p1"

  /// An item for each question, and a test of them all.
  package init(_ drafts: [QuestionDraft], _ options: ExportOptions) {
    var files: [ContentPackage.File] = []
    var resources: [ContentPackage.Resource] = []
    for draft in drafts {
      let path = "items/\(draft.identifier).xml"
      files.append(ContentPackage.File(path, QTIItem(draft, options).element))
      var paths = [path]
      if let picture = draft.asked {
        files.append(ContentPackage.File("items/images/\(picture.name)", picture.bytes))
        paths.append("items/images/\(picture.name)")
      }
      resources.append(
        ContentPackage.Resource(
          identifier: "res-\(draft.identifier)", type: "imsqti_item_xmlv2p1", address: path,
          paths: paths))
    }
    files.append(ContentPackage.File("test.xml", Self.test(drafts)))
    resources.append(
      ContentPackage.Resource(
        identifier: "res-test", type: "imsqti_test_xmlv2p1", address: "test.xml",
        paths: ["test.xml"], needs: resources.map(\.identifier)))
    package = ContentPackage(
      files, resources: resources,
      manifest: [
        "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1", "identifier": "gradwalk-qti",
      ],
      schema: "QTIv2.1 Package", version: "1.0.0")
  }

  private static func test(_ drafts: [QuestionDraft]) -> Element {
    var sections: [Element] = []
    var rest = drafts[...]
    while let first = rest.first {
      let variants = rest.prefix { $0.exercise == first.exercise }
      rest = rest.dropFirst(variants.count)
      let items = variants.map { draft in
        Element(
          "assessmentItemRef",
          ["identifier": draft.identifier, "href": "items/\(draft.identifier).xml"])
      }
      sections.append(
        Element(
          "assessmentSection",
          ["identifier": "section-\(first.exercise)", "title": first.subject, "visible": "true"],
          (variants.count > 1 ? [Element("selection", ["select": "1"])] : []) + items))
    }
    return Element(
      "assessmentTest",
      ["xmlns": namespace, "identifier": "gradwalk-test", "title": "Gradwalk"],
      [
        Element(
          "testPart",
          [
            "identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual",
          ], sections)
      ])
  }
}
