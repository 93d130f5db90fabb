/** Light, dark, or as the reader's system is set; kept for the next page where that is allowed. */
class ThemeSwitch {
  static #names = ["auto", "light", "dark"];

  constructor(switcher) {
    this.label = switcher.querySelector("span");
    const names = ThemeSwitch.#names;
    switcher.addEventListener("click", () => this.#set(names[(names.indexOf(this.name) + 1) % names.length]));
    this.#set(Store.read("theme"));
  }

  #set(name) {
    this.name = ThemeSwitch.#names.includes(name) ? name : "auto";
    if (this.name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.name;
    this.label.textContent = this.name;
    Store.write("theme", this.name);
  }
}
