/** What a step says, and what the leaves hold after it. */
class Words {
  static #kinds = {
    forward: "Forward", seed: "Seed", backward: "Backward", hook: "Hook", return: "Return",
    accumulate: "Accumulate", change: "Change", clear: "Clear", update: "Update",
  };
  /** So many rows of a tensor are written; its card shows all of it. */
  static #mostRows = 3;
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
      element("p", { class: "heading" }, withNames(frame.heading, names)),
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
    const number = (leaf, text, kind) => {
      const [now, old] = [text(leaf), then.has(leaf.name) ? text(then.get(leaf.name)) : null];
      return element("span", { class: `amount ${/^(None|–)$/.test(now) ? "muted" : kind}` },
        old !== null && old !== now ? [element("s", {}, old), " "] : [], now);
    };
    const held = (key) => ({ shape, [key]: texts }) => Words.#nested(texts, shape);
    const arrived = ({ arrived: parts, sum, shape }) => {
      const total = Words.#nested(sum, shape);
      if (parts.length < 2) return total === "None" ? "–" : total;
      const shown = parts.slice(0, 4).join(" + ").replaceAll("+ −", "− ");
      return `${shown}${parts.length > 4 ? " + …" : ""} = ${total}`;
    };
    const rows = leaves.map((leaf) => [
      withNames(leaf.name, names), number(leaf, held("value"), "value"),
      number(leaf, held("before"), "gradient"), number(leaf, arrived, "gradient"),
      number(leaf, held("grad"), "gradient"),
    ]);
    this.leaves.replaceChildren(rows.length === 0 ? "" : table(
      "What the leaves hold", ["leaf", "value", "grad before", "arrived", "grad"], rows));
  }

  /** A tensor's numbers as Python writes them, a row a line. */
  static #nested(texts, shape) {
    if (texts.every((text) => text === null)) return "None";
    const size = shape.at(-1);
    if (shape.length === 0 || texts.length === 1) return texts[0];
    const rows = [];
    for (let start = 0; start < texts.length; start += size) {
      rows.push(`[${texts.slice(start, start + size).join(", ")}]`);
    }
    const most = Words.#mostRows;
    return [...rows.slice(0, most), ...rows.length > most ? [`… ${rows.length} rows`] : []].join("\n");
  }
}
