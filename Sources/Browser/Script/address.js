/** The step in the address: `#step=7`, with `figure=LABEL` for any but the first. */
class Address {
  /** Browsers allow a page only so many changes a second. */
  static #pause = 250;
  #last = -Infinity;
  #timer = null;

  constructor(players) {
    this.players = players;
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("moved", ({ detail }) => this.#write(detail));
    this.#follow();
  }

  /** Writes at once, unless it has just done so; then the newest after a while. */
  #write(player) {
    clearTimeout(this.#timer);
    const wait = this.#last + Address.#pause - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#write(player), wait);
      return;
    }
    this.#last = performance.now();
    const parameters = new URLSearchParams({ step: player.position + 1 });
    if (player !== this.players[0]) parameters.set("figure", player.label);
    history.replaceState(null, "", `#${parameters}`);
  }

  #follow() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const step = Number(parameters.get("step"));
    if (!Number.isInteger(step) || step < 1) return;
    const label = parameters.get("figure");
    const player = this.players.find((each) => each.label === label) ?? this.players[0];
    if (!player) return;
    if (player.position !== step - 1) player.jump(step - 1);
    player.root.scrollIntoView({ block: "start" });
  }
}
