import Page

/// What pages that are served may run and load.
///
/// The server tells it with every answer; it stands in the place of the pages' own.
enum PreviewPolicy {
  static let text = text(scripts: [])

  /// The same for a page that holds scripts beside the one of every page.
  static func text(scripts: [String]) -> String {
    ContentPolicy.text(.beside("../"), extra: [reload] + scripts, isServed: true)
  }

  /// The script that loads a page again when it has changed; its element says where to ask, and what
  /// has been seen.
  static let reload = """

    (async () => {
      const { address, seen } = document.currentScript.dataset;
      for (;;) {
        try {
          const response = await fetch(address);
          if (response.ok && await response.text() !== seen) return location.reload();
        } catch {
          await new Promise((resume) => setTimeout(resume, 300));
        }
      }
    })();

    """

  /// A page without its own policy, which knows nothing of the server.
  static func withoutOwn(_ page: String) -> String {
    [PageScript.beside("../"), .beside("")].reduce(page) { page, script in
      page.replacing(ContentPolicy.element(script), with: "", maxReplacements: 1)
    }
  }
}
