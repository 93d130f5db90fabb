/** The value of each primitive of many operands; `Real+Reduction.swift` in the page. */
const reductionValues = {
  clamp: (x) => (Number.isNaN(x[0]) ? x[0] : Math.min(Math.max(x[0], x[1]), x[2])),
  choose: (x) => (x[0] !== 0 ? x[1] : x[2]),
  sum: cascadeSum,
  sumByFour: (x, precision) => sumOfRow(x, 0, 1, x.length, Precision[wider(precision)]),
  sumInRuns: (x, precision) => sumByLevels(x, 0, 1, x.length, Precision[wider(precision)]),
  sumInOrder: (x, precision) => x.reduce((sum, term) => Precision[precision](sum + term), 0),
  multiplyAdd: ([a, b, c], precision) => multiplyAdd(a, b, c, precision),
  lerp: ([a, b, weight], precision) => lerp(a, b, weight, wider(precision)),
  mean: (x, precision) => Precision[wider(precision)](cascadeSum(x, precision) / x.length),
  product: (x, precision) => x.reduce((product, factor) => Precision[precision](product * factor)),
  max: (x) => extreme(x, (a, b) => a > b),
  min: (x) => extreme(x, (a, b) => a < b),
  median: (x) => median(x),
  norm: ([p, ...x], precision) => norm(p, x, wider(precision)),
  variance: ([correction, ...x]) => variance(correction, x),
  standardDeviation: ([correction, ...x]) => Math.sqrt(variance(correction, x)),
  logSumExp(x, precision) {
    const round = Precision[precision];
    const largest = extreme(x, (a, b) => a > b);
    if (Math.abs(largest) === Infinity) return largest;
    const total = cascadeSum(x.map((v) => round(Math.exp(round(v - largest)))), precision);
    return round(Math.log(total)) + largest;
  },
  ranked: ([rank, place, ...x]) => ranked(rank, place, x),
  selected: ([place, ...x]) => x[place],
};

/** The number at a rank; of equals the one at `place`. */
function ranked(rank, place, x) {
  if (rank === 0 && x.some(Number.isNaN)) return NaN;
  const order = (v) => (Number.isNaN(v) ? Infinity : v);
  const ordered = [...x].sort((a, b) => order(a) - order(b) || Number.isNaN(a) - Number.isNaN(b));
  const index = rank > 0 ? rank - 1 : rank < 0 ? x.length + rank : Math.floor((x.length - 1) / 2);
  const number = ordered[index];
  return x[place] === number ? x[place] : number;
}

function extreme(x, beats) {
  return x.reduce((best, candidate) =>
    !Number.isNaN(best) && (Number.isNaN(candidate) || beats(candidate, best)) ? candidate : best);
}

function median(x) {
  if (x.some(Number.isNaN)) return NaN;
  return [...x].sort((a, b) => a - b)[Math.floor((x.length - 1) / 2)];
}

/** In which precision numbers are added; those of 16 bits in 32. */
function wider(precision) { return precision === "half" ? "single" : precision; }

/** From the nearer end. */
function lerp(a, b, weight, precision) {
  const round = Precision[precision];
  const way = round(b - a);
  return Math.abs(weight) < 0.5
    ? multiplyAdd(a, weight, way, precision) : multiplyAdd(b, round(weight - 1), way, precision);
}

/** a + bc, rounded once; in double precision to within the last digit. */
function multiplyAdd(a, b, c, precision) {
  const product = b * c;
  const sum = a + product;
  if (!Number.isFinite(sum)) return sum;
  const part = sum - a;
  const lost = (a - (sum - part)) + (product - part);
  if (precision === "double") return sum + (lost + (exactProductError(b, c, product) || 0));
  return Precision[precision](lost === 0 ? sum : roundedToOdd(sum, lost));
}

/** What a product lacks; Dekker, *A floating-point technique for extending precision*, 1971. */
function exactProductError(a, b, product) {
  const halves = (x) => {
    const scaled = 134217729 * x;
    const high = scaled - (scaled - x);
    return [high, x - high];
  };
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** A sum with its last bit set where something was lost, so that it can be rounded again. */
function roundedToOdd(sum, lost) {
  const bits = new BigInt64Array(new Float64Array([sum]).buffer);
  if ((bits[0] & 1n) === 0n) bits[0] += sum > 0 === lost > 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0];
}

