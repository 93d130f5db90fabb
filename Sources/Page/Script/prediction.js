/**
 * Questions about the numbers that a step is about to show; `Prediction.swift` in the page, which
 * has the words for each misconception, by its code, from there.
 */
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
    if (mistake) return FEEDBACK[mistake[1]];
    return standsFor(-value, this.answer) ? FEEDBACK["sign-turned"] : "Not this number.";
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
    `Which gradient enters at ${name}: what is ${Notation.gradient(name)}?`, 1,
    [[run.values[seeds[0].node], "seed-is-loss"], [0, "seed-forgotten"]]);
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
  return new Prediction(
    `${figure.equation(sent.edge.to)}, and ${Notation.gradient(node)} = ${shown}. `
      + `What does ${node} send to ${operand}${place}?`,
    sent.amount,
    [
      [sum === undefined ? null : sum + sent.amount, "sum-for-contribution"],
      [local, "upstream-forgotten"],
      [upstream, "local-forgotten"],
      [upstream + local, "added-instead-of-multiplied"],
      [upstream * run.values[sent.edge.from], "operand-as-factor"],
      [run.values[sent.edge.to], "value-as-gradient"],
      [0, "nothing-sent"],
      [uses > 1 ? sent.amount * uses : null, "uses-together"],
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
      [amounts.reduce((a, b) => a + b, 0), "second-pass-overwrites"],
      [before, "pass-not-added"],
      [amounts[amounts.length - 1], "overwrite"],
      [amounts[0], "first-contribution-alone"],
    ]);
}
