/** What is printed: every step of every figure, or only the last. */
class Handout {
  constructor(players) {
    this.players = players;
    document.querySelector("[data-action=print]")?.addEventListener("click", () => print());
    addEventListener("beforeprint", () => this.#build());
    addEventListener("afterprint", () => this.#remove());
  }

  get #printsEvery() {
    return document.querySelector("input[name=handout]:checked")?.value === "every";
  }

  #build() {
    this.#remove();
    for (const player of this.players) {
      const shown = player.position;
      const first = this.#printsEvery ? 0 : player.last;
      const sheets = [];
      for (let step = first; step <= player.last; step += 1) {
        player.position = step;
        player.refresh();
        sheets.push(this.#sheet(player));
      }
      player.position = shown;
      player.refresh();
      player.root.append(element("div", { class: "handout" }, sheets));
    }
  }

  #sheet(player) {
    const { title, heading, line } = player.moment;
    const picture = player.root.querySelector(".picture:not([hidden]) svg").cloneNode(true);
    picture.removeAttribute("aria-labelledby");
    for (const named of picture.querySelectorAll("[id]")) named.removeAttribute("id");
    const words = player.root.querySelector(".words").cloneNode(true);
    const ledger = player.root.querySelector(".ledger table")?.cloneNode(true);
    const code = player.code.text(line);
    return element("section", { class: "sheet-step" },
      element("h4", {}, `${title} · ${heading}`),
      code ? element("p", { class: "line" }, `line ${line}: `, element("code", {}, code)) : "",
      picture, words, ledger ?? "");
  }

  #remove() {
    for (const old of document.querySelectorAll(".handout")) old.remove();
  }
}
