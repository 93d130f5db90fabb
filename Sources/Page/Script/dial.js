/** A slider and a number box that are one number. */
class Dial {
  constructor(name, recorded, change) {
    this.slider = element("input", {
      type: "range", "aria-label": `${name}, slider`, step: "any",
      oninput: () => this.#enter(Number(Number(this.slider.value).toPrecision(4)), change),
    });
    this.box = element("input", {
      type: "number", "aria-label": name, step: "any", inputmode: "decimal",
      oninput: () => this.#enter(this.box.value.trim() === "" ? NaN : Number(this.box.value), change),
      onchange: () => { if (this.box.value === "") this.set(recorded); },
    });
    this.#setRange(recorded);
    this.set(recorded);
  }

  #setRange(middle) {
    const span = Number.isFinite(middle) ? Math.max(4, 2 * Math.abs(middle)) : 4;
    const start = Number.isFinite(middle) ? middle : 0;
    this.slider.min = Number((start - span).toPrecision(6));
    this.slider.max = Number((start + span).toPrecision(6));
    this.slider.step = 10 ** Math.floor(Math.log10(span / 40));
  }

  set(value) {
    if (document.activeElement !== this.box || Number(this.box.value) !== value) {
      this.box.value = Number.isFinite(value) ? String(value) : "";
    }
    this.box.removeAttribute("aria-invalid");
    if (value < Number(this.slider.min) || value > Number(this.slider.max)) this.#setRange(value);
    this.slider.value = value;
    this.slider.setAttribute("aria-valuetext", NumberText.card(value));
  }

  #enter(value, change) {
    if (!Number.isFinite(value)) return this.box.setAttribute("aria-invalid", "true");
    change(value);
  }
}
