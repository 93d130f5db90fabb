/**
 * Turns numbers in place: dragged up and down, by the up and down keys, or typed.
 *
 * What is turned may be drawn anew with each change; so the root listens, and finds it again.
 */
class Knobs {
  static #pixelsPerStep = 6;

  /**
   * `numberOf` says which number an element stands for, null for none; `textOf` what that number is
   * now; `onChange` hears the new text, `onOpen` that a reader wants to type it.
   */
  constructor(root, { numberOf, textOf, onChange, onOpen }) {
    Object.assign(this, { numberOf, textOf, onChange, onOpen });
    root.addEventListener("pointerdown", (event) => this.#grab(event));
    root.addEventListener("keydown", (event) => this.#press(event));
  }

  #grab(event) {
    const number = event.button === 0 ? this.numberOf(event.target) : null;
    if (number === null) return;
    const start = { y: event.clientY, text: this.textOf(number) };
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target } = event;
    target.closest("[tabindex]")?.focus({ preventScroll: true });
    let count = 0;
    const move = ({ clientY }) => {
      const next = Math.round((start.y - clientY) / Knobs.#pixelsPerStep);
      if (next === count) return;
      count = next;
      this.onChange(number, Changes.stepped(start.text, count));
    };
    const end = ({ type }) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      document.documentElement.classList.remove("turning");
      if (count === 0 && type === "pointerup") this.onOpen(number, target);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    document.documentElement.classList.add("turning");
  }

  #press(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const number = event.target.matches("[role=spinbutton]") ? this.numberOf(event.target) : null;
    if (number === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (direction) {
      this.onChange(number, Changes.stepped(this.textOf(number), direction * (event.shiftKey ? 10 : 1)));
    } else if (event.key === "Enter" || event.key === " ") {
      this.onOpen(number, event.target);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** What a screen reader has to know of a number that can be turned. */
  static attributes(text, label) {
    return {
      role: "spinbutton", tabindex: 0, "aria-valuenow": Number(text), "aria-valuetext": text,
      "aria-label": `${label}; up and down change it, Enter to type`,
    };
  }
}

/** A field for one number; Enter takes it. */
function numberField(text, label, onTake) {
  const field = element("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", value: text, "aria-label": label,
    size: Math.max(4, text.length + 2),
  });
  const take = () => {
    const literal = Changes.literal(field.value, text);
    field.setAttribute("aria-invalid", String(literal === null));
    if (literal !== null) onTake(literal);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") take();
    if (event.key === "Escape") onTake(null);
  });
  field.addEventListener("input", () => field.setAttribute(
    "aria-invalid", String(Changes.literal(field.value, text) === null)));
  return field;
}
