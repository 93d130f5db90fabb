/** The passes of a loop: how the loss falls and what the parameters do; a click goes to a pass. */
class Training {
  static #size = { width: 640, height: 120, margin: 14 };

  constructor(root, player) {
    this.root = root;
    this.player = player;
  }

  /** Shows the curves of a program, where it has passes enough for one. */
  async show(run) {
    const { losses, parameters } = await run.askProgram("training").catch(() => ({ losses: [], parameters: [] }));
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
        parameters.length === 2 ? this.#path(parameters) : ""),
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

  /** The way of two parameters, one across and one up; the darker a dot, the larger the loss. */
  #path([across, up]) {
    const [width, height, margin] = [320, 220, 26];
    const scale = (values, from, to) => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return (value) => from + (value - low) * (to - from) / (high - low || 1);
    };
    const x = scale(across.values, margin, width - margin);
    const y = scale(up.values, height - margin, margin);
    const strength = scale(this.losses.map(({ value }) => Math.log(Math.max(value, 1e-9))), 0.35, 1);
    const points = across.values.map((value, index) => [x(value), y(up.values[index])]);
    if (!points.flat().every(Number.isFinite)) return "";
    const dots = points.map(([left, top], index) => svgElement("path", {
      class: "dot", d: `M${left} ${top}h0`, "stroke-opacity": strength(Math.log(Math.max(this.losses[index].value, 1e-9))),
      onclick: () => this.#go(index),
    }));
    const path = svgElement("svg", {
      viewBox: `0 0 ${width} ${height}`, class: "path", role: "img",
      "aria-label": `The way of ${across.name} and ${up.name}, pass by pass`,
    }, svgElement("rect", { class: "frame", x: 1, y: 1, width: width - 2, height: height - 2, rx: 8 }),
    svgElement("text", { x: width - 8, y: height - 8, "text-anchor": "end" }, `${across.name} →`),
    svgElement("text", { x: 8, y: 18 }, `↑ ${up.name}`),
    svgElement("polyline", { points: points.join(" ") }), ...dots);
    const figure = element("div", { class: "chart-path" }, path);
    figure.move = (here) => dots.forEach((dot, index) => dot.classList.toggle("here", index === here));
    return figure;
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
    for (const chart of this.root.querySelectorAll(".chart, .chart-path")) chart.move(index);
  }
}
