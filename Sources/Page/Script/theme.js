/** Light, dark, or as the reader's system is set; kept for the next page where that is allowed. */
class ThemeSwitch {
  static #names = ["auto", "light", "dark"];

  constructor(button) {
    this.button = button;
    button.addEventListener("click", () => this.next());
    this.#set(this.#kept());
  }

  next() {
    const names = ThemeSwitch.#names;
    this.#set(names[(names.indexOf(this.name) + 1) % names.length]);
  }

  #set(name) {
    this.name = ThemeSwitch.#names.includes(name) ? name : "auto";
    if (this.name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.name;
    this.button.querySelector("span").textContent = this.name;
    try {
      localStorage.setItem("gradwalk-theme", this.name);
    } catch {
      // A page from disk may not be allowed to keep anything.
    }
  }

  #kept() {
    try {
      return localStorage.getItem("gradwalk-theme");
    } catch {
      return null;
    }
  }
}
