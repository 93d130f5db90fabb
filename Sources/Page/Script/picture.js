/** A figure's picture: what can be pointed at in it, turned, or opened. */
class Picture {
  #lit = [null, null];
  #current = null;

  constructor(stage, player) {
    this.player = player;
    this.canvas = stage.querySelector(".canvas");
    this.knobs = new Knobs(this.canvas, {
      numberOf: (target) => this.#numberOf(target),
      textOf: (number) => player.textOf(number),
      onChange: (number, text) => player.change(number, text),
      onOpen: (number, target) => this.#open(this.#group(target), number),
    });
    // What turns a number does not drag the picture: it is asked first.
    this.camera = new Camera(this.canvas);
    stage.append(this.camera.tools, this.camera.map);
    this.canvas.addEventListener("click", ({ target }) => {
      // What can be turned opens by itself, where it was not turned.
      if (!this.camera.wasDragged && this.#numberOf(target) === null) this.#open(this.#group(target));
    });
    this.canvas.addEventListener("keydown", (event) => this.#press(event));
    this.canvas.addEventListener("pointerover", ({ target }) => {
      const card = this.#card(this.#group(target)?.dataset.subject);
      player.light(card?.name ?? null, card?.line ?? null);
    });
    this.canvas.addEventListener("pointerleave", () => player.light(null));
  }

  /** Shows a frame; what had the focus has it again. */
  show(frame, cards) {
    const focused = this.canvas.contains(document.activeElement)
      ? document.activeElement.closest("[data-subject]")?.dataset.subject : null;
    this.cards = new Map(cards.map((card) => [card.subject, card]));
    const svg = this.#parsed(frame.svg);
    this.groups = new Map([...svg.querySelectorAll("[data-subject]")].map((group) => [group.dataset.subject, group]));
    for (const [subject, group] of this.groups) this.#prepare(group, this.cards.get(subject));
    this.camera.show(svg);
    if (focused) this.groups.get(focused)?.focus({ preventScroll: true });
    this.camera.follow(frame.focus.map((subject) => this.groups.get(subject)).filter(Boolean));
    this.light(...this.#lit);
  }

  /** What can be pressed is in it, so it is a group, named by ids that no other player has. */
  #parsed(text) {
    const holder = document.createElement("div");
    holder.innerHTML = text;
    const svg = holder.querySelector("svg");
    for (const named of svg.querySelectorAll("[id]")) named.id = `${this.player.label}-${named.id}`;
    svg.setAttribute("role", "group");
    const { id } = svg.querySelector("title");
    if (id) svg.setAttribute("aria-labelledby", id);
    return svg;
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
    const numbers = [card?.number, ...card?.numbers ?? []].filter((number) => Number.isInteger(number));
    group.classList.toggle("knob", numbers.length > 0);
    group.classList.toggle("changed", numbers.some((number) => this.player.changes.has(number)));
    if (this.#isKnob(card)) {
      const text = this.player.textOf(card.number);
      for (const [name, value] of Object.entries(Knobs.attributes(text, card.name))) {
        group.setAttribute(name, value);
      }
    }
  }

  #isKnob(card) { return card && Number.isInteger(card.number) && this.player.textOf(card.number) !== null; }

  #group(target) { return target.closest?.("[data-subject]") ?? null; }

  #card(subject) { return this.cards?.get(subject) ?? null; }

  /** A leaf's number is turned where it stands; with keys, on the whole card. */
  #numberOf(target) {
    const group = this.#group(target);
    const card = this.#card(group?.dataset.subject);
    if (!card || !(target === group || target.matches(".value"))) return null;
    if (this.#isKnob(card)) return card.number;
    // Those of a tensor stand in its order.
    const texts = [...group.querySelectorAll(".value")];
    return texts.length === card.numbers?.length ? card.numbers[texts.indexOf(target)] ?? null : null;
  }

  #open(group, number = null) {
    if (!group) return;
    const { subject } = group.dataset;
    const card = this.#card(subject);
    if (card?.opens && number === null) this.player.unfold(card.opens);
    else this.player.lookCloser(subject, group, card, number);
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
      this.#open(this.groups.get(this.#current));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Lights the cards of a name, or of a line if there is none, and the wires at them. */
  light(name, line) {
    this.#lit = [name, line];
    const subjects = [...this.cards?.values() ?? []].filter((card) =>
      (name !== null && isSameName(card.name, name)) || (name === null && line !== null && card.line === line))
      .map(({ subject }) => subject);
    const ends = new Set(subjects.map((subject) => subject.split(" ")[1]));
    for (const [subject, group] of this.groups ?? []) {
      const [kind, from, to] = subject.split(" ");
      group.classList.toggle("lit", subjects.includes(subject)
        || (kind === "edge" && (ends.has(from) || ends.has(to))));
    }
  }
}
