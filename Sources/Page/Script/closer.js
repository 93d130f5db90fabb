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

  async show(subject, anchor, card, number) {
    const { player } = this;
    const toType = number !== null;
    number ??= card?.number ?? null;
    const text = number === null ? null : player.textOf(number);
    // A seed is told by the picture alone.
    const told = await player.run.ask("closer", player.position, subject).catch(() => (
      { title: anchor.querySelector("title")?.textContent ?? "" }));
    this.box.replaceChildren(
      element("p", { class: "heading" }, told.title), text === null ? "" : this.#field(card, number, text),
      ...(told.arithmetic ?? []).map((line) => element("p", { class: "arithmetic" }, line)),
      ...(told.sentences ?? []).map((sentence) => element("p", {}, sentence)),
      told.pathCount ? element("p", { class: "label" }, told.pathCount) : "",
      told.paths?.length > 0 ? element("ol", {}, told.paths.map(({ way, product }) => (
        element("li", {}, way, element("br"), element("span", { class: "amount gradient" }, product))))) : "");
    this.box.showPopover();
    this.#place(anchor);
    const field = this.box.querySelector("input");
    if (toType && field) field.select(); else this.box.focus({ preventScroll: true });
  }

  #field(card, number, text) {
    const field = numberField(text, `Value of ${card.name}`, (typed) => {
      this.close();
      if (typed !== null) this.player.change(number, typed);
    });
    const take = () => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    return element("p", { class: "choices" }, element("label", {}, `${card.name} = `, field),
      button("Run with it", take),
      this.player.changes.has(number)
        ? button("As recorded", () => {
          this.close();
          this.player.restore(number);
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
