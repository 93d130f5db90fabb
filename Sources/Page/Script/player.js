/** One figure with its controls and panes. */
class Player {
  position = 0;
  #timer = null;
  #picture = 0;

  constructor(root, program) {
    this.root = root;
    const data = JSON.parse(root.querySelector(".data").textContent);
    this.figure = new Figure(data);
    this.errors = new Map(data.errors);
    this.label = data.label;
    this.decisions = (root.dataset.decisions || "").split(" ").filter(Boolean).map(Number);
    this.pictures = [...root.querySelectorAll(".picture")].map(
      (each, index) => new Picture(each, data.pictures[index], this.figure));
    this.code = new CodePane(root.querySelector(".code"), program, this.figure);
    this.ledger = new LedgerPane(root.querySelector(".ledger"));
    this.elements = Object.fromEntries(
      [...root.querySelectorAll("[data-action]")].map((button) => [button.dataset.action, button]));
    this.scrubber = root.querySelector(".scrubber");
    this.#setWalk(Run.recorded(this.figure));
    this.whatIf = new WhatIfPanel(root.querySelector(".what-if"), this);
    this.compare = new ComparePanel(root.querySelector(".compare"), this, this.whatIf);
    this.quiz = new Quiz(root.querySelector(".predict"), root.querySelector(".question"), this);
    this.details = new DetailsPanel(root.querySelector(".details"), this);
    this.tabs = new Tabs(root.querySelector(".tabs"), (name) => this.#opened(name));
    this.#listen();
    this.refresh();
  }

  #setWalk(run) {
    this.run = run;
    this.walk = new Walk(run);
  }

  get last() { return this.walk.count - 1; }
  get isPlaying() { return this.#timer !== null; }

  #listen() {
    const actions = {
      first: () => this.go(0), back: () => this.go(this.position - 1),
      next: () => this.go(this.position + 1), last: () => this.go(this.last),
      play: () => (this.isPlaying ? this.pause() : this.play()),
      fold: () => this.fold(), help: () => this.help.toggle(),
    };
    for (const [name, action] of Object.entries(actions)) {
      this.elements[name]?.addEventListener("click", action);
    }
    this.help = new HelpBox(this.root.querySelector(".help"), this);
    this.scrubber.addEventListener("input", () => this.go(Number(this.scrubber.value) - 1));
    this.root.querySelector(".canvas").addEventListener("click", ({ target }) => {
      const subject = this.#current.subjectOf(target);
      if (!subject) return;
      this.tabs.select("details");
      this.details.open(subject);
    });
  }

