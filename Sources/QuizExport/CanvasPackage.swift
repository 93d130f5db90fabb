import Rendering

/// Questions in the QTI 1.2 that Canvas imports: a quiz for each graph, an item for each blank.
///
/// Source: what Canvas itself exports, and the tool text2qti, whose files it is known to read.
package struct CanvasPackage {
  /// The files, with their manifest.
  package let package: ContentPackage

  /// A quiz for each question.
  package init(_ drafts: [QuestionDraft]) {
    // Canvas exports this folder, empty, and looks for it.
    var files = [ContentPackage.File("non_cc_assessments/", [])]
    var resources: [ContentPackage.Resource] = []
    for draft in drafts {
      let quiz = draft.identifier
      let path = "\(quiz)/\(quiz).xml"
      let metaPath = "\(quiz)/assessment_meta.xml"
      files.append(ContentPackage.File(path, Self.quiz(draft)))
      files.append(ContentPackage.File(metaPath, Self.meta(draft)))
      resources.append(
        ContentPackage.Resource(
          identifier: quiz, type: "imsqti_xmlv1p2", paths: [path], needs: ["\(quiz)-meta"]))
      resources.append(
        ContentPackage.Resource(
          identifier: "\(quiz)-meta",
          type: "associatedcontent/imscc_xmlv1p1/learning-application-resource",
          address: metaPath, paths: [metaPath]))
      if let picture = draft.asked {
        let path = "images/\(picture.name)"
        files.append(ContentPackage.File(path, picture.bytes))
        resources.append(
          ContentPackage.Resource(
            identifier: "\(quiz)-image", type: "webcontent", address: path, paths: [path]))
      }
    }
    package = ContentPackage(
      files, resources: resources,
      manifest: [
        "identifier": "gradwalk-canvas",
        "xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
      ],
      schema: "IMS Content", version: "1.1.3")
  }

  private static func quiz(_ draft: QuestionDraft) -> Element {
    Element(
      "questestinterop", ["xmlns": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"],
      [
        Element(
          "assessment", ["ident": draft.identifier, "title": draft.title],
          [
            Element("qtimetadata", [:], [CanvasItem.field("cc_maxattempts", "1")]),
            Element(
              "section", ["ident": "root_section"],
              draft.items.map { CanvasItem($0, of: draft).element }),
          ])
      ])
  }

  private static func meta(_ draft: QuestionDraft) -> Element {
    let points = PlainDecimal.text(draft.points)
    func no(_ name: String) -> Element { Element(name, text: "false") }
    return Element(
      "quiz",
      [
        "identifier": draft.identifier, "xmlns": "http://canvas.instructure.com/xsd/cccv1p0",
      ],
      [
        Element("title", text: draft.title),
        Element("description"),
        // The order of lines of code is part of the question.
        no("shuffle_answers"),
        Element("scoring_policy", text: "keep_highest"),
        Element("hide_results"),
        Element("quiz_type", text: "assignment"),
        Element("points_possible", text: points),
        no("require_lockdown_browser"),
        Element("show_correct_answers", text: "true"),
        no("anonymous_submissions"),
        no("could_be_locked"),
        Element("allowed_attempts", text: "1"),
        no("one_question_at_a_time"),
        no("cant_go_back"),
        no("available"),
        Element(
          "assignment", ["identifier": "\(draft.identifier)-assignment"],
          [
            Element("title", text: draft.title),
            Element("workflow_state", text: "unpublished"),
            Element("quiz_identifierref", text: draft.identifier),
            Element("points_possible", text: points),
            Element("grading_type", text: "points"),
            Element("submission_types", text: "online_quiz"),
          ]),
      ])
  }
}
