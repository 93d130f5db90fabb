const PLAYER = `
<div class="bar">
  <p class="count" aria-hidden="true"></p>
  <div class="tools">
    <label class="level"><span>Steps by</span> <select data-role="level">
      <option value="scalar">number</option><option value="operation">operation</option><option value="line">line</option>
      <option value="pass">pass</option><option value="iteration">iteration</option></select></label>
    <button type="button" data-action="predict" aria-pressed="false">Predict</button>
    <button type="button" data-action="help" title="Marks and keys (?)">Help</button>
  </div>
</div>
<div class="stage"><div class="canvas" tabindex="0" role="group" aria-label="Picture: up and down go from card to card"></div></div>
<div class="transport" role="group" aria-label="Steps">
  <button type="button" data-action="back">Back</button>
  <button type="button" data-action="next" class="main">Next</button>
  <div class="track"><input type="range" class="scrubber" min="1" max="1" value="1" step="1" aria-label="Step"><div class="parts" aria-hidden="true"></div></div>
  <button type="button" data-action="play" aria-label="Play"><svg viewBox="0 0 24 24" aria-hidden="true"><path class="when-still" d="M8 5.5v13l10.5-6.5z"/><path class="when-playing" d="M8.5 6v12M15.5 6v12"/></svg></button>
  <label class="speed"><span>Speed</span> <select data-role="speed"><option value="0.5">½×</option><option value="1" selected>1×</option><option value="2">2×</option></select></label>
</div>
<div class="notes"></div>
<div class="failure" role="alert" hidden></div>
<div class="panes">
  <div class="words"><div class="question" hidden></div></div>
  <div class="code"></div>
</div>
<div class="training" hidden></div>
<p class="live" role="status" aria-live="polite"></p>`;

/** Steps through one figure of a program; everything it shows is the engine's. */
class Player {
  /** Below this width pictures run from top to bottom. */
  static #narrow = 600;
  static #wordsPerMinute = 200;
  position = 0;
  run = null;
  changes = new Changes();
  #timer = null;
  #shown = 0;
  #isRunning = false;
  #isStale = false;
  #recorded = null;

  /**
   * `cells`: `{ line, raises, source }` each, of a notebook if there are several or they say `isCell`; `options`: those of the engine's figure; `onMoved` hears
   * of every step, `onRan(run)` of every program that has run, `onFailed(failure)` of its failure or of
   * null; `onEdited(number, text)` gets changed numbers instead of the player, which is then opened
   * with another text; without `showsCode` there is no pane for it.
   */
  constructor(root, engine, {
    cells, options = {}, onMoved, onEdited, onRan, onFailed, showsCode = true, label = root.id || "player",
  }) {
    Object.assign(this, { root, engine, onMoved, onEdited, onRan, onFailed, label, cells, options: { ...options } });
    const still = root.querySelector(".canvas svg");
    const kept = [...root.querySelectorAll(":scope > figcaption, :scope > .all-steps, :scope > .anchor")];
    root.innerHTML = PLAYER;
    root.classList.add("player", "is-live");
    root.append(...kept);
    this.find = (selector) => root.querySelector(selector);
    this.picture = new Picture(this.find(".stage"), this);
    if (still) this.picture.camera.show(still);
    this.words = new Words(this.find(".words"));
    this.quiz = new Quiz(this.find(".question"), this);
    this.code = showsCode ? new CodePane(this.find(".code"), this) : null;
    if (!showsCode) this.find(".code").remove();
    this.training = new Training(this.find(".training"), this);
    this.closer = new Closer(this);
    this.guide = new Guide(this);
    this.#listen();
  }

