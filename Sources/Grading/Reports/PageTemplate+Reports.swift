import Questions

extension PageTemplate {
  /// What one student gets back.
  static let feedback = PageTemplate(PackageResources.feedback_mustache)
  /// The results of the class.
  static let report = PageTemplate(PackageResources.report_mustache)
}
