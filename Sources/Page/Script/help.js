/** The list of the keys. */
class HelpBox {
  static #keys = [
    ["→ l j n space", "next step"], ["← h k p", "step back"], ["g, G", "first and last step"],
    ["12G", "go to step 12"], ["5l", "five steps on"], ["b", "next backward pass"],
    ["/", "find a name"], ["f", "fold calls and tensors, or show all"],
    ["t", "theme: auto, light, dark"], ["?", "this list"],
  ];

  constructor(root, player) {
    this.root = root;
    this.player = player;
    root.append(
      element("h4", {}, "Keys"),
      element("dl", {}, HelpBox.#keys.flatMap(([key, what]) => [
        element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)])),
      element("button", { type: "button", onclick: () => root.close() }, "Close"));
    root.addEventListener("close", () =>
      player.elements.help.setAttribute("aria-expanded", "false"));
  }

  toggle() {
    if (this.root.open) return this.root.close();
    this.root.showModal();
    this.player.elements.help.setAttribute("aria-expanded", "true");
  }
}

/** Asks for a name to find a step by. */
class FindBox {
  static open(player) {
    const before = document.activeElement;
    const input = element("input", { type: "search", "aria-label": "Find a step about a name" });
    const dialog = element("dialog", { class: "find", "aria-label": "Find" }, element("form", {
      method: "dialog",
      onsubmit: () => { if (input.value) player.find(input.value); },
    }, element("label", {}, "Find the next step about ", input), element("button", {}, "Go")));
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.({ preventScroll: true });
    });
    player.root.append(dialog);
    dialog.showModal();
  }
}
