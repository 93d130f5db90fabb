/** Asks for each gradient before it is shown, and keeps the score. */
class Quiz {
  #open = [];
  #tries = 0;
  #furthest = 0;
  #score = { asked: 0, first: 0, second: 0 };
  isOn = false;

  constructor(panel, question, player) {
    this.player = player;
    this.question = question;
    this.toggle = element("button", {
      type: "button", "aria-pressed": "false", onclick: () => this.#switch(!this.isOn),
    }, "Start predicting");
    this.scoreText = element("p", { class: "score", role: "status" });
    panel.append(
      element("p", {}, "Guess each gradient before it is shown. 6, 6.0, 3/2, 1e-3 and -6 are numbers."),
      this.toggle, this.scoreText);
  }

  #switch(isOn) {
    this.isOn = isOn;
    this.toggle.setAttribute("aria-pressed", String(isOn));
    this.toggle.textContent = isOn ? "Stop predicting" : "Start predicting";
    this.#score = { asked: 0, first: 0, second: 0 };
    this.#furthest = 0;
    this.scoreText.textContent = "";
    this.stop();
    if (isOn) this.player.jump(0);
  }

  get isAsking() { return this.#open.length > 0; }

  /** Opens the questions before a step that has not been shown yet; whether there are any. */
  ask(index) {
    if (!this.isOn || index <= this.#furthest) return false;
    this.#open = Prediction.questions(this.player.walk, index);
    this.step = index;
    if (!this.isAsking) {
      this.#furthest = index;
      return false;
    }
    this.#tries = 0;
    this.#show("");
    return true;
  }

  /** Closes a question without an answer; it will be asked again. */
  stop() {
    this.#open = [];
    this.question.hidden = true;
    this.question.replaceChildren();
  }

  #show(feedback) {
    const box = element("input", {
      type: "text", inputmode: "text", autocomplete: "off", "aria-label": "Your number",
    });
    const form = element("form", {
      onsubmit: (event) => { event.preventDefault(); this.#submit(box.value); },
    }, box, element("button", {}, "Check"),
    element("button", { type: "button", onclick: () => this.#reveal() }, "Show it"));
    this.question.replaceChildren(
      element("p", { class: "prompt" }, this.#open[0].prompt), form,
      element("p", { class: "feedback", role: "status" }, feedback));
    this.question.hidden = false;
    box.focus({ preventScroll: true });
  }

  #submit(text) {
    const [question] = this.#open;
    if (text.trim() === "") return this.#show("Type a number first, such as 6, −6, 3/2 or 1e-3.");
    const number = Prediction.number(text.trim());
    if (number === null) return this.#show(`${text} is not a number; 6, 6.0, 3/2, 1e-3 and -6 are.`);
    const hint = question.hint(number);
    const answer = NumberText.card(question.answer);
    if (hint === null) {
      this.#score[this.#tries === 0 ? "first" : "second"] += 1;
      return this.#close(`Right: ${answer}.`);
    }
    this.#tries += 1;
    if (this.#tries < 2) return this.#show(`${text}: ${hint} Try once more.`);
    return this.#close(`${hint} It is ${answer}.`);
  }

  #reveal() { this.#close(`It is ${NumberText.card(this.#open[0].answer)}.`); }

  #close(feedback) {
    this.#score.asked += 1;
    this.#open.shift();
    this.#tries = 0;
    this.#showScore();
    if (this.isAsking) return this.#show(feedback);
    this.#furthest = this.step;
    this.stop();
    this.player.jump(this.step);
    this.player.announce(feedback);
    this.player.elements.next.focus({ preventScroll: true });
  }

  #showScore() {
    const { asked, first, second } = this.#score;
    const numbers = asked === 1 ? "1 number" : `${asked} numbers`;
    this.scoreText.textContent = `Score: of ${numbers} you predicted ${first} at the first try, `
      + `${second} at the second; ${asked - first - second} had to be shown.`;
  }
}