  #opened(name) {
    if (name === "compare") this.compare.start();
    this.refresh();
  }

  /** Shows other numbers at the same step. */
  setRun(run, isChanged) {
    this.quiz.stop();
    this.#setWalk(run);
    this.root.classList.toggle("changed", isChanged);
    this.refresh();
  }

  /** Goes to a step, or as far as nothing is shown that is still to be predicted. */
  go(target) {
    this.quiz.stop();
    const goal = Math.max(0, Math.min(target, this.last));
    while (this.quiz.isOn && this.position < goal) {
      if (this.quiz.ask(this.position + 1)) {
        this.pause();
        return this.refresh();
      }
      this.position += 1;
    }
    this.jump(goal);
  }

  jump(position) {
    this.position = Math.max(0, Math.min(position, this.last));
    this.refresh();
    this.announce();
    this.root.dispatchEvent(new CustomEvent("moved", { bubbles: true, detail: this }));
  }

  nextPass() {
    const next = this.walk.steps.findIndex(({ kind }, index) =>
      index > this.position && kind === "seeded");
    if (next < 0) return this.announce("No further pass.");
    this.go(next);
  }

  /** Goes to the next step that is about a name, from here on and round again. */
  find(name) {
    const order = this.walk.steps.map((_, index) => (this.position + 1 + index) % this.walk.count);
    const tests = [(symbol) => symbol === name, (symbol) => symbol.startsWith(name)];
    for (const test of tests) {
      const found = order.find((index) => this.#symbols(index).some(test));
      if (found !== undefined) return this.go(found);
    }
    this.announce(`No step is about ${name}.`);
  }

  #symbols(index) {
    const step = this.walk.steps[index];
    const nodes = {
      computed: () => step.nodes,
      seeded: () => this.run.seeds(step.pass).map(({ node }) => node),
      hooked: () => [step.node],
      visited: () => {
        const { node, contributions } = this.run.visit(step.pass, step.visit);
        return [node, ...contributions.map(({ edge }) => edge.from)];
      },
      accumulated: () => [step.leaf],
      returned: () => step.returns.map(({ node }) => node),
      cleared: () => step.clearings.map(({ leaf }) => leaf),
      updated: () => step.updates.map(({ leaf }) => leaf),
    }[step.kind]();
    return nodes.map((id) => this.figure.symbol(id));
  }

  play() {
    if (this.position === this.last) this.jump(0);
    const speed = Number(this.root.querySelector(".speed select").value);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.go(this.position + 1);
      if (this.position < this.last && !this.quiz.isAsking) this.play(); else this.pause();
    }, 1800 / speed);
    this.#showPlaying();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#showPlaying();
  }

  #showPlaying() {
    this.root.classList.toggle("playing", this.isPlaying);
    this.elements.play.setAttribute("aria-label", this.isPlaying ? "Pause" : "Play");
  }

  fold() {
    if (this.pictures.length < 2) return this.announce("There is nothing to fold.");
    this.#picture = (this.#picture + 1) % this.pictures.length;
    this.pictures.forEach((picture, index) => { picture.root.hidden = index !== this.#picture; });
    this.refresh();
  }

  get #current() { return this.pictures[this.#picture]; }

  /** Paints the step that is current. */
  refresh() {
    this.moment = this.walk.at(this.position);
    const { compare } = this;
    const other = compare?.other ? new Walk(compare.other).at(this.position) : null;
    this.#current.show(this.moment, other, this.position === this.last ? this.errors : new Map());
    this.code.show(this.moment.line);
    this.ledger.show(this.moment, other);
    this.compare?.show(this.moment, other);
    this.details?.show(this.moment);
    this.#showWords();
    this.#showTransport();
    this.#scrollToFocus();
  }

  #showWords() {
    const { title, heading, arithmetic, sentence, awaited } = this.moment;
    this.root.querySelector(".position").textContent = title;
    this.root.querySelector(".heading-text").textContent = heading;
    this.root.querySelector(".words").replaceChildren(
      ...arithmetic.map((line) =>
        arithmeticLine(line, this.moment.step.kind === "computed" ? "value" : "gradient")),
      element("p", { class: "sentence" }, sentence),
      awaited.length > 0
        ? element("p", { class: "awaited" }, awaitedText(awaited, this.figure)) : "");
  }

  #showTransport() {
    this.scrubber.value = this.position + 1;
    this.scrubber.setAttribute("aria-valuetext", `${this.moment.title}: ${this.moment.heading}`);
    // Not disabled, so that the focus stays where it is.
    for (const name of ["first", "back"]) this.#dim(name, this.position === 0);
    for (const name of ["next", "last"]) this.#dim(name, this.position === this.last);
  }

  #dim(name, isDim) { this.elements[name].setAttribute("aria-disabled", String(isDim)); }

  #scrollToFocus() {
    const canvas = this.root.querySelector(".canvas");
    if (canvas.scrollWidth <= canvas.clientWidth) return;
    const middle = this.#current.middle(this.moment.state.focus);
    if (!middle) return;
    const { svg } = this.#current;
    const scale = svg.clientWidth / Number(svg.getAttribute("width"));
    canvas.scrollTo({
      left: middle.x * scale - canvas.clientWidth / 2,
      behavior: prefersStillness() ? "auto" : "smooth",
    });
  }

  /** Tells a screen reader. */
  announce(text) {
    const { title, heading, arithmetic, sentence } = this.moment;
    this.root.querySelector(".live").textContent =
      text ?? `${title}: ${heading}. ${arithmetic.join("; ")}. ${sentence}`;
  }
}

/** What contributions are still to come, and where. */
function awaitedText(awaited, figure) {
  const total = awaited.reduce((sum, { count }) => sum + count, 0);
  const places = awaited.slice(0, 6).map(({ node, count }) =>
    figure.symbol(node) + (count > 1 ? ` (${count})` : ""));
  const more = awaited.length > 6 ? ` and ${awaited.length - 6} more` : "";
  return `Awaited: ${total} ${total === 1 ? "contribution" : "contributions"}, to `
    + `${places.join(", ")}${more}.`;
}
