/** A tutorial's page: a player in the place of every figure that has steps. */
class Tutorial {
  #players = new Map();

  constructor(figures, engine) {
    this.engine = engine;
    this.cells = JSON.parse(document.getElementById("program").textContent);
    this.figures = new Map(figures.map((figure) => [figure.id, figure]));
    this.address = new Address([...this.figures.keys()]);
    for (const figure of figures) figure.querySelector(".needs")?.remove();
    addEventListener("hashchange", () => this.#follow());
    const { wish } = this.address;
    // A program runs when its figure comes near, so that a page with many is there at once.
    const near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        this.#start(target.id, wish?.label === target.id ? wish : {});
      }
    }, { rootMargin: "100%" });
    for (const figure of figures) this.#make(figure);
    for (const figure of figures) near.observe(figure);
    if (wish) this.figures.get(wish.label).scrollIntoView({ block: "start" });
    for (const code of document.querySelectorAll(".program[data-cells]")) this.#offerEditing(code);
  }

  /** A way to the playground with the program up to a cell. */
  async #offerEditing(code) {
    const href = await playgroundLink(programText(this.cells.slice(0, Number(code.dataset.cells))));
    code.after(element("a", { class: "edit", href }, "Edit this"));
  }

  #make(figure) {
    const { cells, ...options } = figure.dataset;
    const list = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);
    if (options.fold) options.fold = list(options.fold);
    if (options.unfold) options.unfold = list(options.unfold);
    const player = new Player(figure, this.engine, {
      cells: this.cells.slice(0, Number(cells)), options, label: figure.id, onMoved: (moved) => this.#moved(moved),
    });
    if (this.#players.size === 0) player.root.prepend(player.guide.invitation());
    this.#players.set(figure.id, player);
  }

  #start(label, { position, sets }) { return this.#players.get(label).start(position, sets); }

  #moved(player) {
    this.address.write(player);
    Store.note(player.label, (kept) => ({
      ...kept, seen: Math.max(kept.seen ?? 0, player.position + 1), of: player.last + 1,
    }));
  }

  #follow() {
    const { wish } = this.address;
    const player = wish && this.#players.get(wish.label);
    if (player?.run) player.start(wish.position, wish.sets);
  }
}
