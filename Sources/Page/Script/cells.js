/** The card of a node or a fold in a picture, with rows for its value and its gradient. */
class CardCell {
  #group;
  #rows = svgElement("g");
  #shown = "";

  constructor(group) {
    this.#group = group;
    // Below the card of a fold lie the others of its pile.
    const box = [...group.querySelectorAll(".card, .gate")].at(-1);
    const number = (name) => Number(box.getAttribute(name));
    [this.x, this.y, this.width, this.height] = ["x", "y", "width", "height"].map(number);
    const texts = [...group.querySelectorAll("text")];
    this.labels = ["value", "grad"].map((word) => texts.find((each) => each.textContent === word));
    this.sum = texts.find((each) => each.textContent.startsWith("Σ "));
    this.lines = texts.filter((each) => each.classList.contains("name")).length;
    if (this.labels[0]) {
      const kept = new Set([...this.labels, ...texts.filter((each) => each.matches(".name"))]);
      const isKept = (each) => kept.has(each) || each.matches("title, .card");
      for (const each of [...group.children]) if (!isKept(each)) each.remove();
      this.slots = this.labels.map((label) => new Slot(label));
    } else if (this.sum) {
      this.slots = [new Slot(this.sum)];
      this.sum.remove();
    }
    this.hint = group.querySelector("title") ?? svgElement("title");
    group.prepend(this.hint);
    group.append(this.#rows);
  }

  /** Shows a card; `other` is that of the run to compare with. */
  show(card, other, roles, hint, error) {
    const shown = JSON.stringify([card, other, roles, hint]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.hint.textContent = hint;
    for (const [role, isOn] of Object.entries(roles)) this.#group.classList.toggle(role, isOn);
    this.#group.classList.toggle("differs", differsFrom(card, other));
    if (this.labels[0]) this.#rows.replaceChildren(...this.#cardRows(card, other, error));
    else if (this.sum) this.#rows.replaceChildren(...this.#gateRow(card.gradient));
  }

  #cardRows(card, other, error) {
    const right = this.x + this.width - 9;
    const marks = [card.value, card.gradient].flatMap((entry, index) => {
      const label = this.labels[index];
      const before = other && [other.value, other.gradient][index];
      const differs = before && before.text !== entry.text;
      label.textContent = differs ? before.text : ["value", "grad"][index];
      label.classList.toggle("earlier", Boolean(differs));
      const labelWidth = label.textContent.length * glyphWidth * 10;
      const slot = Object.assign(
        this.slots[index].moved(right - this.slots[index].x, 0), { anchor: "end", size: 12 });
      return slot.marks(entry, Math.max(20, this.width - 24 - labelWidth));
    });
    return [...marks, ...this.#notes(card.notes, error)];
  }

  #notes(notes, error) {
    const errorRoom = error ? 20 : 0;
    const capacity = Math.max(0, Math.floor((this.height - 46 - 14 * this.lines - errorRoom) / 14));
    const lines = notes.slice(0, capacity);
    if (lines.length > 0 && notes.length > capacity) lines[lines.length - 1] += " …";
    const middle = this.x + this.width / 2;
    let y = this.slots[1].y + 16;
    const marks = lines.flatMap((line, index) => {
      const slot = Object.assign(
        this.slots[1].moved(middle - this.slots[1].x, 16 + 14 * index),
        { anchor: "middle", size: 10 });
      y = slot.y + 14;
      return slot.marks({ text: line, look: "number", role: "note" }, this.width - 12);
    });
    if (!error) return marks;
    const slot = Object.assign(this.slots[1].moved(middle - this.slots[1].x, 0),
      { anchor: "middle", size: 10, y: y + 2 });
    return [...marks, ...slot.marks({ text: `✕ ${error}`, look: "alarm", role: "note" })];
  }

  #gateRow(entry) {
    return this.slots[0].marks({ ...entry, text: `Σ ${entry.text}` }, this.width - 8);
  }

  get middle() { return { x: this.x + this.width / 2, y: this.y + this.height / 2 }; }
}

function differsFrom(card, other) {
  return Boolean(other)
    && (card.value.text !== other.value.text || card.gradient.text !== other.gradient.text);
}

/** A wire of a picture: at rest, and on the way back, with its two labels. */
class WireCell {
  #group;
  #sending;
  #labels = svgElement("g");
  #shown = "";

  constructor(group, sending) {
    this.#group = group;
    this.#sending = sending;
    const texts = [...group.querySelectorAll("text")];
    this.isBundle = texts.some((text) => text.textContent.endsWith(" edges"));
    if (!this.isBundle) {
      this.slots = Object.fromEntries(
        texts.map((text) => [text.classList.contains("gradient") ? "below" : "above",
          new Slot(text)]));
      for (const each of group.querySelectorAll("text, .alarm")) each.remove();
    }
    this.hint = svgElement("title");
    group.prepend(this.hint);
    group.append(this.#labels);
  }

  show(labels, roles, hint) {
    const shown = JSON.stringify([labels, roles, hint]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.hint.textContent = hint;
    for (const [role, isOn] of Object.entries(roles)) this.#group.classList.toggle(role, isOn);
    this.#sending?.classList.toggle("unseen", !roles.active);
    this.#group.classList.toggle("on-its-way", roles.active && Boolean(this.#sending));
    if (this.isBundle) return;
    this.#labels.replaceChildren(...["above", "below"].flatMap((place) =>
      labels[place] && this.slots[place] ? this.slots[place].marks(labels[place], 88) : []));
  }
}
