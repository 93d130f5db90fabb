/** The step in the address: `#step=7`, with `figure=LABEL` for any but the first. */
class Address {
  /** Browsers allow a page only so many changes in a while. */
  static #most = { count: 30, milliseconds: 10_000 };
  #recent = [];
  #timer = null;

  constructor(players) {
    this.players = players;
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("moved", ({ detail }) => this.#write(detail));
    this.#follow();
  }

  /** Writes at once, unless it has done so too often; then only the newest, a little later. */
  #write(player) {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#recent = this.#recent.filter((time) => now - time < Address.#most.milliseconds);
    if (this.#recent.length >= Address.#most.count) {
      this.#timer = setTimeout(() => this.#write(player), 400);
      return;
    }
    this.#recent.push(now);
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
