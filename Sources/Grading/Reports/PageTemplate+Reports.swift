import Questions

extension PageTemplate {
  /// What one student gets back.
  static let feedback = PageTemplate("feedback", in: Embedded.files)
  /// The results of the class.
  static let report = PageTemplate("report", in: Embedded.files)
}
