import Foundation
import Platform
import Web

/// Answers requests as the page's engine does: each line of standard input is one, a list of texts in
/// JSON, and each line of standard output its answer.
let workbench = Workbench()
while let line = readLine() {
  let request = try JSONDecoder().decode([String].self, from: Data(line.utf8))
  let answer = withLargeStack { workbench.answer(request) }
  try FileHandle.standardOutput.write(contentsOf: Data("\(answer)\n".utf8))
}
