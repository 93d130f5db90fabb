/** A program that runs as it is typed: an editor, what it prints, and a player of its steps. */
class Playground {
  /** How long a pause is in which a program runs, in milliseconds. */
  static #pause = 300;
  /** After this a reader is told that it runs, and can stop it. */
  static #patience = 300;
  /** So long a program may go on once another has been typed: a new engine takes its time as well. */
  static #grace = 1000;
  #timer = null;
  #tellTimer = null;
  #addressTimer = null;
  #running = null;
  #isSuperseded = false;
  #ran = null;
  /** The numbers that were turned since the program began to run. */
  #turns = [];

  constructor(root, engine) {
    this.root = root;
    this.engine = engine;
    this.find = (role) => root.querySelector(`[data-role="${role}"]`);
    this.examples = JSON.parse(document.getElementById("examples").textContent);
    this.editor = new Editor(this.find("program"), {
      onEdit: () => this.#edited(), onRun: () => this.run(),
    });
    this.player = new Player(root.querySelector(".player"), engine, {
      cells: [], showsCode: false, label: "playground",
      onMoved: () => this.#moved(), onEdited: (number, text) => this.#turn(number, text),
      onRan: (run) => this.#print(run), onFailed: (failure) => this.#fail(failure),
    });
    new TakeAway(this);
    this.#listen();
    if (engine.isThere) {
      this.find("needs").remove();
    } else {
      this.find("needs").textContent = typeof WebAssembly === "undefined" || typeof Worker === "undefined"
        ? "The steps need WebAssembly and workers, which this browser does not offer."
        : "The steps need an engine, and there is none in gradwalk.js.";
    }
    this.#follow();
  }

  #listen() {
    this.menu = this.find("examples");
    this.menu.addEventListener("change", () => this.#choose(this.examples[this.menu.value]));
    this.find("stop").addEventListener("click", () => this.engine.stop());
    this.find("line").addEventListener("click", (event) => this.editor.enter(Number(event.target.value)));
    for (const tab of this.root.querySelectorAll("[role=tab]")) {
      tab.addEventListener("click", () => this.#turnTo(tab));
      tab.addEventListener("keydown", ({ key }) => {
        if (key !== "ArrowLeft" && key !== "ArrowRight") return;
        const other = this.root.querySelector("[role=tab][aria-selected=false]");
        this.#turnTo(other);
        other.focus();
      });
    }
    addEventListener("hashchange", () => this.#follow());
  }

  /** Shows one of what a narrow window has no room for beside each other. */
  #turnTo(chosen) {
    for (const tab of this.root.querySelectorAll("[role=tab]")) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("is-chosen", isChosen);
    }
  }

