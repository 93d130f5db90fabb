/** What is kept on this device; nothing where a browser does not let a page keep anything. */
class Store {
  static read(name) {
    try {
      return JSON.parse(localStorage.getItem(`gradwalk-${name}`));
    } catch {
      return null;
    }
  }

  static write(name, value) {
    try {
      localStorage.setItem(`gradwalk-${name}`, JSON.stringify(value));
    } catch {
      // A page from disk may not be allowed to; then nothing is lost but the memory.
    }
  }

  /** Changes what is kept of one figure of this page: how far it was stepped, what was predicted. */
  static note(label, change) {
    const pages = Store.read("progress") ?? {};
    const page = (pages[Store.page] ??= {});
    page[label] = change(page[label] ?? {});
    Store.write("progress", pages);
  }

  /** The name of the folder that this page lies in. */
  static get page() { return decodeURIComponent(location.pathname.split("/").at(-2) ?? ""); }
}
