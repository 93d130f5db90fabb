/** The keys of the terminal player, for the player that is at hand. */
class Keys {
  #count = "";
  #used = null;

  constructor(players, theme) {
    this.players = players;
    this.theme = theme;
    document.addEventListener("keydown", (event) => this.#press(event));
    for (const player of players) {
      player.root.addEventListener("pointerdown", () => { this.#used = player; });
      player.root.addEventListener("focusin", () => { this.#used = player; });
    }
  }

  /** The player that was used last as long as it is to be seen, else the one that is. */
  get #current() {
    const visible = this.players.filter(({ root }) => {
      const { top, bottom } = root.getBoundingClientRect();
      return top < innerHeight * 0.8 && bottom > innerHeight * 0.2;
    });
    if (visible.includes(this.#used)) return this.#used;
    return visible[0] ?? this.#used ?? this.players[0];
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // Shift and an arrow scroll what has the focus.
    if (isForControl(event) || (event.shiftKey && event.key.startsWith("Arrow"))) return;
    const player = this.#current;
    if (!player) return;
    if (/^\d$/.test(event.key)) {
      this.#count += event.key;
      return;
    }
    const count = this.#count === "" ? null : Number(this.#count);
    if (this.#act(event.key, count, player)) {
      event.preventDefault();
      this.#used = player;
      if (event.key !== "t") player.root.querySelector(".canvas").scrollIntoView({ block: "nearest" });
    }
    if (event.key !== "Shift") this.#count = "";
  }

  /** Does what a key is for; whether it is for anything. */
  #act(key, count, player) {
    switch (key) {
      case "ArrowRight": case "l": case "j": case "n": case " ":
        player.pause();
        player.go(player.position + (count ?? 1));
        return true;
      case "ArrowLeft": case "h": case "k": case "p":
        player.pause();
        player.go(player.position - (count ?? 1));
        return true;
      case "g": case "Home": player.go((count ?? 1) - 1); return true;
      case "G": case "End": player.go((count ?? player.walk.count) - 1); return true;
      case "b": player.nextPass(); return true;
      case "/": FindBox.open(player); return true;
      case "f": player.fold(); return true;
      case "t": this.theme.next(); return true;
      case "?": player.help.toggle(); return true;
      default: return false;
    }
  }
}

/** Whether a key belongs to the control that has the focus. */
function isForControl({ key, target }) {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog")) return true;
  if (target.matches("input:not([type=checkbox]), select, textarea")) return true;
  const isPress = key === " " || key === "Enter";
  return isPress && target.closest("button, a, summary, input, label") !== null;
}