  #listen() {
    const actions = {
      back: () => this.#move(this.position - 1), next: () => this.#move(this.position + 1),
      play: () => (this.#timer === null ? this.#play() : this.pause()),
      predict: () => this.#predict(), help: () => this.guide.toggle(),
    };
    for (const [name, action] of Object.entries(actions)) {
      this.find(`[data-action=${name}]`).addEventListener("click", action);
    }
    this.scrubber = this.find(".scrubber");
    this.scrubber.addEventListener("input", () => this.#move(Number(this.scrubber.value) - 1));
    this.level = this.find("[data-role=level]");
    this.level.addEventListener("change", () => this.#setOptions({ by: this.level.value }));
    this.root.addEventListener("keydown", (event) => this.#press(event));
    for (const pane of this.root.querySelectorAll(".words, .code")) {
      pane.addEventListener("pointerover", ({ target }) => this.light(
        target.closest(".name")?.dataset.name ?? null, Number(target.closest("li")?.value) || null));
      pane.addEventListener("pointerleave", () => this.light(null));
    }
    let width = this.root.clientWidth;
    new ResizeObserver(() => {
      if (this.root.clientWidth === width) return;
      width = this.root.clientWidth;
      this.words.forget();
      if (this.run && this.#direction !== this.run.options.rankdir) this.#rerun();
    }).observe(this.root);
  }

  get last() { return Math.max(0, (this.run?.count ?? 0) - 1); }
  get step() { return this.run?.figure?.steps[this.position] ?? null; }
  get #direction() { return this.root.clientWidth < Player.#narrow ? "TB" : this.options.rankdir ?? "LR"; }

  /** Runs another program and shows it, at the same step if it has one. */
  async open(cells, options = this.options) {
    this.cells = cells;
    this.options = { ...options };
    this.changes.clear();
    this.#recorded = null;
    await this.#rerun();
  }

  /** Shows the program that it was made with, at a step and with numbers changed. */
  async start(position = 0, sets = []) {
    this.position = position;
    if (sets.length > 0) {
      const { program } = await new Run(this.engine, this.cells, this.#figureOptions).open();
      for (const { line, column, text } of sets) {
        const index = program.numbers.findIndex((number) => number.line === line && number.column === column);
        if (index >= 0) this.changes.set(index, text, program.numbers[index].text);
      }
      this.numbers = program.numbers;
    }
    await this.#rerun();
  }

  get #figureOptions() { return { ...this.options, rankdir: this.#direction }; }

  /** Runs the program as it is now; while it runs only the newest change waits. */
  async #rerun() {
    this.#isStale = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.root.setAttribute("aria-busy", "true");
    while (this.#isStale) {
      this.#isStale = false;
      try {
        const cells = this.changes.size > 0 ? this.changes.applied(this.cells, this.numbers) : this.cells;
        const run = await new Run(this.engine, cells, this.#figureOptions).open();
        if (!this.#isStale) await this.#take(run);
      } catch (error) {
        this.#fail({ type: "Stopped", message: error.message });
      }
    }
    this.#isRunning = false;
    this.root.removeAttribute("aria-busy");
  }

  async #take(run) {
    this.onRan?.(run);
    if (this.changes.size === 0) {
      this.numbers = run.program.numbers;
      this.#recorded = run;
    }
    this.#fail(Player.#isExpected(run) ? null : run.program.failure);
    if (run.figure) {
      this.run = run;
      this.names = new Set(run.figure.cards.map(({ name }) => name).filter(Boolean));
      this.position = clamped(this.position, 0, this.last);
      this.level.value = run.figure.by;
      this.#showTrack();
      this.training.show(run);
    } else if (!run.program.failure) {
      this.#fail({ type: "", message: run.problem ?? "There is nothing to draw." });
    }
    this.code?.show(run, await this.recorded());
    this.#showNotes();
    if (run.figure) await this.#show();
  }

  /** Whether a program ran to its end, but for the cells that raise on purpose. */
  static #isExpected({ cells, program: { failure } }) {
    return !failure || cells.findLast(({ line }) => line <= failure.line)?.raises;
  }

  /** The program as it was before numbers were changed. */
  async recorded() {
    if (JSON.stringify(this.#recorded?.options) !== JSON.stringify(this.#figureOptions)) {
      this.#recorded = await new Run(this.engine, this.cells, this.#figureOptions).open();
    }
    return this.#recorded;
  }

  #fail(failure) {
    this.onFailed?.(failure);
    const box = this.find(".failure");
    box.hidden = failure === null;
    this.root.classList.toggle("has-failed", failure !== null);
    if (failure === null) return box.replaceChildren();
    const { type, message, line, reason, remedy } = failure;
    box.replaceChildren(
      element("p", {}, element("strong", {}, type ? `${type}: ${message}` : message), line ? ` (line ${line})` : ""),
      reason ? element("p", {}, marked(reason)) : "", remedy ? element("p", {}, marked(remedy)) : "");
  }

  // Steps.

  /** Goes to a step; a number that is to be predicted is asked for first. */
  async go(target) {
    const goal = clamped(target, 0, this.last);
    if (this.quiz.isAsking && goal > this.position) return;
    if (this.quiz.isOn && goal > this.position && await this.quiz.asks(goal)) return this.pause();
    await this.jump(goal);
    if (goal === this.last) this.quiz.finish();
  }

  /** Goes to a step, and asks nothing. */
  async jump(index) {
    this.position = clamped(index, 0, this.last);
    await this.#show(true);
  }

  #move(target) {
    this.pause();
    return this.go(target);
  }

  /** Goes to where a pass begins; all passes are shown if this figure has it not. */
  async goToPass(pass) {
    const find = () => this.run.figure.steps.findIndex((step) => step.pass === pass);
    if (find() < 0) {
      delete this.options.of;
      delete this.options.pass;
      await this.#rerun();
    }
    if (find() >= 0) await this.#move(find());
  }

  refresh() { return this.#show(); }

  async #show(isMoved = false) {
    const turn = this.#shown += 1;
    const { run, position } = this;
    try {
      const frame = await run.frame(position);
      const before = this.changes.size > 0 ? await this.#before(position) : null;
      if (turn !== this.#shown) return;
      this.#paint(frame, before);
      if (isMoved) {
        this.announce(`${frame.title}: ${frame.speech}${position === this.last ? " This is the last step." : ""}`);
        this.onMoved?.(this);
      }
      if (position < this.last) run.frame(position + 1).catch(() => {});
    } catch (error) {
      if (turn === this.#shown) this.#fail({ type: "", message: error.message });
    }
  }

  /** The same step as it was recorded, where the changed program takes the same steps. */
  async #before(position) {
    const recorded = await this.recorded();
    const isAlike = recorded.count === this.run.count
      && recorded.figure.steps[position].kind === this.step.kind;
    return isAlike ? recorded.frame(position).catch(() => null) : null;
  }

  #paint(frame, before) {
    const isLast = this.position === this.last;
    this.root.dataset.step = this.position + 1;
    this.find(".count").textContent = frame.title;
    this.root.dataset.kind = this.step.kind === "forward" ? "forward" : "backward";
    this.picture.show(frame, this.run.figure.cards);
    this.words.show(frame, this.step, this.names, before, isLast);
    this.code?.mark(frame.line);
    this.scrubber.value = this.position + 1;
    this.scrubber.setAttribute("aria-valuetext", `${frame.title}: ${frame.heading}`);
    // Not disabled, so that the focus stays where it is.
    this.find("[data-action=back]").setAttribute("aria-disabled", String(this.position === 0));
    this.find("[data-action=next]").setAttribute("aria-disabled", String(isLast));
    this.find("[data-action=predict]").setAttribute("aria-pressed", String(this.quiz.isOn));
    this.training.mark();
  }

  /** The scrubber's track: forward blue, each pass vermilion. */
  #showTrack() {
    const { steps } = this.run.figure;
    this.scrubber.max = this.run.count;
    const parts = [];
    for (const { kind, pass } of steps) {
      const name = kind === "forward" || !pass ? "forward" : `pass ${pass}`;
      if (parts.at(-1)?.name === name) parts.at(-1).count += 1; else parts.push({ name, count: 1 });
    }
    this.find(".parts").replaceChildren(...parts.map(({ name, count }) => {
      const part = element("span", { class: name === "forward" ? "forward" : "pass" },
        count / steps.length > 0.12 ? name : "");
      part.style.flexGrow = count;
      return part;
    }));
  }

  #play() {
    if (this.position === this.last) this.jump(0);
    const tick = async () => {
      const frame = await this.run.frame(this.position);
      const words = `${frame.heading} ${frame.arithmetic.join(" ")} ${frame.why}`.split(/\s+/).length;
      const speed = Number(this.find("[data-role=speed]").value);
      this.#timer = setTimeout(async () => {
        await this.go(this.position + 1);
        if (this.#timer === null) return;
        if (this.position < this.last) tick(); else this.pause();
      }, Math.max(1500, words / Player.#wordsPerMinute * 60_000) / speed);
    };
    this.#timer = 0;
    this.#showPlaying();
    tick();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#showPlaying();
  }

  #showPlaying() {
    this.root.classList.toggle("playing", this.#timer !== null);
    this.find("[data-action=play]").setAttribute("aria-label", this.#timer === null ? "Play" : "Pause");
  }

  #predict() {
    this.pause();
    this.quiz.toggle();
  }

  // Numbers.

  /** What a number of the program is now; null if there is none of this index. */
  textOf(number) { return this.changes.get(number) ?? this.numbers?.[number]?.text ?? null; }

  change(number, text) {
    if (this.onEdited) return this.onEdited(this.numbers[number], text);
    this.quiz.stop();
    this.changes.set(number, text, this.numbers[number].text);
    this.onMoved?.(this);
    return this.#rerun();
  }

  /** Makes a number again what it was recorded with. */
  restore(number) { return this.change(number, this.numbers[number].text); }

  restoreAll() {
    this.changes.clear();
    this.onMoved?.(this);
    return this.#rerun();
  }

  #showNotes() {
    const changed = this.changes.entries().map(([index, text]) => {
      const { line, text: old } = this.numbers[index];
      return button([`line ${line}: `, element("s", {}, old), ` ${text} `, element("span", { "aria-hidden": "true" }, "↺")],
        () => this.restore(index), { class: "chip", "aria-label": `Line ${line}: ${old} became ${text}. As recorded` });
    });
    const opened = [this.options.unfold ?? []].flat().map((name) =>
      button(`fold ${name} again`, () => this.#setOptions({
        unfold: this.options.unfold.filter((each) => each !== name),
      }), { class: "chip" }));
    this.root.classList.toggle("is-changed", changed.length > 0);
    this.find(".notes").replaceChildren(
      changed.length > 0 ? element("span", { class: "label" }, "You changed") : "", ...changed,
      changed.length > 0 ? button("All as recorded", () => this.restoreAll(), { class: "chip" }) : "",
      this.run?.figure?.note ? element("span", { class: "label" }, this.run.figure.note) : "", ...opened);
  }

  // The picture.

  unfold(name) { this.#setOptions({ unfold: [...[this.options.unfold ?? []].flat(), name] }); }

  /** Draws the figure otherwise, at the step of the same line and pass. */
  async #setOptions(options) {
    this.quiz.stop();
    const { line, pass, kind } = this.step ?? {};
    Object.assign(this.options, options);
    await this.#rerun();
    const tests = [(step) => step.line === line && step.pass === pass && step.kind === kind,
      (step) => step.line === line && step.pass === pass, (step) => step.pass === pass];
    const found = tests.map((test) => this.run.figure.steps.findIndex(test)).find((index) => index >= 0);
    await this.jump(found ?? 0);
  }

  /** Tells all of a card or a wire, unless that is to be predicted. */
  lookCloser(...about) {
    if (!this.quiz.isOn) this.closer.show(...about).catch(() => {});
  }

  /** Lights a name in the picture and the code, and what a line of the code computes. */
  light(name, line = null) {
    this.picture.light(name, line);
    this.code?.light(name, line);
  }

  /** Tells a screen reader. */
  announce(text) { this.find(".live").textContent = text; }

  /** Keys act in the player that has the focus, and nowhere else. */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !this.run) return;
    if (event.target.matches("input, select, textarea") || event.target.closest("dialog, [popover]")) return;
    const actions = {
      ArrowRight: () => this.#move(this.position + 1), ArrowLeft: () => this.#move(this.position - 1),
      Home: () => this.#move(0), End: () => this.#move(this.last),
    };
    const letters = {
      n: actions.ArrowRight, p: actions.ArrowLeft, f: () => this.picture.camera.fit(), "?": () => this.guide.toggle(),
    };
    const action = actions[event.key] ?? (Guide.hasLetters ? letters[event.key] : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  }
}
