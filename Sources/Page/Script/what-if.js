/** Sliders and boxes for the numbers that a run began with; a change replays the tape. */
class WhatIfPanel {
  #inputs = new Map();
  #seeds = new Map();
  #rows = [];
  #status = element("p", { class: "remark", role: "status" });

  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.replay = new Replay(player.figure);
    root.append(
      element("p", {}, "Change a number. The recorded operations run again in this page, forward "
        + "and backward, rounded as PyTorch rounds."),
      ...this.#groups(),
      element("button", { type: "button", onclick: () => this.reset() }, "As recorded"),
      this.#status,
      ...this.#warnings());
  }

  #groups() {
    const { figure } = this.player;
    const constants = figure.nodes.filter(({ kind, name, id }) =>
      kind === "constant" && name && Operations.isSource(figure.tape.op[id]));
    return [
      this.#group("Leaves", figure.leaves.map((node) => this.#valueRow(node))),
      this.#group("Seeds", this.seedRows()),
      this.#group("Constants", constants.map((node) => this.#valueRow(node))),
    ].filter((group) => group);
  }

  #group(title, rows) {
    return rows.length === 0 ? null
      : element("fieldset", { class: "dials" }, element("legend", {}, title), rows);
  }

  #valueRow({ id, symbol }) {
    return this.#row(symbol, this.player.figure.tape.value[id], this.#inputs, id, symbol);
  }

  /** A row for every seed; passes are told apart where there are several. */
  seedRows() {
    const { figure } = this.player;
    return figure.passes.flatMap((pass, p) => pass.seeds.map(([node, value]) => {
      const root = figure.symbol(figure.origin(node));
      const place = figure.passes.length > 1 ? `${root}, pass ${p + 1}` : root;
      return this.#row(place, readNumber(value), this.#seeds, `${p} ${node}`, `seed of ${place}`);
    }));
  }

  #row(text, recorded, changes, key, name) {
    const dial = new Dial(name, recorded, (value) => {
      if (Object.is(value, recorded)) changes.delete(key); else changes.set(key, value);
      for (const row of this.#rows) if (row.key === key) row.dial.set(value);
      this.#run();
    });
    this.#rows.push({ dial, recorded, key });
    return element("div", { class: "dial" }, element("span", { class: "dial-name" }, text),
      dial.slider, dial.box);
  }

  #run() {
    const isChanged = this.#inputs.size + this.#seeds.size > 0;
    const run = isChanged ? this.replay.run(this.#inputs, this.#seeds) : this.replay.recorded;
    const count = this.#inputs.size + this.#seeds.size;
    this.#status.textContent = isChanged
      ? `Replayed with ${count} changed ${count === 1 ? "number" : "numbers"}.` : "As recorded.";
    this.player.setRun(run, isChanged);
  }

  reset() {
    this.#inputs.clear();
    this.#seeds.clear();
    for (const { dial, recorded } of this.#rows) dial.set(recorded);
    this.#run();
  }

  /** What a replay cannot know. */
  #warnings() {
    const { figure, code } = this.player;
    const warnings = [];
    const decisions = this.player.decisions.filter((line) => code.text(line) !== "");
    if (decisions.length > 0) {
      const lines = decisions.map((line) => `line ${line} (${code.text(line)})`);
      warnings.push(`The program branches on data in ${listed(lines)}. The replay keeps to the way `
        + "that the recorded run took; with other numbers the program itself might take another.");
    }
    const branching = figure.nodes.filter(({ id }) => figure.tape.op[id] in branchOf);
    if (branching.length > 0) {
      const names = listed(branching.map(({ id }) => figure.equation(id)));
      warnings.push(`The derivative of ${names} depends on the branch that its input takes; the `
        + "replay takes the branch of the new numbers.");
    }
    const decided = figure.nodes.filter(({ id }) => figure.tape.op[id] === "choose"
      && Operations.isSource(figure.tape.op[figure.origin(figure.tape.operands[id][0])]));
    if (decided.length > 0) {
      warnings.push(`The condition of ${listed(decided.map(({ id }) => figure.equation(id)))} was `
        + "computed beside the recorded operations; the replay keeps what it decided.");
    }
    const updates = figure.steps.flatMap(({ updates: all }) => all ?? []);
    if (updates.some(({ node }) => node === null)) {
      warnings.push("The program gives a leaf a new value; that stays as it was recorded.");
    }
    if (this.replay.unexplainedCount > 0) {
      warnings.push("Something beside the recorded operations, such as a hook, a custom backward or "
        + "a change in place, had a hand in this run; what it did stays as it was recorded.");
    }
    return warnings.map((text) => element("p", { class: "remark warning" }, text));
  }
}
