const theme = new ThemeSwitch(document.querySelector("[data-action=theme]"));
const program = JSON.parse(document.getElementById("program")?.textContent ?? "[]");
const players = [...document.querySelectorAll(".player")].map((root) => new Player(root, program));
new Keys(players, theme);
new Address(players);
new Handout(players);
