import Questions

/// Whose file a file is, and which exercise it answers.
///
/// The name that the file has, or the folder that it lies in, comes from the roster by way of the
/// teacher or the learning system, and decides. What is written inside comes from the student: it
/// may say who a file with any other name is from, but never claims a file that is named for
/// another student.
struct Matching: Sendable {
  private let students: [Roster.Student]
  /// By slug, id, email and name, made slugs.
  private let owners: [String: Owner]
  private let exercises: [String]

  private enum Owner {
    case one(Int)
    case several

    var index: Int? { if case .one(let index) = self { index } else { nil } }
  }

  enum Problem: Error, Equatable {
    case unknownStudent(claims: [String])
    case contradiction(named: String, claimed: String)
    case ambiguous(String)
    case unknownExercise(String?)
  }

  init(_ roster: Roster, exercises: [String]) {
    students = roster.students
    self.exercises = exercises
    var owners: [String: Owner] = [:]
    for (index, student) in students.enumerated() {
      let keys = [student.id, student.email, student.name].compactMap(Slug.key)
      for key in Set(keys) { owners[key] = owners[key] == nil ? .one(index) : .several }
    }
    // A slug is one student's alone, whoever else has such a name.
    for (index, student) in students.enumerated() { owners[student.slug] = .one(index) }
    self.owners = owners
  }

  /// The index of the student whose file it is.
  func student(path: String, claims: [String]) throws(Problem) -> Int {
    let found = claims.compactMap { Slug.key($0).flatMap { owners[$0] } }
    let claimed = found.compactMap(\.index)
    let named = path.split(separator: "/").reversed().lazy
      .flatMap { names(String($0)) }.compactMap { owners[$0] }.first
    guard let owner = named ?? found.first else { throw .unknownStudent(claims: claims) }
    guard let student = owner.index ?? claimed.first else {
      throw .ambiguous(claims.first ?? path)
    }
    if let other = claimed.first(where: { $0 != student }) {
      throw .contradiction(named: students[student].name, claimed: students[other].name)
    }
    return student
  }

  /// The exercise that a file is for: what it says, else what its name says, else the only one.
  func exercise(path: String, said: String?) throws(Problem) -> String {
    if let said {
      guard let exercise = exercises.first(where: { $0 == Slug.key(said) }) else {
        throw .unknownExercise(said)
      }
      return exercise
    }
    if exercises.count == 1 { return exercises[0] }
    let parts = path.split { "/_.".contains($0) }.compactMap { Slug.key(String($0)) }
    let named = exercises.filter { exercise in
      parts.contains { $0 == exercise || "-\($0)-".contains("-\(exercise)-") }
    }
    guard let longest = named.max(by: { $0.utf8.count < $1.utf8.count }) else {
      throw .unknownExercise(nil)
    }
    return longest
  }

  /// What a file's or folder's name may call a student: the whole, without the exercise's name,
  /// and the parts that learning systems put underscores between.
  private func names(_ part: String) -> [String] {
    var stem = part[...]
    if let point = stem.lastIndex(of: "."), stem[point...].dropFirst().allSatisfy(\.isLetter),
      stem[point...].count < 10
    {
      stem = stem[..<point]
    }
    // A browser's second download of the same name.
    if let copy = stem.firstRange(of: /\s*\(\d+\)$/) { stem = stem[..<copy.lowerBound] }
    guard let whole = Slug.key(String(stem)) else { return [] }
    var names = [whole]
    for exercise in exercises {
      if whole.hasPrefix("\(exercise)-") {
        names.append(String(whole.dropFirst(exercise.count + 1)))
      }
      if whole.hasSuffix("-\(exercise)") {
        names.append(String(whole.dropLast(exercise.count + 1)))
      }
    }
    let parts = stem.split(separator: "_")
    if parts.count > 1 { names += parts.compactMap { Slug.key(String($0)) } }
    return names
  }
}

extension Matching.Problem: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownStudent(let claims):
      claims.isEmpty
        ? "nobody on the roster is named by the file's name, and nobody inside"
        : "nobody on the roster is \(claims.joined(separator: ", "))"
    case .contradiction(let named, let claimed):
      "from \(named) by its name or what it says first, but it also says that it is from \(claimed)"
    case .ambiguous(let name): "\(name) may be two students; use the id"
    case .unknownExercise(let name?): "the key has no exercise \(name)"
    case .unknownExercise(nil): "the key has several exercises, and the file does not say which"
    }
  }
}
