/** The reading that computes: a number, rounded after every operation; `Real.swift` in the page. */
class Real extends Reading {
  constructor(number, precision = "double") {
    super();
    this.number = number;
    this.precision = precision;
  }

  #result(value) { return new Real(this.round(value), this.precision); }
  round(value) { return Precision[this.precision](value); }
  constant(value) { return this.#result(value); }
  unary(name) { return this.#result(unaryValues[name](this.number, (v) => this.round(v))); }

  binary(name, other) {
    return this.#result(binaryValues[name](this.number, other.number, (v) => this.round(v)));
  }
}

/** The value of each primitive of x; `r` rounds what PyTorch rounds on the way. */
const unaryValues = {
  alias: (x) => x,
  detach: (x) => x,
  negate: (x) => -x,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  rsqrt: (x, r) => 1 / r(Math.sqrt(x)),
  reciprocal: (x) => 1 / x,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  erf: errorFunction,
  sigmoid: (x, r) => 1 / r(1 + r(Math.exp(-x))),
  relu: (x) => (x <= 0 ? (x === 0 ? x : 0) : x),
  abs: Math.abs,
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundedToEven,
  trunc: Math.trunc,
};

/** The value of each primitive of a and b. */
const binaryValues = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  quotientOfNumber: (a, b, r) => r(1 / b) * a,
  power,
  maximum: (a, b) => (Number.isNaN(a) || a >= b ? a : b),
  minimum: (a, b) => (Number.isNaN(a) || a <= b ? a : b),
  remainder(a, b) {
    const rest = a % b;
    return rest !== 0 && (rest < 0) !== (b < 0) ? rest + b : rest;
  },
  floorDivide,
  atan2: Math.atan2,
  leakyRelu: (a, b) => (a > 0 ? a : a * b),
  elu: (a, b, r) => (a > 0 ? a : b * r(Math.expm1(a))),
  softplus: (a, b) => (a * b > 20 ? a : Math.log1p(Math.exp(a * b)) / b),
  huber(a, b) {
    const size = Math.abs(a);
    return size <= b ? 0.5 * size * size : b * (size - 0.5 * b);
  },
  smoothL1(a, b) {
    const size = Math.abs(a);
    return size < b ? (0.5 * size * size) / b : size - 0.5 * b;
  },
  crossEntropy(a, b, r) {
    const positive = b * Math.max(r(Math.log(a)), -100);
    const negative = r(b - 1) * Math.max(r(Math.log1p(-a)), -100);
    return r(negative) - r(positive);
  },
  logitCrossEntropy(a, b, r) {
    const logSigmoid = Math.min(0, a) - r(Math.log1p(Math.exp(-Math.abs(a))));
    return r(r(1 - b) * a) - r(logSigmoid);
  },
};

/** Multiplied out for small exponents, as PyTorch does. */
function power(a, b, r) {
  switch (b) {
    case 0.5: return Math.sqrt(a);
    case -0.5: return 1 / r(Math.sqrt(a));
    case -1: return 1 / a;
    case -2: return 1 / r(a * a);
    case 2: return a * a;
    case 3: return r(a * a) * a;
    // C has 1 where JavaScript has NaN.
    default: return a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) ? 1 : a ** b;
  }
}

function floorDivide(a, b, r) {
  if (b === 0) return a / b;
  const rest = a % b;
  let quotient = r(r(a - rest) / b);
  if (rest !== 0 && (rest < 0) !== (b < 0)) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** erf, by Kummer's series, all of whose terms have one sign (Abramowitz & Stegun, 7.1.6). */
function errorFunction(x) {
  if (Number.isNaN(x) || x === 0) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
