import Foundation
import Preview
import Testing
import Tutorial

@Suite struct PreviewTests {
  private static let lesson = """
    ---
    title: A lesson
    summary: It has one cell.
    ---
    Some words, and [the other](other.md).

    ```python
    #| label: fig-one
    #| graph: loss
    import torch
    w = torch.tensor(2.0, requires_grad=True)
    loss = w * w
    loss.backward()
    print(w.grad)  #> tensor(4.)
    ```
    """

  private static let other = """
    ---
    title: The other
    summary: It has no cell.
    ---
    Other words.
    """

  /// Serves two tutorials from a folder of their own while a test asks for them.
  private func serving(_ test: (LocalClient, URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.lesson.write(
      to: folder.appending(path: "lesson.md"), atomically: true, encoding: .utf8)
    try Self.other.write(to: folder.appending(path: "other.md"), atomically: true, encoding: .utf8)
    let server = PreviewServer(
      TutorialPaths([folder.path]), port: 0, playground: try Playground(editor: nil))
    let (addresses, found) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      try await server.run(listening: { found.yield($0) }, changed: { _ in })
    }
    defer { task.cancel() }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    #expect(address.hasPrefix("http://127.0.0.1:"))
    let port = try #require(URL(string: address)?.port)
    try await test(LocalClient(port: UInt16(port)), folder)
  }

  static let requests: [(path: String, status: Int, type: String, contains: String)] = [
    ("/", 200, "text/html", "A lesson"),
    ("/?q=1", 200, "text/html", "The other"),
    ("/lesson/", 200, "text/html", "<p>Some words"),
    ("/lesson/README.md", 200, "text/html", "href=\"../other/README.md\""),
    ("/lesson", 307, "text/plain", "/lesson/"),
    ("/lesson/figures/fig-one.svg", 200, "image/svg+xml", "<svg"),
    ("/lesson/figures/fig-one.dot", 200, "text/plain", "digraph"),
    ("/lesson/recording.json", 200, "application/json", "{"),
    ("/favicon.ico", 200, "image/svg+xml", "<svg"),
    ("/play", 307, "text/plain", "/play.html"),
    ("/play.html", 200, "text/html", "A lesson"),
    ("/nothing/", 404, "text/html", "Not found"),
    ("/lesson/nothing", 404, "text/html", "Not found"),
    ("/lesson/..", 400, "text/plain", "no path"),
    ("/lesson/../../../../etc/passwd", 400, "text/plain", "no path"),
    ("/%2e%2e/%2e%2e/etc/passwd", 400, "text/plain", "no path"),
    ("/lesson/figures/%2e%2e%2flesson.md", 400, "text/plain", "no path"),
    ("/lesson/figures/..%5clesson.md", 400, "text/plain", "no path"),
    ("/lesson.md", 404, "text/html", "Not found"),
  ]

