import Foundation

/// JSON that is the same whenever it is written.
package enum StableJSON {
  /// A value as JSON with sorted keys and a last line end; throws what encoding throws.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
