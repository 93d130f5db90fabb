const themeSwitch = document.querySelector("[data-action=theme]");
if (themeSwitch) new ThemeSwitch(themeSwitch);
document.querySelector("[data-action=print]")?.addEventListener("click", () => print());
for (const code of document.querySelectorAll(".program code")) {
  code.replaceChildren(...highlighted(code.textContent));
}
const figures = [...document.querySelectorAll("figure.player")];
if (figures.length > 0) {
  const engine = new Engine();
  if (engine.isThere) new Tutorial(figures, engine);
  else for (const needs of document.querySelectorAll(".needs")) {
    needs.textContent = "The player needs WebAssembly and workers, which this browser does not offer.";
  }
}
const cards = [...document.querySelectorAll(".cards [data-page]")];
if (cards.length > 0) new Gallery(cards);
const workshop = document.getElementById("playground");
if (workshop) new Playground(workshop, new Engine());
