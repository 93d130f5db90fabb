/** What the gallery knows of a reader: how far each page was stepped. */
class Gallery {
  constructor(cards) {
    const pages = Store.read("progress") ?? {};
    for (const card of cards) {
      const figures = Object.values(pages[card.dataset.page] ?? {});
      const done = figures.filter(({ seen, of }) => seen === of).length;
      const [right, asked] = ["right", "of"].map((key) =>
        figures.reduce((sum, { predicted }) => sum + (predicted?.[key] ?? 0), 0));
      if (figures.length === 0) continue;
      const all = Number(card.dataset.figures);
      card.querySelector(".progress").textContent = [
        done >= all ? "✓ stepped through" : `${done} of ${all} figures stepped through`,
        asked > 0 ? `${right} of ${asked} predicted` : null,
      ].filter(Boolean).join(" · ");
      card.classList.toggle("is-done", done >= all);
    }
    const next = cards.find((card) => !card.matches(".is-done"));
    const start = document.querySelector(".start");
    if (start && next && next !== cards[0]) {
      start.href = next.querySelector("a").href;
      start.textContent = `Go on: ${next.querySelector(".card-title").textContent}`;
    }
  }
}
