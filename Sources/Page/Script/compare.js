/** Two runs on one picture: what differs at the step that is shown is marked, and listed. */
class ComparePanel {
  #isOn = element("input", { type: "checkbox", onchange: () => this.player.refresh() });
  #about = element("p", { class: "remark" });
  #differences = element("div", { class: "scroll" });

  constructor(root, player, whatIf) {
    this.player = player;
    this.recorded = whatIf.replay.recorded;
    this.pinned = null;
    root.append(
      element("p", {}, "Run A is the run as it was recorded. Run B is the one that you make here, with "
        + "another seed, or under What if."),
      element("fieldset", { class: "dials" }, element("legend", {}, "Seeds of run B"), whatIf.seedRows()),
      element("p", { class: "choices" },
        element("label", {}, this.#isOn, " mark what differs"), " ",
        element("button", { type: "button", onclick: () => this.#pin(player.run) },
          "Keep these numbers as run A"), " ",
        element("button", { type: "button", onclick: () => this.#pin(null) },
          "Run A as recorded")),
      this.#about, this.#differences);
  }

  #pin(run) {
    this.pinned = run;
    this.#isOn.checked = true;
    this.player.refresh();
  }

  /** Begins to mark what differs. */
  start() { this.#isOn.checked = true; }

  /** Run A, where it is to be compared with; null otherwise. */
  get other() { return this.#isOn.checked ? this.pinned ?? this.recorded : null; }

  show(moment, other) {
    if (!other) {
      this.#about.textContent = "";
      return this.#differences.replaceChildren();
    }
    const rows = this.#rows(moment, other);
    this.#about.textContent = rows.length === 0
      ? "Nothing differs at this step: change a number, or go on."
      : "Dashed in the picture, with the number of run A struck out on the left of that of run B.";
    this.#differences.replaceChildren(rows.length === 0 ? "" : table(
      "What differs", ["node", "value A", "value B", "grad A", "grad B"], rows));
  }

  #rows({ state }, { state: before }) {
    return state.figure.nodes.flatMap(({ id }) => {
      const [now, then] = [Card.ofNode(state, id), Card.ofNode(before, id)];
      if (!differsFrom(now, then)) return [];
      return [{ cells: [
        state.figure.symbol(id), amount(then.value.text, "value"), amount(now.value.text, "value"),
        amount(then.gradient.text, "gradient"), amount(now.gradient.text, "gradient")] }];
    });
  }
}
