import CStandard

/// What the core needs of the system that it runs on; the rest is in one file a system.
package enum Platform {
  /// Seconds on a clock that only moves forward.
  package static var seconds: Double { monotonic_seconds() }
}
