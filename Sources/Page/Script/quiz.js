/** Asks for each number before it is shown; the questions and the verdicts are the engine's. */
class Quiz {
  isOn = false;
  #answered = new Map();
  #asking = null;

  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.verdict = element("div", { class: "verdict", role: "status" });
  }

  get isAsking() { return this.#asking !== null; }

  /** Begins at the first step, or ends. */
  toggle() {
    this.isOn = !this.isOn;
    this.#answered.clear();
    this.#leave();
    this.#cover();
    if (this.isOn) this.player.jump(0); else this.player.refresh();
  }

  stop() { if (this.isOn) this.toggle(); }

  /** Answers are covered until they are given, beside the player as well as in it. */
  #cover() {
    this.player.root.classList.toggle("predicting", this.isOn);
    document.documentElement.classList.toggle("covers", document.querySelector(".predicting") !== null);
  }

  /** Asks the first question up to a step that has no answer yet; whether there is one. */
  async asks(target) {
    for (let index = this.player.position + 1; index <= target; index += 1) {
      const { questions } = await this.player.run.frame(index);
      const question = questions.findIndex((_, place) => !this.#answered.has(`${index} ${place}`));
      if (question >= 0) {
        if (index - 1 !== this.player.position) await this.player.jump(index - 1);
        this.#ask(index, question, questions[question].prompt);
        return true;
      }
    }
    return false;
  }

  #ask(index, question, prompt) {
    this.#asking = { index, question, tries: 0, isDone: false };
    const field = element("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": "Your number", size: 10,
    });
    this.verdict.replaceChildren();
    this.verdict.className = "verdict";
    const form = element("form", { onsubmit: (event) => {
      event.preventDefault();
      if (this.#asking?.isDone) this.#goOn(); else this.#check(field.value.trim());
    } },
    element("p", { class: "label" }, "Predict"), element("p", { class: "prompt" }, prompt),
    element("p", { class: "choices" }, field, element("button", { class: "main" }, "Check"),
      button("Show the answer", () => this.#check(""), { class: "give-up" })),
    this.verdict);
    this.root.replaceChildren(form);
    this.root.hidden = false;
    this.player.root.classList.add("asking");
    field.focus({ preventScroll: true });
  }

  async #check(typed) {
    const asking = this.#asking;
    const told = await this.player.run.ask("ask", asking.index, asking.question, typed);
    if (this.#asking !== asking) return;
    if (told.unreadable) return this.#tell("wrong", told.unreadable);
    asking.tries += typed === "" ? 0 : 1;
    if (!told.right && typed !== "") {
      return this.#tell("wrong", `✗ ${told.hint ?? "Not this number."} Try once more.`);
    }
    asking.isDone = true;
    this.#answered.set(`${asking.index} ${asking.question}`, told.right && asking.tries === 1);
    Store.note(this.player.label, (kept) => ({ ...kept, predicted: this.#score }));
    this.#tell(told.right ? "right" : "given", told.right ? `✓ Right: ${told.answer}.` : `It is ${told.answer}.`);
    const main = this.root.querySelector(".main");
    main.textContent = "Go on";
    this.root.querySelector("input").disabled = true;
    this.root.querySelector(".give-up").remove();
    main.focus({ preventScroll: true });
  }

  #tell(kind, text) {
    this.verdict.className = `verdict ${kind}`;
    this.verdict.textContent = text;
  }

  async #goOn() {
    const { index } = this.#asking;
    this.#leave();
    await this.player.go(index);
  }

  #leave() {
    this.#asking = null;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.player.root.classList.remove("asking");
  }

  get #score() {
    const all = [...this.#answered.values()];
    return { right: all.filter(Boolean).length, of: all.length };
  }

  /** At the end: how it went, and those that were missed once more. */
  finish() {
    if (!this.isOn || this.#answered.size === 0) return;
    const { right, of } = this.#score;
    const missed = [...this.#answered].filter(([, isRight]) => !isRight).map(([key]) => key);
    this.root.hidden = false;
    this.root.replaceChildren(
      element("p", { class: "label" }, "Predicted"),
      element("p", { class: "prompt" }, right === of
        ? `✓ All ${of} numbers at the first try.` : `${right} of ${of} numbers at the first try.`),
      element("p", { class: "choices" },
        missed.length > 0 ? button("Ask the missed ones again", () => this.#again(missed), { class: "main" }) : "",
        button("Done", () => this.toggle())));
  }

  async #again(missed) {
    for (const key of missed) this.#answered.delete(key);
    this.#leave();
    await this.player.jump(0);
    this.player.go(this.player.last);
  }
}
