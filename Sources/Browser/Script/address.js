/** The step in the address: `#step=7`, with `figure=LABEL` for any but the first. */
class Address {
  constructor(players) {
    this.players = players;
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("moved", ({ detail }) => this.#write(detail));
    this.#follow();
  }

  #write(player) {
    const parameters = new URLSearchParams({ step: player.position + 1 });
    if (player !== this.players[0]) parameters.set("figure", player.label);
    try {
      history.replaceState(null, "", `#${parameters}`);
    } catch {
      // Some browsers allow a page only so many changes a second; the next one will do.
    }
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
