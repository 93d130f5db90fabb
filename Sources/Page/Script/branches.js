/** Which branch of an operation a local derivative is of; `BranchReason.swift` in the page. */
function branchReason(run, edge) {
  if (edge.custom) return null;
  const id = edge.to;
  const name = run.figure.tape.op[id];
  return branchReasons[name]?.(operandsOf(run, id), edge.place, run.values[id], name) ?? null;
}

function operandsOf({ figure, values }, id) {
  return figure.tape.operands[id].map((operand) => {
    const node = figure.node(figure.origin(operand));
    return { symbol: node?.symbol ?? NumberText.plain(values[operand]), value: values[operand] };
  });
}

/** How a maximum is shared whose operands are equal; null where one alone is the largest. */
function tieText(run, id) {
  const name = run.figure.tape.op[id];
  const x = operandsOf(run, id);
  if (["maximum", "minimum"].includes(name)) {
    const [a, b] = x;
    if (a.value !== b.value) return null;
    return `${a.symbol} = ${b.symbol}, a tie: each gets half of the gradient`;
  }
  if (!["max", "min"].includes(name)) return null;
  const count = x.filter(({ value }) => value === run.values[id]).length;
  if (count < 2) return null;
  return `A tie: ${count} operands are equally ${name === "max" ? "large" : "small"}, and each gets `
    + `1/${count} of the gradient; the others get zero`;
}

function compared(a, b) {
  const sign = a.value > b.value ? ">" : a.value < b.value ? "<" : "=";
  return `${a.symbol} ${sign} ${b.symbol}`;
}

function signOf(x) { return compared(x, { symbol: "0", value: 0 }); }

const stepReason = (x, place, y, name) => `${name} is flat between its steps`;
const tieReason = ([a, b]) =>
  a.value === b.value ? `${compared(a, b)}, a tie: half each` : compared(a, b);
const clipReason = ([a, b]) =>
  `|${a.symbol}| ${Math.abs(a.value) < b.value ? "<" : "≥"} ${b.symbol}`;

function extremeReason(word) {
  return (x, place, y) => {
    if (x[place].value !== y) return `${x[place].symbol} is not the ${word}`;
    return x.filter((each) => each.value === y).length > 1
      ? "a tie: equal shares" : `${x[place].symbol} is the ${word}`;
  };
}

function kinkReason(word) {
  return (x, place, y) => (y === 0 ? `${word} is 0, its kink, where PyTorch takes 0` : null);
}

function takenReason(parameters, x, place, y, word) {
  const isTaken = takenPlace(parameters, x.map((each) => each.value), y) === place;
  return `${x[place].symbol} is ${isTaken ? "" : "not "}${word}`;
}

function rankWord(rank) {
  if (rank === 0) return "the middle one";
  const word = rank > 0 ? "smallest" : "largest";
  return Math.abs(rank) === 1 ? `the ${word}` : `the ${ordinal(Math.abs(rank))} ${word}`;
}

function ordinal(number) {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${(!isTeen && ["th", "st", "nd", "rd"][number % 10]) || "th"}`;
}

const branchReasons = {
  relu: ([x]) => (x.value > 0 ? signOf(x) : `${signOf(x)}, where relu is flat`),
  abs: ([x]) => (x.value === 0 ? `${signOf(x)}, the kink, where PyTorch takes 0` : signOf(x)),
  sign: stepReason,
  floor: stepReason,
  ceil: stepReason,
  round: stepReason,
  trunc: stepReason,
  maximum: tieReason,
  minimum: tieReason,
  leakyRelu: ([a]) => signOf(a),
  elu: ([a]) => signOf(a),
  softplus: ([a, b]) =>
    a.value * b.value > 20 ? `${a.symbol} is so large that softplus is the identity` : null,
  huber: clipReason,
  smoothL1: clipReason,
  power: ([, b], place) => (place === 0 && b.value === 0 ? "the exponent is 0" : null),
  floorDivide: () => "rounding down is flat between its steps",
  clamp([x, lower, upper]) {
    if (x.value < lower.value) return `${compared(x, lower)}, below the bounds`;
    if (x.value > upper.value) return `${compared(x, upper)}, above the bounds`;
    if (x.value === lower.value) return `${compared(x, lower)}, at a bound`;
    if (x.value === upper.value) return `${compared(x, upper)}, at a bound`;
    return `${x.symbol} is inside the bounds`;
  },
  choose: ([condition]) => `the condition is ${condition.value !== 0 ? "true" : "false"}`,
  max: extremeReason("largest"),
  min: extremeReason("smallest"),
  ranked: (x, place, y) => takenReason(2, x, place, y, rankWord(x[0].value)),
  selected: (x, place, y) => takenReason(1, x, place, y, "selected"),
  norm: kinkReason("norm"),
  standardDeviation: kinkReason("std"),
};