/** The p-norm, its sum rounded at every step, so that it overflows where PyTorch's does. */
function norm(p, x, precision) {
  const round = Precision[precision];
  const sum = (term) => x.reduce((total, v) => round(total + term(v)), 0);
  switch (p) {
    case 0: return x.filter((v) => v !== 0).length;
    case 1: return sum(Math.abs);
    case 2: return Math.sqrt(sumOfSquares(x, precision));
    case Infinity: return Math.max(0, ...x.map(Math.abs));
    case -Infinity: return Math.min(...x.map(Math.abs));
    default: return sum((v) => round(Math.abs(v) ** p)) ** round(1 / p);
  }
}

/** Floats eight side by side, as a vector holds them; each product fused into its sum. */
function sumOfSquares(x, precision) {
  const lanes = precision === "double" ? 1 : 8;
  const whole = Math.floor(x.length / lanes) * lanes;
  const sums = new Array(lanes).fill(0);
  for (let index = 0; index < whole; index += 1) {
    const lane = index % lanes;
    sums[lane] = multiplyAdd(sums[lane], x[index], x[index], precision);
  }
  const sum = sums.reduce((a, b) => Precision[precision](a + b));
  return x.slice(whole).reduce((total, v) => multiplyAdd(total, v, v, precision), sum);
}

function variance(correction, x) {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  const squares = x.reduce((sum, v) => sum + (v - mean) * (v - mean), 0);
  return squares / Math.max(0, x.length - correction);
}

/** The sum, rounded in the order in which PyTorch adds; `CascadeSum.swift` in the page. */
function cascadeSum(x, precision) {
  const isHalf = precision === "half";
  const round = Precision[wider(precision)];
  const lanes = precision === "double" ? 4 : 8;
  // Two vectors of floats are read at once from one of 16-bit numbers.
  const width = isHalf ? 2 * lanes : lanes;
  if (x.length < width) return sumOfRow(x, 0, 1, x.length, round);
  const vectors = Math.floor(x.length / width);
  const terms = !isHalf ? x : Array.from({ length: vectors * lanes }, (_, index) => {
    const start = Math.floor(index / lanes) * width + (index % lanes);
    return round(x[start] + x[start + lanes]);
  });
  let sum = 0;
  for (const rest of x.slice(vectors * width)) sum = round(sum + rest);
  for (let lane = 0; lane < lanes; lane += 1) {
    sum = round(sum + sumOfRow(terms, lane, lanes, vectors, round));
  }
  return sum;
}

/** Every `step`-th number from `start` on, four sums side by side. */
function sumOfRow(x, start, step, count, round) {
  const rows = Math.floor(count / 4);
  const sums = [0, 1, 2, 3].map((part) => sumByLevels(x, start + part * step, 4 * step, rows, round));
  for (let index = rows * 4; index < count; index += 1) {
    sums[0] = round(sums[0] + x[start + index * step]);
  }
  return sums.reduce((a, b) => round(a + b));
}

/** One after the other, but long runs in parts whose sums are added, and theirs again. */
function sumByLevels(x, start, step, count, round) {
  const bits = count > 1 ? Math.floor(Math.log2(count - 1)) + 1 : 0;
  const levelPower = Math.max(4, Math.floor(bits / 4));
  const run = 2 ** levelPower;
  const sums = [0, 0, 0, 0];
  let index = 0;
  while (index + run <= count) {
    for (let part = 0; part < run; part += 1, index += 1) {
      sums[0] = round(sums[0] + x[start + index * step]);
    }
    for (let level = 1; level < 4; level += 1) {
      sums[level] = round(sums[level] + sums[level - 1]);
      sums[level - 1] = 0;
      if ((index & ((run - 1) << (level * levelPower))) !== 0) break;
    }
  }
  for (; index < count; index += 1) sums[0] = round(sums[0] + x[start + index * step]);
  return sums.reduce((a, b) => round(a + b));
}
