package import Foundation

/// A number that is the same for equal contents, and another for others but by great accident.
///
/// It tells what has changed, and is no protection against who wants to deceive.
///
/// Source: FNV-1a of 64 bits, in RFC 9923.
package struct Fingerprint: Sendable {
  /// The number.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Of some contents, one behind the other.
  package init(_ contents: Data...) { for part in contents { add(part) } }

  /// Adds contents, with a mark of their end.
  package mutating func add(_ contents: Data) {
    contents.withUnsafeBytes { bytes in
      for byte in bytes { mix(byte) }
    }
    mix(0xFF)
  }

  /// Adds a text, with a mark of its end.
  package mutating func add(_ text: String) { add(Data(text.utf8)) }

  private mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}
