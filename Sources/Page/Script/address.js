/** The state of a player in the address: `#step=7&figure=LABEL&set=3:18:-2.5`. */
class Address {
  /** Browsers allow a page only so many changes in a while. */
  static #pause = 250;
  #timer = null;

  constructor(labels) { this.labels = labels; }

  /** What the address asks for: a figure, a step from 0, numbers to set; null if nothing. */
  get wish() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const step = Number(parameters.get("step"));
    const sets = parameters.getAll("set").flatMap((set) => {
      const [line, column, text] = set.split(":");
      const literal = Changes.literal(text ?? "", text ?? "");
      return literal === null ? [] : [{ line: Number(line), column: Number(column), text: literal }];
    });
    if (!(Number.isInteger(step) && step >= 1) && sets.length === 0) return null;
    const label = this.labels.includes(parameters.get("figure")) ? parameters.get("figure") : this.labels[0];
    return { label, position: Math.max(0, (step || 1) - 1), sets };
  }

  write(player) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const parts = [`step=${player.position + 1}`];
      if (player.label !== this.labels[0]) parts.push(`figure=${encodeURIComponent(player.label)}`);
      for (const [index, text] of player.changes.entries()) {
        const { line, column } = player.numbers[index];
        parts.push(`set=${line}:${column}:${text}`);
      }
      history.replaceState(null, "", `#${parts.join("&")}`);
    }, Address.#pause);
  }
}
