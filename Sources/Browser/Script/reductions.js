/** The value of each primitive of many operands; `Real+Reduction.swift` in the page. */
const reductionValues = {
  clamp: (x) => (Number.isNaN(x[0]) ? x[0] : Math.min(Math.max(x[0], x[1]), x[2])),
  choose: (x) => (x[0] !== 0 ? x[1] : x[2]),
  sum: cascadeSum,
  sumInOrder: (x, precision) => x.reduce((sum, term) => Precision[precision](sum + term)),
  mean: (x, precision) => cascadeSum(x, precision) / x.length,
  product: (x, precision) => x.reduce((product, factor) => Precision[precision](product * factor)),
  max: (x) => extreme(x, (a, b) => a > b),
  min: (x) => extreme(x, (a, b) => a < b),
  norm: ([p, ...x]) => norm(p, x),
  variance: ([correction, ...x]) => variance(correction, x),
  standardDeviation: ([correction, ...x]) => Math.sqrt(variance(correction, x)),
  logSumExp(x, precision) {
    const round = Precision[precision];
    const largest = extreme(x, (a, b) => a > b);
    if (Math.abs(largest) === Infinity) return largest;
    const total = cascadeSum(x.map((v) => round(Math.exp(round(v - largest)))), precision);
    return round(Math.log(total)) + largest;
  },
};

function extreme(x, beats) {
  return x.reduce((best, candidate) =>
    !Number.isNaN(best) && (Number.isNaN(candidate) || beats(candidate, best)) ? candidate : best);
}

function norm(p, x) {
  const sum = (term) => x.reduce((total, v) => total + term(v), 0);
  switch (p) {
    case 0: return x.filter((v) => v !== 0).length;
    case 1: return sum(Math.abs);
    case 2: return Math.sqrt(sum((v) => v * v));
    case Infinity: return Math.max(...x.map(Math.abs));
    case -Infinity: return Math.min(...x.map(Math.abs));
    default: return sum((v) => Math.abs(v) ** p) ** (1 / p);
  }
}

function variance(correction, x) {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  const squares = x.reduce((sum, v) => sum + (v - mean) * (v - mean), 0);
  return squares / Math.max(0, x.length - correction);
}

/** The sum, rounded in the order in which PyTorch adds; `CascadeSum.swift` in the page. */
function cascadeSum(x, precision) {
  const round = Precision[precision];
  const width = precision === "double" ? 4 : 8;
  if (x.length < width) return sumOfRow(x, 0, 1, x.length, round);
  const vectors = Math.floor(x.length / width);
  let sum = 0;
  for (const rest of x.slice(vectors * width)) sum = round(sum + rest);
  for (let lane = 0; lane < width; lane += 1) {
    sum = round(sum + sumOfRow(x, lane, width, vectors, round));
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
