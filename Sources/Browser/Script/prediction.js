/** Questions about the numbers that a step is about to show; `Prediction.swift` in the page. */
class Prediction {
  constructor(prompt, answer, mistakes) {
    this.prompt = prompt;
    this.answer = answer;
    this.mistakes = mistakes.filter(([value]) =>
      Number.isFinite(value ?? NaN) && !standsFor(value, answer));
  }

  /** What an answer earns: null if it is right, else a hint. */
  hint(value) {
    if (standsFor(value, this.answer)) return null;
    const mistake = this.mistakes.find(([wrong]) => standsFor(value, wrong));
    if (mistake) return mistake[1];
    return standsFor(-value, this.answer)
      ? "The size is right, the sign is not." : "Not this number.";
  }

  /** Reads `6`, `6.0`, `3/2`, `1e-3`, `-6`; null for anything else. */
  static number(text) {
    const parts = text.replaceAll("−", "-").replaceAll(" ", "").split("/");
    const isNumber = (part) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part);
    if (parts.length > 2 || !parts.every(isNumber)) return null;
    const [top, bottom = 1] = parts.map(Number);
    return bottom === 0 ? null : top / bottom;
  }

  /** What can be asked before a step is shown. */
  static questions(walk, index) {
    const step = walk.steps[index];
    const { run } = walk;
    const questions = {
      seeded: () => [seedQuestion(run, step.pass)],
      visited: () => {
        const visit = run.visit(step.pass, step.visit);
        const before = index > 0 ? walk.at(index - 1).state : null;
        return visit.contributions.filter(({ edge }) => run.figure.has(edge.from) && !edge.custom)
          .map((sent) => contributionQuestion(sent, visit, run, step.pass, before));
      },
      accumulated: () => [accumulationQuestion(step, run)],
    }[step.kind]?.() ?? [];
    return questions.filter((question) => question && Number.isFinite(question.answer));
  }
}

/** Whether a typed number stands for another: to three digits, as a card shows four. */
function standsFor(typed, exact) {
  return typed === exact || Math.abs(typed - exact) <= 1e-3 * Math.max(Math.abs(exact), 1e-30);
}

function seedQuestion(run, pass) {
  const seeds = run.seeds(pass);
  if (seeds.length !== 1 || seeds[0].value !== 1 || !run.figure.has(seeds[0].node)) return null;
  const name = run.figure.symbol(seeds[0].node);
  return new Prediction(
    `Which gradient enters at ${name}: what is ∂${name}/∂${name}?`, 1,
    [
      [run.values[seeds[0].node],
        `That is the value of ${name}; the seed is how much ${name} moves with itself.`],
      [0, `${name} does move when ${name} moves: by just as much.`],
    ]);
}

function contributionQuestion(sent, visit, run, pass, before) {
  const { figure } = run;
  const [node, operand] = [figure.symbol(sent.edge.to), figure.symbol(sent.edge.from)];
  const local = run.localFormula(sent.edge).number;
  const upstream = visit.gradient;
  const shown = NumberText.card(upstream);
  const uses = visit.contributions.filter(({ edge }) => edge.from === sent.edge.from).length;
  const place = uses > 1 ? ` for its use number ${sent.edge.place + 1}` : "";
  const sum = before?.gradients.get(sent.edge.from)?.value;
  const partial = Notation.partial(node, operand);
  const notation = new Notation(run, pass);
  return new Prediction(
    `${figure.equation(sent.edge.to)}, and ${notation.gradient(node)} = ${shown}. `
      + `What does ${node} send to ${operand}${place}?`,
    sent.amount,
    [
      [sum === undefined ? null : sum + sent.amount,
        "That is the sum with what was there; only this contribution is asked."],
      [local, `That is the local derivative ${partial}; it is still to be multiplied by the `
        + `upstream gradient ${shown}.`],
      [upstream,
        `That is the upstream gradient of ${node}; it is still to be multiplied by ${partial}.`],
      [upstream + local, "Upstream and local derivative are multiplied, not added."],
      [upstream * run.values[sent.edge.from],
        `That multiplies by ${operand} itself; the local derivative is ${partial}.`],
      [run.values[sent.edge.to],
        `That is the value of ${node}, from the way forward; a gradient is asked for.`],
      [0, `A zero would mean that nudging ${operand} does not move ${node} at all.`],
      [uses > 1 ? sent.amount * uses : null, `That is for all uses of ${operand} together.`],
    ]);
}

function accumulationQuestion({ leaf, pass }, run) {
  const { before, after } = run.accumulation(pass, leaf);
  const amounts = run.visits(pass).flatMap((visit) => visit.contributions)
    .filter(({ edge }) => edge.from === leaf).map(({ amount }) => amount);
  if (amounts.length + (before === null ? 0 : 1) <= 1) return null;
  const name = run.figure.symbol(leaf);
  const held = before === null ? "" : `${name}.grad held ${NumberText.card(before)} before this pass; `;
  return new Prediction(
    `${held}${sumText(amounts.slice(0, 6))}${amounts.length > 6 ? " + …" : ""} arrived. `
      + `What is ${name}.grad now?`,
    after,
    [
      [amounts.reduce((a, b) => a + b, 0),
        `That leaves out what ${name}.grad held before; backward adds to it.`],
      [before, "That is what it held before; this pass adds to it."],
      [amounts[amounts.length - 1],
        "That is the last contribution alone; contributions are added up."],
      [amounts[0], "That is the first contribution alone; contributions are added up."],
    ]);
}
