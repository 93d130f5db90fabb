/** Panels of which one at most is open, by the pattern of the ARIA Authoring Practices. */
class Tabs {
  constructor(root, opened) {
    this.buttons = [...root.querySelectorAll("[role=tab]")];
    this.opened = opened;
    this.buttons.forEach((button, index) => {
      button.addEventListener("click", () => this.#toggle(button));
      button.addEventListener("keydown", (event) => this.#move(event, index));
    });
  }

  #panel(button) { return document.getElementById(button.getAttribute("aria-controls")); }

  #name(button) { return this.#panel(button).classList[0]; }

  #toggle(button) {
    this.#open(button.getAttribute("aria-selected") === "true" ? null : button);
  }

  select(name) { this.#open(this.buttons.find((button) => this.#name(button) === name)); }

  #open(chosen) {
    for (const button of this.buttons) {
      button.setAttribute("aria-selected", String(button === chosen));
      this.#panel(button).hidden = button !== chosen;
    }
    if (chosen) this.#makeReachable(chosen);
    this.opened(chosen ? this.#name(chosen) : null);
  }

  /** One stop of the Tab key for all of them; arrows go from one to the next. */
  #makeReachable(chosen) {
    for (const button of this.buttons) button.tabIndex = button === chosen ? 0 : -1;
  }

  #move(event, index) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const { length } = this.buttons;
    const next = this.buttons[(index + steps[event.key] + length) % length];
    this.#makeReachable(next);
    next.focus();
  }
}
