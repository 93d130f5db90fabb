import QuizExport

/// What is wrong with a content package, whatever stands in its files.
enum PackageRules {
  static func breaches(in package: ContentPackage) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    var paths: Set<String> = []
    for file in package.files where !paths.insert(file.path).inserted {
      breaches.append(RuleBreach(file.path, "it is in the package twice"))
    }
    let manifest: ReadElement
    do throws(RuleBreach) {
      guard let file = package.files.first(where: { $0.path == ContentPackage.manifestPath })
      else {
        throw RuleBreach("the package", "it has no \(ContentPackage.manifestPath)")
      }
      manifest = try ReadElement(file.bytes)
    } catch {
      return breaches + [error]
    }
    var identifiers: Set<String> = []
    var listed: Set<String> = []
    for resource in manifest.all("resource") {
      let identifier = resource[attribute: "identifier"] ?? ""
      if !isIdentifier(identifier) || !identifiers.insert(identifier).inserted {
        breaches.append(
          RuleBreach("manifest", "the identifier '\(identifier)' is used twice or bad"))
      }
      listed.formUnion(resource.all("file").compactMap { $0[attribute: "href"] })
      if let address = resource[attribute: "href"] { listed.insert(address) }
    }
    for need in manifest.all("dependency").compactMap({ $0[attribute: "identifierref"] })
    where !identifiers.contains(need) {
      breaches.append(RuleBreach("manifest", "there is no resource '\(need)'"))
    }
    let files = paths.subtracting([ContentPackage.manifestPath]).filter { !$0.hasSuffix("/") }
    for path in listed.subtracting(files).sorted() {
      breaches.append(RuleBreach("manifest", "the file \(path) is not in the package"))
    }
    for path in files.subtracting(listed).sorted() {
      breaches.append(RuleBreach("manifest", "the file \(path) is not listed"))
    }
    return breaches
  }

  /// A name that XML and every reader of packages takes.
  static func isIdentifier(_ text: String) -> Bool {
    text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9._-]*/#) != nil
  }

  /// The documents of a package, by their paths, and what cannot be read.
  static func documents(
    in package: ContentPackage, where isWanted: (String) -> Bool
  ) -> (read: [(path: String, root: ReadElement)], breaches: [RuleBreach]) {
    var read: [(path: String, root: ReadElement)] = []
    var breaches: [RuleBreach] = []
    for file in package.files where isWanted(file.path) {
      do throws(RuleBreach) {
        read.append((file.path, try ReadElement(file.bytes)))
      } catch {
        breaches.append(RuleBreach(file.path, error.rule))
      }
    }
    return (read, breaches)
  }

  /// The addresses of pictures in HTML.
  static func pictures(in html: String) -> [String] {
    html.matches(of: #/<img\b[^>]*? src="([^"]*)"/#).map { String($0.output.1) }
  }
}
