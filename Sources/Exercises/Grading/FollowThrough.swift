import Lesson
struct FollowThrough: Sendable {
  struct Paths {}
  init(_ question: Question) {}
  func paths(from own: [Int: TypedAnswer]) -> Paths { Paths() }
}
extension Grader {
  static func numberVerdict(
    _ typed: Lesson.TypedNumber, _ key: Double, _ tolerance: Double, _ blank: Blank, _ paths: FollowThrough.Paths
  ) -> Judgement.Verdict { .wrong }
}
