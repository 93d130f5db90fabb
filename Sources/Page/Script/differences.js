/**
 * The slope of a pass's roots by a leaf, measured instead of derived: the tape is run again in
 * double precision with the leaf nudged up and down; `FiniteDifference.swift` in the page.
 */
class Differences {
  #users;
  #values;

  constructor(run, pass) {
    this.run = run;
    this.tape = run.figure.tape;
    this.seeds = run.passes[pass].seeds;
    const { op, operands } = this.tape;
    const isNeeded = op.map(() => false);
    for (const { node } of this.seeds) isNeeded[node] = true;
    this.#users = op.map(() => []);
    this.#values = [...run.values];
    for (let id = op.length - 1; id >= 0; id -= 1) {
      if (!isNeeded[id]) continue;
      for (const operand of new Set(operands[id])) {
        isNeeded[operand] = true;
        this.#users[operand].push(id);
      }
    }
    op.forEach((_, id) => {
      if (isNeeded[id] && this.tape.replayed[id]) this.#values[id] = this.#value(id, (operand) => this.#values[operand]);
    });
  }

  /** The slope, the step it was measured with, and the node at whose kink it was, if there is one. */
  slope(leaf) {
    const x = this.#values[leaf];
    const wanted = 6e-6 * Math.max(1, Math.abs(x));
    const step = x + wanted - x;
    const affected = this.#dependents(leaf);
    const above = this.#replay(leaf, x + step, affected);
    const below = this.#replay(leaf, x - step, affected);
    const difference = this.seeds.reduce((sum, { node, value }) =>
      above.has(node) ? sum + value * (above.get(node) - below.get(node)) : sum, 0);
    const kink = affected.find((id) => this.#branch(id, above) !== this.#branch(id, below));
    return { slope: difference / (2 * step), step, kink: kink ?? null };
  }

  /** The nodes whose values change with the leaf, in the order of computation. */
  #dependents(leaf) {
    const seen = new Set([leaf]);
    const waiting = [leaf];
    while (waiting.length > 0) {
      for (const user of this.#users[waiting.pop()]) {
        if (!this.tape.replayed[user] || seen.has(user)) continue;
        seen.add(user);
        waiting.push(user);
      }
    }
    seen.delete(leaf);
    return [...seen].sort((a, b) => a - b);
  }

  #replay(leaf, value, affected) {
    const changed = new Map([[leaf, value]]);
    for (const id of affected) {
      changed.set(id, this.#value(id, (operand) => changed.get(operand) ?? this.#values[operand]));
    }
    return changed;
  }

  #value(id, valueOf) {
    const { op, operands } = this.tape;
    if (Operations.isSource(op[id])) return this.run.values[id];
    return Operations.value(op[id], operands[id].map(valueOf), "double");
  }

  #branch(id, changed) {
    const x = this.tape.operands[id].map((operand) => changed.get(operand) ?? this.#values[operand]);
    return branchOf[this.tape.op[id]]?.(x) ?? 0;
  }
}

/** Which branch of an operation with kinks its operands take, as a number. */
const branchOf = {
  relu: ([x]) => Math.sign(x),
  abs: ([x]) => Math.sign(x),
  sign: ([x]) => Math.sign(x),
  floor: ([x]) => Math.floor(x),
  ceil: ([x]) => Math.ceil(x),
  round: ([x]) => roundedToEven(x),
  trunc: ([x]) => Math.trunc(x),
  maximum: ([a, b]) => Math.sign(a - b),
  minimum: ([a, b]) => Math.sign(a - b),
  leakyRelu: ([a]) => Math.sign(a),
  elu: ([a]) => Math.sign(a),
  remainder: ([a, b]) => floorDivide(a, b, Precision.double),
  floorDivide: ([a, b]) => floorDivide(a, b, Precision.double),
  huber: ([a, b]) => Math.sign(Math.abs(a) - b),
  smoothL1: ([a, b]) => Math.sign(Math.abs(a) - b),
  clamp: ([x, lower, upper]) => Math.sign(x - lower) + 3 * Math.sign(x - upper),
  choose: ([condition]) => (condition === 0 ? 0 : 1),
  max: (x) => x.indexOf(Math.max(...x)),
  min: (x) => x.indexOf(Math.min(...x)),
};
