/** What there is to know of one card or wire, in a box beside it. */
class Closer {
  constructor(player) {
    this.player = player;
    this.box = element("div", {
      class: "closer", popover: "auto", role: "dialog", "aria-label": "A closer look", tabindex: -1,
    });
    player.root.append(this.box);
  }

  close() { if (this.box.matches(":popover-open")) this.box.hidePopover(); }

  async show(subject, anchor, card, toType) {
    const { player } = this;
    const text = Number.isInteger(card?.number) ? player.textOf(card.number) : null;
    const told = await player.run.ask("closer", player.position, subject);
    const parts = [element("h4", {}, told.title)];
    if (text !== null) parts.push(this.#field(card, text));
    parts.push(element("dl", {}, (told.rows ?? []).map(({ label, text: value }) => (
      [element("dt", {}, label), element("dd", {}, value)]))));
    if (told.paths?.length > 0) {
      parts.push(element("p", { class: "label" }, "Every path from the seed"),
        element("ol", {}, told.paths.map((path) => element("li", {}, path.text))));
    }
    this.box.replaceChildren(...parts.flat());
    this.box.showPopover();
    this.#place(anchor);
    const field = this.box.querySelector("input");
    if (toType && field) field.select(); else this.box.focus({ preventScroll: true });
  }

  #field(card, text) {
    const field = numberField(text, `Value of ${card.name}`, (typed) => {
      this.close();
      if (typed !== null) this.player.change(card.number, typed);
    });
    const take = () => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    return element("p", { class: "choices" }, element("label", {}, `${card.name} = `, field),
      button("Run with it", take),
      this.player.changes.has(card.number)
        ? button("As recorded", () => {
          this.close();
          this.player.restore(card.number);
        }) : "");
  }

  /** Below what it is about, or above, and inside of the window. */
  #place(anchor) {
    const at = (anchor.querySelector?.(".card, .gate, .wire") ?? anchor).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const middle = clamped(at.left + at.width / 2, 0, innerWidth);
    const below = at.bottom + 8 + height < innerHeight ? at.bottom + 8 : at.top - 8 - height;
    this.box.style.left = `${clamped(middle - width / 2, 8, Math.max(8, innerWidth - width - 8))}px`;
    this.box.style.top = `${clamped(below, 8, Math.max(8, innerHeight - height - 8))}px`;
  }
}
