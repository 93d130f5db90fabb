extension String {
  package var isOnlyASCII: Bool { utf8.allSatisfy { $0 < 128 } }
}
