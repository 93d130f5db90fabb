/** The passes of a loop: how the loss falls and what the parameters do; a click goes to a pass. */
class Training {
  static #size = { width: 640, height: 120, margin: 14 };

  constructor(root, player) {
    this.root = root;
    this.player = player;
  }

  /** Shows the curves of a program, where it has passes enough for one. */
  async show(run) {
    const { losses, parameters, surface } = await run.askProgram("training").catch(
      () => ({ losses: [], parameters: [], surface: null }));
    if (run !== this.player.run) return;
    this.losses = losses;
    this.root.hidden = losses.length < 3;
    if (this.root.hidden) return;
    this.range = element("input", {
      type: "range", min: 1, max: losses.length, step: 1, "aria-label": "Iteration",
      oninput: () => this.#go(Number(this.range.value) - 1),
    });
    this.now = element("output", { class: "label" });
    this.root.replaceChildren(
      element("p", { class: "label" }, "Training"),
      element("div", { class: "plots" },
        element("div", { class: "curves" },
          this.#chart("loss", losses.map(({ value }) => value), "gradient"),
          parameters.slice(0, 6).map(({ name, values }) => this.#chart(name, values, "value"))),
        surface ? this.#map(surface, parameters) : ""),
      element("p", { class: "choices" }, this.range, this.now));
    this.mark();
  }

  #chart(name, values, kind) {
    const { width, height, margin } = Training.#size;
    const finite = values.filter(Number.isFinite);
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    const x = (index) => margin + index * (width - 2 * margin) / Math.max(1, values.length - 1);
    const y = (value) => height - margin - (value - low) * (height - 2 * margin) / (high - low || 1);
    const points = values.map((value, index) => (Number.isFinite(value) ? `${x(index)},${y(value)}` : "")).join(" ");
    const dot = svgElement("path", { class: `dot ${kind}` });
    const svg = svgElement("svg", {
      viewBox: `0 0 ${width} ${height}`, role: "img", preserveAspectRatio: "none", class: "curve",
      "aria-label": `${name} goes from ${this.#short(values[0])} to ${this.#short(values.at(-1))}`,
      onclick: (event) => {
        const box = svg.getBoundingClientRect();
        const place = ((event.clientX - box.left) / box.width * width - margin) / (width - 2 * margin);
        this.#go(clamped(Math.round(place * (values.length - 1)), 0, values.length - 1));
      },
    }, svgElement("polyline", { points, class: kind }), dot);
    const figure = element("div", { class: "chart" }, element("span", { class: "name" }, name), svg,
      element("span", { class: "amount" }));
    Object.assign(figure, { move: (index) => {
      dot.setAttribute("d", `M${x(index)} ${Number.isFinite(values[index]) ? y(values[index]) : height}h0`);
      figure.lastChild.textContent = this.#short(values[index]);
    } });
    return figure;
  }

  /** The loss over two parameters, dark where it is low, and the way that they took. */
  #map({ xs, ys, losses }, [across, down]) {
    const size = 240;
    const [cell, tall] = [size / xs.length, size / ys.length];
    const all = losses.flat().filter(Number.isFinite);
    const low = Math.min(...all);
    // By order of magnitude, since a valley is flat beside its walls.
    const scale = (loss) => Math.log1p(loss - low);
    const high = scale(Math.max(...all)) || 1;
    const place = (list, value) => (value - list[0]) / (list.at(-1) - list[0]) * (size - cell) + cell / 2;
    const x = (value) => place(xs, value);
    const y = (value) => size - place(ys, value);
    const squares = losses.flatMap((row, j) => row.map((loss, i) => svgElement("rect", {
      x: i * cell, y: size - (j + 1) * tall, width: cell + 0.5, height: tall + 0.5, class: "ground",
      "fill-opacity": Number.isFinite(loss) ? (1 - scale(loss) / high).toFixed(3) : 0,
    })));
    const way = across.values.map((value, index) => `${x(value)},${y(down.values[index])}`);
    const dot = svgElement("path", { class: "dot gradient" });
    const svg = svgElement("svg", {
      viewBox: `0 0 ${size} ${size}`, class: "surface", role: "img",
      "aria-label": `The loss over ${across.name} and ${down.name}, and the way from pass to pass`,
    }, ...squares, svgElement("polyline", { points: way.join(" "), class: "gradient" }), dot);
    const figure = element("div", { class: "chart-map" },
      element("p", { class: "label" }, `loss over ${across.name} (across) and ${down.name} (up)`), svg,
      element("p", { class: "label" }));
    return Object.assign(figure, { move: (index) => {
      dot.setAttribute("d", `M${way[index].replace(",", " ")}h0`);
      figure.lastChild.textContent =
        `(${this.#short(across.values[index])}, ${this.#short(down.values[index])})`;
    } });
  }

  #short(value) { return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value); }

  #go(index) { this.player.goToPass(this.losses[index].pass); }

  /** Marks the pass that is shown. */
  mark() {
    if (this.root.hidden || !this.losses) return;
    const { pass } = this.player.step ?? {};
    const index = Math.max(0, this.losses.findIndex((each) => each.pass === pass));
    this.range.value = index + 1;
    this.now.textContent = `iteration ${index + 1} of ${this.losses.length}, loss ${this.#short(this.losses[index].value)}`;
    for (const chart of this.root.querySelectorAll(".chart, .chart-map")) chart.move(index);
  }
}