  @Test func answersRequests() async throws {
    try await serving { client, _ in
      for (path, status, type, text) in Self.requests {
        let response = try await client.send("GET", path)
        #expect(response.status == status, "\(path)")
        #expect(response.headers["content-type"]?.hasPrefix(type) == true, "\(path)")
        #expect(response.body.contains(text), "\(path)")
        #expect(!response.body.contains("root:x:0"), "\(path) shows the system's passwords")
        #expect(
          response.body.contains("/.gradwalk/changes")
            == (type == "text/html" && status == 200 && path != "/play.html"),
          "\(path)")
      }
    }
  }

  @Test func answersThisMachineOnly() async throws {
    try await serving { client, _ in
      for host in ["evil.example", "evil.example:\(client.port)", "127.0.0.1.evil.example", ""] {
        let status = try await client.send("GET", "/", host: host).status
        #expect(status == 403, "\(host)")
      }
      for host in ["localhost:\(client.port)", "LOCALHOST", "127.0.0.1"] {
        let status = try await client.send("GET", "/", host: host).status
        #expect(status == 200, "\(host)")
      }
    }
  }

  @Test func readsOnly() async throws {
    try await serving { client, _ in
      for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let response = try await client.send(method, "/")
        #expect(response.status == 405, "\(method)")
        #expect(response.headers["allow"] == "GET, HEAD")
      }
      let head = try await client.send("HEAD", "/lesson/")
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      let whole = try await client.send("GET", "/lesson/")
      #expect(head.headers["content-length"] == String(whole.body.utf8.count))
    }
  }

  static let heads: [(head: String, status: Int)] = [
    ("GET /\(String(repeating: "a", count: 1_000_000)) HTTP/1.1\r\n", 414),
    ("GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 1_000_000))\r\n", 431),
    ("GET / HTTP/1.1\r\n\(String(repeating: "X: a\r\n", count: 10_000))", 431),
    ("hello\r\n", 400), ("GET / HTTP/1.1\r\nno colon\r\n", 400), ("GET  / HTTP/1.1\r\n", 400),
    ("GET / HTTP/2.0\r\n", 505), ("\r\nGET / HTTP/1.1\r\n", 200), ("GET / HTTP/1.0\n", 200),
  ]

  @Test func refusesHeadsThatAreTooLongOrWrong() async throws {
    try await serving { client, _ in
      for (head, status) in Self.heads {
        let response = try await client.send(
          "\(head)Host: localhost\r\nConnection: close\r\n\r\n")
        #expect(response.status == status, "\(head.prefix(30))")
      }
    }
  }

  @Test func letsNoScriptRunButItsOwn() async throws {
    try await serving { client, folder in
      let evil = Self.other + "\n<img src=x onerror=\"alert(1)\">\n"
      try evil.write(to: folder.appending(path: "other.md"), atomically: true, encoding: .utf8)
      for path in ["/", "/lesson/", "/other/", "/lesson/README.md", "/lesson/figures/fig-one.svg"] {
        let response = try await client.send("GET", path)
        let policy = try #require(response.headers["content-security-policy"])
        #expect(policy.contains("script-src 'self' 'sha256-"), "\(path)")
        #expect(!policy.contains("script-src 'unsafe-inline'"), "\(path)")
        #expect(!response.body.contains("http-equiv=\"Content-Security-Policy\""), "\(path)")
      }
    }
  }

  @Test func takesHeadsOutOfPieces() throws {
    let text =
      "GET /a HTTP/1.1\r\nHost: x\r\nHost:  y\t\r\n\r\nHEAD /b HTTP/1.1\nConnection: close\n\n"
    for size in 1...text.utf8.count {
      var reader = RequestReader()
      var heads: [RequestHead] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        reader.add(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        while let head = try reader.next() { heads.append(head) }
      }
      #expect(heads.map(\.target) == ["/a", "/b"], "\(size)")
      #expect(heads.first?.headers == ["host": "x, y"], "\(size)")
      #expect(heads.map(\.keepsAlive) == [true, false], "\(size)")
    }
  }

  /// The address that a page asks for its changes.
  private func changes(of page: String) throws -> String {
    let start = try #require(page.range(of: "data-address=\"")).upperBound
    return String(page[start...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
  }

  @Test func tellsAPageOfItsChangesAndNoOther() async throws {
    try await serving { client, folder in
      let lesson = try changes(of: try await client.send("GET", "/lesson/").body)
      let other = try changes(of: try await client.send("GET", "/other/").body)
      let seen = try #require(other.split(separator: "=").last.map(String.init))
      async let told = client.send("GET", lesson)
      let text = Self.lesson.replacing("Some words", with: "New words")
      try text.write(to: folder.appending(path: "lesson.md"), atomically: true, encoding: .utf8)
      #expect(try await told.body != lesson.split(separator: "=").last.map(String.init))
      #expect(try await client.send("GET", "/lesson/").body.contains("New words"))
      let page = try await client.send("GET", "/other/").body
      #expect(try changes(of: page).hasSuffix("seen=\(seen)"))
    }
  }

  @Test func showsAnErrorWithItsLineUntilItIsMended() async throws {
    try await serving { client, folder in
      let file = folder.appending(path: "lesson.md")
      let good = try changes(of: try await client.send("GET", "/lesson/").body)
      try Self.lesson.replacing("tensor(4.)", with: "tensor(<5>)")
        .write(to: file, atomically: true, encoding: .utf8)
      _ = try await client.send("GET", good)
      for path in ["/lesson/", "/"] {
        let page = try await client.send("GET", path).body
        #expect(page.contains("<link rel=\"icon\" href=\"data:,\">"), "\(path)")
        #expect(page.contains("lesson.md, line 14"), "\(path)")
        #expect(page.contains("claimed: tensor(&lt;5&gt;)"))
        #expect(page.contains("<mark>14  print(w.grad)  #&gt; tensor(&lt;5&gt;)</mark>"))
      }
      #expect(try await client.send("GET", "/lesson/figures/fig-one.svg").status == 200)
      let bad = try changes(of: try await client.send("GET", "/lesson/").body)
      try Self.lesson.write(to: file, atomically: true, encoding: .utf8)
      _ = try await client.send("GET", bad)
      #expect(try await client.send("GET", "/lesson/").body.contains("Some words"))
    }
  }

  @Test func explainsAnErrorOnce() async throws {
    try await serving { client, folder in
      try """
      import torch
      w = torch.tensor([1.0, 2.0], requires_grad=True)
      (w * w).backward()
      """.write(to: folder.appending(path: "mine.py"), atomically: true, encoding: .utf8)
      _ = try await client.send("GET", try changes(of: try await client.send("GET", "/").body))
      let page = try await client.send("GET", "/mine/").body
      #expect(page.contains("mine.py, line 3"))
      #expect(page.ranges(of: "grad can be implicitly created only for scalar outputs").count == 1)
      #expect(page.ranges(of: "Smallest fix").count == 1)
    }
  }

  @Test func saysThatAProgramRunsUntilItEndsOrIsMended() async throws {
    try await serving { client, folder in
      let file = folder.appending(path: "mine.py")
      let gallery = try changes(of: try await client.send("GET", "/").body)
      try "1 / 0".write(to: file, atomically: true, encoding: .utf8)
      _ = try await client.send("GET", gallery)
      let wrong = try await client.send("GET", "/mine/").body
      #expect(wrong.contains("ZeroDivisionError"))
      try "while True: pass".write(to: file, atomically: true, encoding: .utf8)
      _ = try await client.send("GET", try changes(of: wrong))
      let running = try await client.send("GET", "/mine/").body
      #expect(running.contains("mine.py is running…") && !running.contains("ZeroDivisionError"))
      try "print('done')".write(to: file, atomically: true, encoding: .utf8)
      _ = try await client.send("GET", try changes(of: running))
      #expect(try await client.send("GET", "/mine/").body.contains("done"))
    }
  }

  @Test func seesTutorialsComeAndGo() async throws {
    try await serving { client, folder in
      let gallery = try changes(of: try await client.send("GET", "/").body)
      try Self.other.replacing("The other", with: "A third")
        .write(to: folder.appending(path: "third.md"), atomically: true, encoding: .utf8)
      _ = try await client.send("GET", gallery)
      let page = try await client.send("GET", "/").body
      #expect(page.contains("A third"))
      try FileManager.default.removeItem(at: folder.appending(path: "third.md"))
      _ = try await client.send("GET", try changes(of: page))
      #expect(try await client.send("GET", "/third/").status == 404)
    }
  }

  @Test func saysThatAPortIsInUse() async throws {
    try await serving { client, folder in
      let second = PreviewServer(
        TutorialPaths([folder.path]), port: client.port, playground: try Playground(editor: nil))
      await #expect(throws: PreviewServer.ServerError.portInUse(client.port)) {
        try await second.run(listening: { _ in }, changed: { _ in })
      }
    }
  }
}
