/**
 * The derivative rules, each once and for every reading of numbers: `Unary.swift`, `Binary.swift`
 * and `Reduction.swift` in the page.
 *
 * `g` is the upstream gradient, `y` the output. With an upstream gradient of one, a rule gives the
 * local derivative itself.
 */
const unaryRules = {
  alias: (g) => g,
  detach: (g) => g.zero,
  negate: (g) => g.negated,
  exp: (g, x, y) => g.times(y),
  expm1: (g, x, y) => g.times(y.plus(y.one)),
  log: (g, x) => g.over(x),
  log2: (g, x) => g.over(x.times(x.constant(0.6931471805599453))),
  log10: (g, x) => g.over(x.times(x.constant(2.302585092994046))),
  log1p: (g, x) => g.over(x.plus(x.one)),
  sqrt: (g, x, y) => g.over(y.constant(2).times(y)),
  rsqrt: (g, x, y) => y.constant(-0.5).times(g).times(y.raised(3)),
  reciprocal: (g, x, y) => g.negated.times(y.times(y)),
  sin: (g, x) => g.times(x.unary("cos")),
  cos: (g, x) => g.times(x.unary("sin").negated),
  tan: (g, x, y) => g.times(y.raised(2).plus(y.one)),
  asin: (g, x) => g.times(x.negated.times(x).plus(x.one).unary("rsqrt")),
  acos: (g, x) => g.times(x.negated.times(x).plus(x.one).unary("rsqrt").negated),
  atan: (g, x) => g.over(x.times(x).plus(x.one)),
  sinh: (g, x) => g.times(x.unary("cosh")),
  cosh: (g, x) => g.times(x.unary("sinh")),
  tanh: (g, x, y) => g.times(y.one.minus(y.times(y))),
  erf: (g, x) => g.times(x.constant(1.1283791670955126).times(x.times(x).negated.unary("exp"))),
  sigmoid: (g, x, y) => g.times(y.one.minus(y)).times(y),
  relu: (g, x, y) => (y.number > 0 || Number.isNaN(y.number) ? g : g.zero),
  abs: (g, x) => g.times(x.unary("sign")),
  sign: (g) => g.zero,
  floor: (g) => g.zero,
  ceil: (g) => g.zero,
  round: (g) => g.zero,
  trunc: (g) => g.zero,
};

const nothing = (g) => g.zero;

/** What a node sends to its operand a, and what to b. */
const binaryRules = {
  add: [(g) => g, (g) => g],
  subtract: [(g) => g, (g) => g.negated],
  multiply: [(g, a, b) => g.times(b), (g, a) => g.times(a)],
  divide: [(g, a, b) => g.over(b), (g, a, b) => g.negated.times(a.over(b).over(b))],
  quotientOfNumber: [
    (g, a, b) => g.over(b),
    (g, a, b) => g.times(a).negated.times(b.unary("reciprocal").times(b.unary("reciprocal"))),
  ],
  power: [
    (g, a, b) => (b.number === 0 ? g.zero : g.times(b.times(a.binary("power", b.minus(b.one))))),
    (g, a, b, y) =>
      g.times(a.number === 0 && b.number >= 0 ? g.zero : y.times(a.unary("log"))),
  ],
  maximum: [(g, a, b) => shared(g, a, b), (g, a, b) => shared(g, b, a)],
  minimum: [(g, a, b) => shared(g, b, a), (g, a, b) => shared(g, a, b)],
  remainder: [(g) => g, (g, a, b) => g.negated.times(a.binary("floorDivide", b))],
  floorDivide: [nothing, nothing],
  atan2: [
    (g, a, b) => g.times(b).times(inverseSquaredLength(a, b)),
    (g, a, b) => g.times(a.negated).times(inverseSquaredLength(a, b)),
  ],
  leakyRelu: [(g, a, b) => (a.number > 0 ? g : g.times(b)), nothing],
  elu: [(g, a, b) => (a.number <= 0 ? g.times(b.times(a.unary("exp"))) : g), nothing],
  softplus: [
    (g, a, b) => (a.number * b.number > 20 ? g : softplusSlope(g, a.times(b).unary("exp"))),
    nothing,
  ],
  huber: [
    (g, a, b) =>
      Math.abs(a.number) >= b.number ? g.times(b).times(a.unary("sign")) : g.times(a),
    nothing,
  ],
  smoothL1: [
    (g, a, b) => (Math.abs(a.number) >= b.number ? g.times(a.unary("sign")) : g.times(a).over(b)),
    nothing,
  ],
  crossEntropy: [
    (g, a, b) => g.times(a.minus(b)).over(atLeast(Math.fround(1e-12), a.one.minus(a).times(a))),
    (g, a) => g.times(a.over(a.one.minus(a)).unary("log").negated),
  ],
  logitCrossEntropy: [
    (g, a, b) => g.times(a.unary("sigmoid").minus(b)),
    (g, a) => g.negated.times(a),
  ],
};

/** The winner takes the gradient, equals take half each. */
function shared(g, larger, smaller) {
  if (larger.number === smaller.number) return g.over(g.constant(2));
  return larger.number < smaller.number ? g.zero : g;
}

