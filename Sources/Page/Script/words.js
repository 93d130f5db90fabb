/** What a step says, and what the leaves hold after it. */
class Words {
  static #kinds = {
    forward: "Forward", seed: "Seed", backward: "Backward", hook: "Hook", return: "Return",
    accumulate: "Accumulate", change: "Change", clear: "Clear", update: "Update",
  };
  #tallest = 0;

  constructor(root) {
    this.root = root;
    this.said = element("div", { class: "said" });
    this.leaves = element("div", { class: "leaves", tabindex: 0, role: "group", "aria-label": "What the leaves hold" });
    root.append(this.said, this.leaves);
  }

  /** Shows a frame; `before` is the same step of the program as it was recorded, if that differs. */
  show(frame, step, names, before, isLast) {
    const isForward = step.kind === "forward";
    const where = [Words.#kinds[step.kind] ?? step.kind,
      isForward || !step.pass ? null : `pass ${step.pass}`, frame.line ? `line ${frame.line}` : null];
    this.said.replaceChildren(
      element("p", { class: "kind" }, where.filter(Boolean).join(" · ")),
      element("h4", {}, withNames(frame.heading, names)),
      ...frame.arithmetic.map((line) => Words.#arithmetic(line, names)),
      element("p", { class: "why" }, withNames(frame.why, names)),
      frame.awaited ? element("p", { class: "awaited" }, withNames(frame.awaited, names)) : "",
      isLast ? element("p", { class: "awaited" }, "This is the last step.") : "");
    this.#showLeaves(frame.leaves, before?.leaves ?? null, names);
    // What stands below does not jump up and down with the length of sentences.
    this.#tallest = Math.max(this.#tallest, this.said.offsetHeight);
    this.said.style.minHeight = `${this.#tallest}px`;
  }

  /** Another width, other heights. */
  forget() {
    this.#tallest = 0;
    this.said.style.minHeight = "";
  }

  /** A line that may break before each `=`; what it comes to stands out. */
  static #arithmetic(line, names) {
    const parts = line.split(/(?= = |, so far )/);
    const last = parts.findLastIndex((part) => part.startsWith(" = "));
    return element("p", { class: "arithmetic" }, parts.map((part, index) =>
      element("span", { class: index === last ? "result" : null }, withNames(part, names))));
  }

  #showLeaves(leaves, before, names) {
    const then = new Map((before ?? []).map((leaf) => [leaf.name, leaf]));
    const number = (text, old, kind) => element("span", { class: `amount ${/^(None|–)$/.test(text) ? "muted" : kind}` },
      old !== undefined && old !== text ? [element("s", {}, old), " "] : [], text);
    const arrived = ({ arrived: parts, sum }) => {
      if (parts.length === 0) return "–";
      const shown = parts.slice(0, 4).join(" + ").replaceAll("+ -", "− ").replaceAll("+ −", "− ");
      return parts.length === 1 ? parts[0] : `${shown}${parts.length > 4 ? " + …" : ""} = ${sum}`;
    };
    const none = (text) => text ?? "None";
    const rows = leaves.map((leaf) => {
      const old = then.get(leaf.name);
      return [
        withNames(leaf.name, names), number(leaf.value, old?.value, "value"),
        number(none(leaf.before), old && none(old.before), "gradient"),
        number(arrived(leaf), old && arrived(old), "gradient"),
        number(none(leaf.grad), old && none(old.grad), "gradient"),
      ];
    });
    this.leaves.replaceChildren(rows.length === 0 ? "" : table(
      "What the leaves hold", ["leaf", "value", "grad before", "arrived", "grad"], rows));
  }
}
