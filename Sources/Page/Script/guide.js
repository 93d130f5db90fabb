/** What the marks and the keys mean, and a first tour around the player. */
class Guide {
  static #marks = [
    ["leaf", "A leaf: what you want gradients of"], ["constant", "A constant: needs no gradient"],
    ["computed", "What an operation computed"], ["root", "What backward is called on"],
    ["computed pending", "Not computed yet"], ["computed computing focus", "Forward: computed in this step"],
    ["computed focus", "Backward: what this step is about"],
  ];
  static #signs = [
    ["×3", "", "the local derivative: what one step of a wire multiplies by"],
    ["+18.0", "gradient", "the contribution that went back along the wire"],
    ["3.0", "value", "a value is blue"], ["−8.0", "gradient", "a gradient is vermilion"],
    ["not yet", "muted", "no gradient has come there so far"], ["—", "muted", "no gradient goes there at all"],
  ];
  static #keys = [
    ["→ or n", "next step"], ["← or p", "step back"], ["Home, End", "first and last step"],
    ["↑ ↓ on the picture", "from card to card, Enter for a closer look"],
    ["↑ ↓ on a number", "change it, with Shift by ten, Enter to type"],
    ["Ctrl and the wheel", "zoom"], ["f", "the whole picture"], ["?", "this box"],
  ];
  static #stops = [
    [".canvas", "The picture is your program: every card a number, every wire an operation's input. Values are blue."],
    ["[data-action=next]", "Next runs one operation: first forward, then backward, where gradients come in vermilion."],
    [".said", "What just happened, with all of its numbers, and why it is so."],
    [".code", "Every number here can be changed: drag it, or click and type. The program runs again."],
    ["[data-action=predict]", "And when you think you have it: Predict asks you before it shows."],
  ];

  constructor(player) {
    this.player = player;
    this.box = element("dialog", { class: "help", "aria-label": "Help" });
    this.bubble = element("div", { class: "bubble", popover: "manual", role: "dialog", "aria-label": "A short tour" });
    player.root.append(this.box, this.bubble);
    this.bubble.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.#end(); });
  }

  /** Whether single letters are keys; kept on this device. */
  static get hasLetters() { return Store.read("letters") ?? true; }

  toggle() {
    if (this.box.open) return this.box.close();
    this.box.replaceChildren(
      element("p", { class: "heading" }, "What the marks mean"),
      element("dl", {}, Guide.#marks.map(([kind, words]) => (
        [element("dt", {}, Guide.#card(kind)), element("dd", {}, words)])),
      Guide.#signs.map(([sign, kind, words]) => (
        [element("dt", { class: `amount ${kind}` }, sign), element("dd", {}, words)]))),
      element("p", { class: "heading" }, "Keys, inside the player"),
      element("dl", {}, Guide.#keys.map(([key, words]) => (
        [element("dt", {}, element("kbd", {}, key)), element("dd", {}, words)]))),
      element("p", { class: "choices" }, element("label", {}, element("input", {
        type: "checkbox", checked: Guide.hasLetters,
        onchange: ({ target }) => Store.write("letters", target.checked),
      }), " Single letters are keys")),
      element("p", { class: "choices" },
        button("Take the tour", () => {
          this.box.close();
          this.tour();
        }), button("Close", () => this.box.close(), { class: "main" })));
    this.box.showModal();
  }

  static #card(kind) {
    return svgElement("svg", { class: "gradwalk", viewBox: "0 0 48 26", width: 48, height: 26, "aria-hidden": "true" },
      svgElement("g", { class: kind }, svgElement("rect", { class: "card", x: 3, y: 3, width: 42, height: 20, rx: 5 }),
        kind === "root" ? svgElement("rect", { class: "rootLine", x: 6, y: 6, width: 36, height: 14, rx: 3 }) : null));
  }

  /** An offer to those who are here for the first time. */
  invitation() {
    if (Store.read("tour")) return "";
    const strip = element("p", { class: "invitation" }, "New here? ",
      button("Take the 60-second tour", () => this.tour()), " ",
      button("No, thanks", () => this.#end(), { class: "quiet" }));
    this.strip = strip;
    return strip;
  }

  tour(place = 0) {
    const [selector, words] = Guide.#stops[place];
    const isLast = place === Guide.#stops.length - 1;
    const target = this.player.root.querySelector(selector);
    target.scrollIntoView({ block: "nearest" });
    this.bubble.replaceChildren(
      element("p", {}, words),
      element("p", { class: "choices" },
        element("span", { class: "label" }, `${place + 1} of ${Guide.#stops.length}`),
        isLast ? "" : button("End", () => this.#end(), { class: "quiet" }),
        button(isLast ? "Start stepping" : "Next", () => (isLast ? this.#end() : this.tour(place + 1)), { class: "main" })));
    this.bubble.showPopover();
    const at = target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.bubble;
    const top = at.bottom + height + 16 < innerHeight ? at.bottom + 10 : at.top - height - 10;
    this.bubble.style.left = `${clamped(at.left + at.width / 2 - width / 2, 8, Math.max(8, innerWidth - width - 8))}px`;
    this.bubble.style.top = `${clamped(top, 8, Math.max(8, innerHeight - height - 8))}px`;
    this.bubble.querySelector(".main").focus({ preventScroll: true });
  }

  #end() {
    Store.write("tour", true);
    if (this.bubble.matches(":popover-open")) {
      this.bubble.hidePopover();
      this.player.root.querySelector("[data-action=next]").focus({ preventScroll: true });
    }
    this.strip?.remove();
  }
}
