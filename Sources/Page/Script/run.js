/** One program in the engine with one figure of it, opened again where the engine let go of it. */
class Run {
  /** How many frames are kept for the way back. */
  static #mostFrames = 80;
  /** How many programs the engine keeps. */
  static #mostKept = 8;
  /** By engine, the runs whose programs it keeps. */
  static #kept = new WeakMap();
  #frames = new Map();
  #engine;
  #ids = null;

  constructor(engine, cells, options) {
    this.#engine = engine;
    this.cells = cells;
    this.options = options;
    this.program = null;
    this.figure = null;
  }

  /** Runs the program and asks for its figure; `problem` says why there is none. */
  async open() {
    const isNotebook = this.cells.length > 1 || this.cells[0]?.isCell;
    const cells = this.cells.flatMap(({ line, raises, source }) => (
      [line, raises ? "raising" : isNotebook ? "cell" : "program", source]));
    const program = await this.#asked(["open", ...cells]);
    if (program.problem) throw new Error(program.problem);
    Run.#kept.set(this.#engine, [...(Run.#kept.get(this.#engine) ?? []), this].slice(-Run.#mostKept));
    const options = Object.entries(this.options).flatMap(([key, value]) =>
      [value].flat().filter((each) => each !== null && each !== "").flatMap((each) => [key, each]));
    const figure = await this.#asked(["figure", program.program, ...options]);
    this.#ids = { program: program.program, figure: figure.figure };
    this.program ??= program;
    this.problem = figure.problem ?? null;
    this.figure ??= figure.problem ? null : figure;
    return this;
  }

  get count() { return this.figure?.steps.length ?? 0; }

  /** What there is to show after a step; always the same, so it is asked for once. */
  frame(index) {
    if (!this.#frames.has(index)) {
      const frame = this.ask("frame", index);
      frame.catch(() => this.#frames.delete(index));
      this.#frames.set(index, frame);
      if (this.#frames.size > Run.#mostFrames) {
        this.#frames.delete(this.#frames.keys().next().value);
      }
    }
    return this.#frames.get(index);
  }

  /** Asks something of the figure. */
  ask(what, ...rest) { return this.#ask(() => [what, this.#ids.figure, ...rest]); }

  /** Asks something of the program. */
  askProgram(what) { return this.#ask(() => [what, this.#ids.program]); }

  async #ask(request) {
    for (let attempt = 0; ; attempt += 1) {
      if (!this.#isKept) await this.open();
      const answer = await this.#asked(request());
      if (!answer.problem) return answer;
      // Another figure may have opened its program meanwhile.
      if (this.#isKept || attempt === 2) throw new Error(answer.problem);
    }
  }

  get #isKept() { return (Run.#kept.get(this.#engine) ?? []).includes(this); }

  async #asked(request) {
    try {
      return await this.#engine.ask(request.map(String));
    } catch (stopped) {
      // With the worker its programs went.
      Run.#kept.delete(this.#engine);
      throw stopped;
    }
  }
}