function softplusSlope(g, exponential) {
  return g.times(exponential).over(exponential.plus(g.one));
}

function inverseSquaredLength(a, b) {
  const square = a.times(a).plus(b.times(b));
  return square.number === 0 ? square.zero : square.unary("reciprocal");
}

function atLeast(bound, x) {
  return x.number < bound ? x.constant(bound) : x;
}

/** What a node sends to each of its operands. */
const reductionRules = {
  clamp(g, x) {
    const isInside = x[0].number > x[1].number
      && (x[0].number < x[2].number || x[2].number === Infinity);
    return [isInside ? g : g.zero, g.zero, g.zero];
  },
  choose: (g, x) => (x[0].number !== 0 ? [g.zero, g, g.zero] : [g.zero, g.zero, g]),
  sum: (g, x) => x.map(() => g),
  sumByFour: (g, x) => x.map(() => g),
  sumInRuns: (g, x) => x.map(() => g),
  sumInOrder: (g, x) => x.map(() => g),
  multiplyAdd: (g, x) => [g, g.times(x[2]), g.times(x[1])],
  lerp: (g, x) => [g.times(x[2].one.minus(x[2])), g.times(x[2]), g.times(x[1].minus(x[0]))],
  mean(g, x) {
    const share = g.over(g.constant(x.length));
    return x.map(() => share);
  },
  product: productShares,
  max: (g, x, y) => sharedEvenly(g, x.map((each) => each.number === y.number)),
  min: (g, x, y) => sharedEvenly(g, x.map((each) => each.number === y.number)),
  median(g, x, y) {
    const wins = x.map((each) => each.number === y.number
      || (Number.isNaN(each.number) && Number.isNaN(y.number)));
    const share = g.over(g.constant(wins.filter((isWinner) => isWinner).length));
    return wins.map((isWinner) => (isWinner ? share : g.zero));
  },
  norm: normShares,
  variance: varianceShares,
  standardDeviation: (g, x, y) =>
    y.number === 0 ? x.map(() => g.zero) : varianceShares(g.over(y.times(y.constant(2))), x),
  logSumExp: (g, x, y) => x.map((each) => g.times(each.minus(y).unary("exp"))),
  ranked: (g, x, y) => taken(g, x, takenPlace(2, x.map((each) => each.number), y.number)),
  selected: (g, x, y) => taken(g, x, takenPlace(1, x.map((each) => each.number), y.number)),
};

function taken(g, x, place) { return x.map((each, index) => (index === place ? g : g.zero)); }

/** Which operand a selection took: the one at the noted place, unless its number changed since. */
function takenPlace(parameters, x, y) {
  const noted = parameters + x[parameters - 1];
  if (parameters === 1 || x[noted] === y || Number.isNaN(x[noted])) return noted;
  const other = x.indexOf(y, parameters);
  return other < 0 ? noted : other;
}

function productShares(g, x, y) {
  const zeros = x.filter((each) => each.number === 0).length;
  if (zeros === 0) return x.map((each) => g.times(y.over(each)));
  return zeros === 1 ? othersMultiplied(x).map((other) => g.times(other)) : x.map(() => g.zero);
}

/** The product of all the others, without dividing, so that zeros are exact. */
function othersMultiplied(x) {
  const before = [x[0].one];
  for (const factor of x.slice(0, -1)) before.push(before[before.length - 1].times(factor));
  let after = x[0].one;
  const others = [...before];
  for (let index = x.length - 1; index >= 0; index -= 1) {
    others[index] = before[index].times(after);
    after = after.times(x[index]);
  }
  return others;
}

function sharedEvenly(g, wins) {
  const winners = wins.filter((isWinner) => isWinner).length;
  const share = winners === 1 ? g : g.over(g.constant(winners));
  return wins.map((isWinner) => (isWinner ? share : share.constant(share.number * 0)));
}

function normShares(g, [p, ...x], y) {
  const isZero = y.number === 0;
  switch (p.number) {
    case 0: return [g.zero, ...x.map(() => g.zero)];
    case 1: return [g.zero, ...x.map((each) => g.times(each.unary("sign")))];
    case 2: return [g.zero, ...x.map((each) => (isZero ? g.zero : g.times(each.over(y))))];
    case Infinity: {
      const wins = x.map((each) =>
        Math.abs(each.number) === y.number || Number.isNaN(each.number));
      const shares = sharedEvenly(g, wins);
      return [g.zero, ...x.map((each, index) => each.unary("sign").times(shares[index]))];
    }
    default:
      return [g.zero, ...x.map((each) => isZero ? g.zero
        : each.times(each.unary("abs").raised(p.number - 2))
          .times(g.over(y.raised(p.number - 1))))];
  }
}

function varianceShares(g, [correction, ...x]) {
  if (x.length === 0) return [g.zero];
  const mean = x.slice(1).reduce((sum, each) => sum.plus(each), x[0]).over(x[0].constant(x.length));
  const scale = g.constant(2 / Math.max(0, x.length - correction.number)).times(g);
  return [g.zero, ...x.map((each) => scale.times(each.minus(mean)))];
}