  /** Opens what the address holds; the first example where it holds nothing. */
  async #follow() {
    const fragment = location.hash.slice(1);
    const program = await programOf(fragment);
    const step = Number(new URLSearchParams(fragment).get("step"));
    this.#load(program ?? programText(this.examples[0].cells), Number.isInteger(step) ? step : 1);
    if (program === null && fragment.startsWith("code=")) {
      this.say("The link holds no program that can be read; here is an example.");
    }
  }

  /** Opens an example; what was there before is a step back in the browser's history. */
  async #choose({ cells }) {
    const fragment = await this.fragment();
    if (fragment !== null) {
      history.replaceState(null, "", `#${fragment}`);
      history.pushState(null, "", `#${fragment}`);
    }
    return this.#load(programText(cells));
  }

  #load(text, step = 1) {
    this.editor.text = text;
    this.menu.value = this.examples.findIndex(({ cells }) => programText(cells) === text);
    this.player.position = Math.max(0, step - 1);
    this.say("");
    return this.run();
  }

  #edited() {
    clearTimeout(this.#timer);
    this.menu.value = -1;
    this.editor.mark("is-current", 0);
    this.#timer = setTimeout(() => this.run(), Playground.#pause);
  }

  /** Changes a number in the program, as its card was turned. */
  #turn(number, text) {
    const turn = { line: number.line, column: number.column, text };
    if (!this.editor.replace(number, text)) return;
    // The next turn may come before the program has run, and one that runs knows nothing of this one.
    this.#turns.push(turn);
    Playground.#apply(turn, this.player.numbers);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), 30);
  }

  /** Changes what is known of a program's numbers as the program was changed. */
  static #apply({ line, column, text }, numbers) {
    const number = numbers.find((each) => each.line === line && each.column === column);
    if (!number) return;
    for (const other of numbers) {
      if (other.line === line && other.column > column) other.column += text.length - number.length;
    }
    Object.assign(number, { text, length: text.length });
  }

  /** Runs the program as it stands; one that still runs is stopped. */
  async run() {
    clearTimeout(this.#timer);
    if (!this.engine.isThere) return;
    const text = this.editor.text;
    this.text = text;
    if (this.#running) {
      this.#isSuperseded = true;
      await Promise.race([this.#running, new Promise((resolve) => setTimeout(resolve, Playground.#grace))]);
      if (this.#running && this.text === text) this.engine.stop();
      await this.#running;
      // Another may have come while this one waited.
      if (this.text !== text || this.#running) return;
      this.#isSuperseded = false;
    }
    this.#tellTimer = setTimeout(() => this.#tell(true), Playground.#patience);
    this.#ran = null;
    this.#turns = [];
    this.text = this.editor.text;
    this.#running = this.player.open(programCells(this.text));
    await this.#running;
    this.#running = null;
    clearTimeout(this.#tellTimer);
    this.#tell(false);
    this.#moved();
  }

  #tell(runs) {
    this.find("running").hidden = !runs;
    this.root.classList.toggle("is-running", runs);
  }

  #print(run) {
    this.#ran = run;
    for (const turn of this.#turns) Playground.#apply(turn, run.program.numbers);
    const printed = run.program.output.map(({ text }) => text).join("");
    this.find("printed").textContent = printed;
    this.find("printed").parentElement.hidden = printed === "";
    this.find("silent").hidden = printed !== "";
    this.find("warnings").replaceChildren(
      ...run.program.warnings.map(({ line, text }) => element("li", {},
        button(`Line ${line}`, () => this.editor.enter(line), { class: "line" }), " ", ...marked(text))));
  }

  /** Shows why there is no picture, at the line where that is known; null takes it away. */
  #fail(failure) {
    if (this.#isSuperseded) return;
    const { type = "", message = "", line = 0, reason = null, remedy = null } = failure ?? {};
    const isOfTheProgram = type !== "" && type !== "Stopped";
    this.root.classList.toggle("is-wrong", failure !== null);
    this.editor.mark("is-wrong-line", isOfTheProgram ? line : 0);
    this.find("problem").classList.toggle("is-error", isOfTheProgram);
    this.find("line").hidden = !isOfTheProgram || line === 0;
    this.find("line").value = line;
    this.find("line").textContent = `Line ${line}`;
    this.find("message").textContent = isOfTheProgram ? `${type}: ${message}`
      : type === "Stopped" ? `The program ${message}.` : message;
    this.find("reason").replaceChildren(...marked(reason ?? ""));
    this.find("remedy").replaceChildren(...marked(remedy === null ? "" : `Smallest fix: ${remedy}`));
  }

  #moved() {
    const { player } = this;
    const isCurrent = this.#ran?.figure && this.editor.text === this.text;
    const line = isCurrent ? player.step?.line ?? 0 : 0;
    this.editor.mark("is-current", line);
    if (!this.root.querySelector(".program-text").contains(document.activeElement)) this.editor.reveal(line);
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(async () => {
      const fragment = await this.fragment();
      if (fragment !== null) history.replaceState(null, "", `#${fragment}`);
    }, 250);
  }

  /** The program and the step as a part of the address. */
  fragment() { return playgroundFragment(this.editor.text, this.player.position + 1); }

  /** Says something in passing. */
  say(text) { this.find("said").textContent = text; }
}

/** A sentence with the words between backticks as code. */
function marked(text) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}
