import QuizExport

/// What Canvas would refuse: it says nothing then, and the quiz just never appears.
enum CanvasRules {
  private static let base = "$IMS-CC-FILEBASE$/"

  static func breaches(in package: ContentPackage) -> [RuleBreach] {
    var breaches = PackageRules.breaches(in: package)
    let quizzes = PackageRules.documents(in: package) {
      $0.hasSuffix(".xml") && $0 != ContentPackage.manifestPath
        && !$0.hasSuffix("assessment_meta.xml")
    }
    breaches += quizzes.breaches
    let paths = Set(package.files.map(\.path))
    var identifiers: Set<String> = []
    for (path, root) in quizzes.read {
      let quiz = root.first("assessment")?[attribute: "ident"] ?? ""
      if path != "\(quiz)/\(quiz).xml" || !paths.contains("\(quiz)/assessment_meta.xml") {
        breaches.append(RuleBreach(path, "the quiz '\(quiz)' is not in a folder of its name"))
      }
      for item in root.all("item") {
        let identifier = item[attribute: "ident"] ?? ""
        let place = "\(path), \(identifier)"
        if !PackageRules.isIdentifier(identifier) || !identifiers.insert(identifier).inserted {
          breaches.append(RuleBreach(place, "the identifier is used twice or bad"))
        }
        breaches += Self.breaches(in: item, at: place)
        for text in item.all("mattext") {
          for picture in PackageRules.pictures(in: text.text)
          where !picture.contains(":") {
            let name = picture.hasPrefix(base) ? String(picture.dropFirst(base.count)) : ""
            if !paths.contains(name) {
              breaches.append(RuleBreach(place, "the picture \(picture) is not in the package"))
            }
          }
        }
      }
    }
    return breaches
  }

  private static func breaches(in item: ReadElement, at place: String) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    var fields: [String: String] = [:]
    for field in item.all("qtimetadatafield") {
      fields[field.text("fieldlabel") ?? ""] = field.text("fieldentry")
    }
    let type = fields["question_type"] ?? ""
    if !(NumberRules.plain(fields["points_possible"] ?? "").map { $0 >= 0 } ?? false) {
      breaches.append(RuleBreach(place, "its points are not a number"))
    }
    let labels = item.all("response_label").compactMap { $0[attribute: "ident"] }
    let scoring = item.all("respcondition").filter { !$0.all("setvar").isEmpty }
    if scoring.count != 1 { breaches.append(RuleBreach(place, "not one answer is the right one")) }
    switch type {
    case "numerical_question":
      breaches += scoring.flatMap { numbers($0, at: place) }
    case "multiple_choice_question":
      if labels.count < 2 { breaches.append(RuleBreach(place, "it has fewer than two choices")) }
      for answer in item.all("varequal").map(\.text) where !labels.contains(answer) {
        breaches.append(RuleBreach(place, "there is no choice '\(answer)'"))
      }
    case "short_answer_question":
      if item.all("varequal").contains(where: { $0.text.isEmpty }) {
        breaches.append(RuleBreach(place, "an answer is empty"))
      }
    default: breaches.append(RuleBreach(place, "there is no question type '\(type)'"))
    }
    let feedbacks = Set(item.all("itemfeedback").compactMap { $0[attribute: "ident"] })
    for link in item.all("displayfeedback").compactMap({ $0[attribute: "linkrefid"] })
    where !feedbacks.contains(link) {
      breaches.append(RuleBreach(place, "there is no feedback '\(link)'"))
    }
    return breaches
  }

  /// An exact number and its interval; without the first, Canvas shows the interval as the key.
  private static func numbers(_ condition: ReadElement, at place: String) -> [RuleBreach] {
    let texts = ["varequal", "vargte", "varlte"].map { condition.all($0).first?.text ?? "" }
    let numbers = texts.compactMap(NumberRules.plain)
    guard numbers.count == 3 else {
      return [RuleBreach(place, "the right number is not given as itself and its two bounds")]
    }
    var breaches: [RuleBreach] = []
    if !(numbers[1] <= numbers[0] && numbers[0] <= numbers[2]) {
      breaches.append(RuleBreach(place, "\(texts[0]) does not lie between its bounds"))
    }
    if numbers[0] != 0, numbers[0].magnitude < 1e-4 {
      breaches.append(RuleBreach(place, "\(texts[0]) is rounded to zero"))
    }
    return breaches
  }
}
