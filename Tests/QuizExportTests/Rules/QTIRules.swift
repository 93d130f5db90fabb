import QuizExport

/// What a reader of QTI 2.1 would refuse, beyond what its schema says: names that are not declared.
enum QTIRules {
  private static let interactions = [
    "textEntryInteraction", "extendedTextInteraction", "choiceInteraction",
  ]

  static func breaches(in package: ContentPackage) -> [RuleBreach] {
    var breaches = PackageRules.breaches(in: package)
    let items = PackageRules.documents(in: package) {
      $0.hasPrefix("items/") && $0.hasSuffix(".xml")
    }
    breaches += items.breaches
    let paths = Set(package.files.map(\.path))
    for (path, root) in items.read {
      breaches += Self.breaches(in: root, at: path)
      for picture in root.all("img").compactMap({ $0[attribute: "src"] })
      where !picture.contains(":") && !paths.contains("items/\(picture)") {
        breaches.append(RuleBreach(path, "the picture \(picture) is not in the package"))
      }
    }
    let tests = PackageRules.documents(in: package) { $0 == "test.xml" }
    breaches += tests.breaches
    for address in tests.read.flatMap({ $0.root.all("assessmentItemRef") }).compactMap({
      $0[attribute: "href"]
    }) where !paths.contains(address) {
      breaches.append(RuleBreach("test.xml", "the item \(address) is not in the package"))
    }
    return breaches
  }

  private static func breaches(in item: ReadElement, at place: String) -> [RuleBreach] {
    guard item.name == "assessmentItem" else { return [RuleBreach(place, "it is no item")] }
    var breaches: [RuleBreach] = []
    var types: [String: String] = [:]
    let declarations =
      item.all(of: "responseDeclaration") + item.all(of: "outcomeDeclaration")
    for declaration in declarations {
      let name = declaration[attribute: "identifier"] ?? ""
      if !PackageRules.isIdentifier(name) || types[name] != nil {
        breaches.append(RuleBreach(place, "the variable '\(name)' is declared twice or badly"))
      }
      types[name] = declaration[attribute: "baseType"]
    }
    if types["SCORE"] == nil { breaches.append(RuleBreach(place, "there is no SCORE")) }
    let asked = item.family.filter { interactions.contains($0.name) }
      .map { $0[attribute: "responseIdentifier"] ?? "" }
    let responses = item.all(of: "responseDeclaration")
      .map { $0[attribute: "identifier"] ?? "" }
    if asked.sorted() != responses.sorted() {
      breaches.append(RuleBreach(place, "the blanks are not the responses that are declared"))
    }
    let processing = item.first("responseProcessing")
    let used =
      (processing?.all("variable") ?? []) + (processing?.all("correct") ?? [])
      + (processing?.all("setOutcomeValue") ?? [])
    for name in Set(used.map { $0[attribute: "identifier"] ?? "" }).sorted()
    where types[name] == nil {
      breaches.append(RuleBreach(place, "the variable '\(name)' is not declared"))
    }
    let values =
      declarations.flatMap { declaration in
        declaration.all("value").map { (declaration[attribute: "baseType"], $0.text) }
      } + item.all("baseValue").map { ($0[attribute: "baseType"], $0.text) }
    for (type, text) in values where type == "float" && NumberRules.plain(text) == nil {
      breaches.append(RuleBreach(place, "'\(text)' is not a number"))
    }
    return breaches + tolerances(in: item, at: place) + feedbacks(in: item, at: place)
      + choices(in: item, at: place)
  }

  /// A tolerance that is meant and not said makes the comparison exact.
  private static func tolerances(in item: ReadElement, at place: String) -> [RuleBreach] {
    item.all("equal").compactMap { equal in
      let tolerance = (equal[attribute: "tolerance"] ?? "").split(separator: " ")
      let isRight =
        equal[attribute: "toleranceMode"] == "exact"
        ? tolerance.isEmpty
        : tolerance.count == 2 && tolerance.allSatisfy { NumberRules.plain($0) != nil }
      return isRight ? nil : RuleBreach(place, "a comparison says no tolerance, or not two")
    }
  }

  /// What is set is there to be shown, and the other way round.
  private static func feedbacks(in item: ReadElement, at place: String) -> [RuleBreach] {
    let shown = item.all(of: "modalFeedback").map {
      "\($0[attribute: "outcomeIdentifier"] ?? "") = \($0[attribute: "identifier"] ?? "")"
    }
    let set = item.all("setOutcomeValue").compactMap { rule -> String? in
      guard let value = rule.first("baseValue"), value[attribute: "baseType"] == "identifier"
      else { return nil }
      return "\(rule[attribute: "identifier"] ?? "") = \(value.text)"
    }
    guard shown.sorted() == set.sorted() else {
      return [RuleBreach(place, "the feedback that is set is not the one that is there")]
    }
    return []
  }

  private static func choices(in item: ReadElement, at place: String) -> [RuleBreach] {
    item.all("choiceInteraction").compactMap { interaction in
      let name = interaction[attribute: "responseIdentifier"]
      let key = item.all(of: "responseDeclaration")
        .first { $0[attribute: "identifier"] == name }?.text("correctResponse", "value")
      let choices = interaction.all("simpleChoice").compactMap { $0[attribute: "identifier"] }
      return choices.contains(key ?? "")
        ? nil : RuleBreach(place, "the right choice of \(name ?? "") is not one of its choices")
    }
  }
}
