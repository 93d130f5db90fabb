/** The numbers of a program that a reader changed, by their index among all of its numbers. */
class Changes {
  #texts = new Map();

  get size() { return this.#texts.size; }

  has(index) { return this.#texts.has(index); }

  get(index) { return this.#texts.get(index) ?? null; }

  entries() { return [...this.#texts].sort(([a], [b]) => a - b); }

  set(index, text, original) {
    if (text === original) this.#texts.delete(index); else this.#texts.set(index, text);
  }

  clear() { this.#texts.clear(); }

  /** The cells with the numbers in them changed; `numbers` are those of the cells as they are. */
  applied(cells, numbers) {
    const lines = new Map(cells.map((cell) => [cell, cell.source.split("\n")]));
    for (const [index, text] of this.entries().reverse()) {
      const { line, column, length } = numbers[index];
      const cell = cells.findLast((each) => each.line <= line);
      const place = line - cell.line;
      const old = lines.get(cell)[place];
      lines.get(cell)[place] = old.slice(0, column) + text + old.slice(column + length);
    }
    return cells.map((cell) => ({ ...cell, source: lines.get(cell).join("\n") }));
  }

  /** What was typed as Python's number that stands for a float where one stood; null for no number. */
  static literal(typed, original) {
    const text = typed.trim().replaceAll("−", "-").replace(/^\+/, "");
    if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
    return /^-?\d+$/.test(text) && /[.e]/i.test(original) ? `${text}.0` : text;
  }

  /** A number some steps further; a step is about a tenth of it, or 1 for whole numbers. */
  static stepped(text, count) {
    const number = Number(text);
    const isWhole = !/[.e]/i.test(text);
    const size = isWhole ? 0 : Math.floor(Math.log10(Math.abs(number) || 1)) - 1;
    const decimals = Math.max(0, -size, (text.split(".")[1] ?? "").length);
    const next = (number + count * 10 ** size).toFixed(Math.min(decimals, 12));
    if (isWhole) return next;
    return next.includes(".") ? next.replace(/0+$/, "").replace(/\.$/, ".0") : `${next}.0`;
  }
}
