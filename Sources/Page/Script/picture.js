/** A figure's picture: what can be pointed at in it, turned, or opened. */
class Picture {
  #lit = null;
  #current = null;

  constructor(stage, player) {
    this.player = player;
    this.canvas = stage.querySelector(".canvas");
    this.camera = new Camera(this.canvas);
    stage.append(this.camera.tools, this.camera.map);
    this.knobs = new Knobs(this.canvas, {
      numberOf: (target) => this.#numberOf(target),
      textOf: (number) => player.textOf(number),
      onChange: (number, text) => player.change(number, text),
      onOpen: (_, target) => this.#open(this.#group(target), true),
    });
    this.canvas.addEventListener("click", ({ target }) => {
      // What can be turned opens by itself, where it was not turned.
      if (!this.camera.wasDragged && this.#numberOf(target) === null) this.#open(this.#group(target));
    });
    this.canvas.addEventListener("keydown", (event) => this.#press(event));
    this.canvas.addEventListener("pointerover", ({ target }) =>
      player.light(this.#card(this.#group(target)?.dataset.subject)?.name ?? null));
    this.canvas.addEventListener("pointerleave", () => player.light(null));
  }

  /** Shows a frame; what had the focus has it again. */
  show(frame, cards) {
    const focused = this.canvas.contains(document.activeElement)
      ? document.activeElement.closest("[data-subject]")?.dataset.subject : null;
    this.cards = new Map(cards.map((card) => [Picture.#key(card.subject), card]));
    const svg = Picture.#parsed(frame.svg);
    svg.setAttribute("role", "group");
    this.groups = new Map([...svg.querySelectorAll("[data-subject]")].map((group) => (
      [Picture.#key(group.dataset.subject), group])));
    for (const [key, group] of this.groups) this.#prepare(group, this.cards.get(key));
    this.camera.show(svg);
    if (focused) this.groups.get(Picture.#key(focused))?.focus({ preventScroll: true });
    const focus = frame.focus.map((subject) => this.groups.get(Picture.#key(subject)));
    this.camera.follow(focus.filter(Boolean));
    this.light(this.#lit);
  }

  /** The engine says what a subject is in its first word, or leaves it to its form. */
  static #key(subject) { return subject.replace(/^(node|edge) /, "").replaceAll(" ", "-"); }

  static #parsed(text) {
    const holder = document.createElement("div");
    holder.innerHTML = text;
    return holder.querySelector("svg");
  }

  #prepare(group, card) {
    const wire = group.querySelector(".wire");
    // A thin line is hard to hit.
    if (wire) {
      const wide = wire.cloneNode();
      wide.setAttribute("class", "reach");
      group.append(wide);
    }
    if (card?.opens) group.classList.add("opens");
    if (this.#isKnob(card)) {
      group.classList.add("knob");
      group.classList.toggle("changed", this.player.changes.has(card.number));
      const text = this.player.textOf(card.number);
      for (const [name, value] of Object.entries(Knobs.attributes(text, card.name))) {
        group.setAttribute(name, value);
      }
    }
  }

  #isKnob(card) { return card && Number.isInteger(card.number) && this.player.textOf(card.number) !== null; }

  #group(target) { return target.closest?.("[data-subject]") ?? null; }

  #card(subject) { return subject === undefined ? null : this.cards?.get(Picture.#key(subject)) ?? null; }

  /** A leaf's number is turned where it stands; with keys, on the whole card. */
  #numberOf(target) {
    const group = this.#group(target);
    const card = this.#card(group?.dataset.subject);
    const isNumber = target === group || target.matches(".value");
    return isNumber && this.#isKnob(card) ? card.number : null;
  }

  #open(group, toType = false) {
    if (!group) return;
    const { subject } = group.dataset;
    const card = this.#card(subject);
    if (card?.opens) this.player.unfold(card.opens); else this.player.lookCloser(subject, group, card, toType);
  }

  /** Up and down go from card to card, Enter looks closer. */
  #press(event) {
    if (event.target !== this.canvas || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const groups = [...this.groups?.values() ?? []].filter((group) => !group.matches(".scope"));
    if (direction && event.shiftKey) {
      this.canvas.scrollBy({ top: 60 * direction });
    } else if (direction && groups.length > 0) {
      const place = groups.findIndex((group) => group.dataset.subject === this.#current);
      const group = groups[(place + direction + groups.length) % groups.length];
      this.#current = group.dataset.subject;
      this.canvas.querySelector(".current")?.classList.remove("current");
      group.classList.add("current");
      this.camera.follow([group]);
      this.player.announce(group.querySelector("title")?.textContent ?? this.#card(this.#current)?.name ?? "");
    } else if (event.key === "Enter" && this.#current) {
      this.#open(this.groups.get(Picture.#key(this.#current)));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Lights the cards of a name, and the wires at them. */
  light(name) {
    this.#lit = name;
    const keys = [...this.cards ?? []].filter(([, card]) => name !== null && card.name === name).map(([key]) => key);
    for (const [key, group] of this.groups ?? []) {
      const isEnd = keys.some((each) => key.startsWith(`${each}-`) || key.includes(`-${each}-`));
      group.classList.toggle("lit", keys.includes(key) || isEnd);
    }
  }
}
