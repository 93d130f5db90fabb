/**
 * Runs a figure's tape again with other inputs, rounding as the engine does.
 *
 * What a change does not reach keeps its recorded number; so does what the tape cannot explain,
 * such as the gradient that a hook or a custom function put in.
 */
class Replay {
  constructor(figure) {
    this.figure = figure;
    this.recorded = Run.recorded(figure);
    this.unexplained = this.#unexplained();
  }

  /** `inputs` has new values by node, `seeds` by `pass node`. */
  run(inputs, seeds) {
    const values = this.#forward(inputs);
    const passes = this.figure.allPasses.map((_, p) => this.#backward(p, values, seeds));
    const kept = this.#kept(passes);
    this.#readGradients(values, kept);
    return new Run(this.figure, values, passes, kept);
  }

  /** What the program computed from gradients afterwards, as an optimiser does. */
  #readGradients(values, kept) {
    const { readGradients, history } = this.figure;
    for (const [node, change] of readGradients) {
      const { pass, leaf } = history[change];
      values[node] = kept.get(`${pass} ${leaf}`).after;
    }
    if (readGradients.length > 0) this.#sweep(values, readGradients[0][0] + 1);
  }

  #forward(inputs) {
    const { precision, value } = this.figure.tape;
    const values = [...value];
    for (const [id, number] of inputs) values[id] = Precision[precision[id]](number);
    this.#sweep(values, 0);
    return values;
  }

  /** Computes what a change has reached, from a node on. */
  #sweep(values, start) {
    const { op, operands, value } = this.figure.tape;
    const isChanged = (id) => !Object.is(values[id], value[id]);
    for (let id = start; id < values.length; id += 1) {
      if (!Operations.isSource(op[id]) && !this.unexplained.nodes.has(id)
        && operands[id].some(isChanged)) {
        values[id] = this.#value(id, values);
      }
    }
  }

  #value(id, values) {
    const { op, operands, precision } = this.figure.tape;
    return Operations.value(op[id], operands[id].map((operand) => values[operand]), precision[id]);
  }

  #backward(p, values, newSeeds) {
    const { figure, recorded } = this;
    const { precision } = figure.tape;
    const sums = new Sums(precision);
    const seeds = recorded.passes[p].seeds.map(({ node, value }) => (
      { node, value: Precision[precision[node]](newSeeds.get(`${p} ${node}`) ?? value) }));
    for (const { node, value } of seeds) sums.add(node, value);
    const gradients = [];
    const amounts = [];
    const hooks = new Map();
    const hook = (node, before) => {
      const known = recorded.passes[p].hooks.get(node);
      // What a hook that changes a gradient would make of another one, nobody knows.
      const after = known.before === known.after ? before : known.after;
      hooks.set(node, { before, after });
    };
    figure.allPasses[p].visits.forEach(([node, , sent], index) => {
      const before = recorded.passes[p].gradients[index];
      if (recorded.passes[p].hooks.has(node)) hook(node, sums.get(node));
      const isGiven = this.unexplained.visits.has(`${p} ${index}`);
      const gradient = isGiven ? before : sums.get(node) ?? before;
      const amountsBefore = recorded.passes[p].amounts[index];
      const isSame = Object.is(gradient, before) && this.#isUntouched(node, values);
      const rule = isSame ? null : this.#contributions(node, gradient, values);
      gradients.push(gradient);
      amounts.push(sent.map(([place], order) =>
        !rule?.[place] || this.unexplained.amounts.has(`${p} ${index} ${order}`)
          ? amountsBefore[order] : rule[place].number));
      sent.forEach(([, , receiver], order) => sums.add(receiver, amounts[index][order]));
    });
    for (const leaf of recorded.passes[p].hooks.keys()) {
      if (!hooks.has(leaf)) hook(leaf, sums.get(leaf));
    }
    return { seeds, gradients, amounts, hooks, sums };
  }

  #isUntouched(node, values) {
    const { operands, value } = this.figure.tape;
    return [node, ...operands[node]].every((id) => Object.is(values[id], value[id]));
  }

  /** Every number is read in the precision of its user. */
  #contributions(node, gradient, values) {
    const { op, operands, precision } = this.figure.tape;
    const reading = (number) => new Real(number, precision[node]);
    return Operations.contributions(
      op[node], reading(gradient), operands[node].map((id) => reading(values[id])),
      reading(values[node]));
  }

  /** What the leaves hold around each accumulation, with what earlier passes left there. */
  #kept(passes) {
    const { figure, recorded } = this;
    const held = new Map();
    const kept = new Map();
    for (const { pass, leaf, to } of figure.history) {
      if (pass === null) {
        held.set(leaf, { recorded: readNumber(to), replayed: readNumber(to) });
        continue;
      }
      const { before, after } = recorded.accumulation(pass, leaf);
      const known = held.get(leaf);
      const start = known && known.recorded === before ? known.replayed : before;
      const round = Precision[figure.tape.precision[leaf]];
      const sum = passes[pass].sums.get(leaf);
      const isGiven = sum === undefined || this.unexplained.sums.has(`${pass} ${leaf}`);
      const now = start === null ? sum : round(start + sum);
      kept.set(`${pass} ${leaf}`, isGiven ? { before, after } : { before: start, after: now });
      held.set(leaf, { recorded: after, replayed: isGiven ? after : now });
    }
    return kept;
  }

  /** What the rules do not give back as it was recorded. */
  #unexplained() {
    const { figure, recorded } = this;
    const { op, precision } = figure.tape;
    const found = { nodes: new Set(), visits: new Set(), amounts: new Set(), sums: new Set() };
    recorded.values.forEach((value, id) => {
      if (!Operations.isSource(op[id]) && !agrees(this.#value(id, recorded.values), value)) {
        found.nodes.add(id);
      }
    });
    figure.allPasses.forEach((pass, p) => {
      const sums = new Sums(precision);
      for (const { node, value } of recorded.passes[p].seeds) sums.add(node, value);
      pass.visits.forEach(([node, , sent], index) => {
        const gradient = recorded.passes[p].gradients[index];
        if (!agrees(sums.get(node) ?? NaN, gradient)) found.visits.add(`${p} ${index}`);
        const rule = this.#contributions(node, gradient, recorded.values);
        sent.forEach(([place, , receiver], order) => {
          const amount = recorded.passes[p].amounts[index][order];
          if (!agrees(rule[place]?.number ?? NaN, amount)) found.amounts.add(`${p} ${index} ${order}`);
          sums.add(receiver, amount);
        });
      });
      for (const { leaf } of figure.accumulations.filter((each) => each.pass === p)) {
        const { before, after } = recorded.accumulation(p, leaf);
        const sum = (before ?? 0) + (sums.get(leaf) ?? NaN);
        if (!agrees(sum, after)) found.sums.add(`${p} ${leaf}`);
      }
    });
    return found;
  }

  /** How many numbers of the recording stay as they are whatever changes. */
  get unexplainedCount() {
    return Object.values(this.unexplained).reduce((count, set) => count + set.size, 0);
  }
}

/** What arrives at each node, rounded in its precision as it is added up. */
class Sums {
  #sums = new Map();

  constructor(precision) { this.precision = precision; }

  get(node) { return this.#sums.get(node); }

  add(node, amount) {
    const round = Precision[this.precision[node]];
    const sum = this.#sums.get(node);
    this.#sums.set(node, sum === undefined ? round(amount) : round(sum + round(amount)));
  }
}

/** Whether two computations of one number differ in rounding at most. */
function agrees(a, b) {
  return Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b)) || a === b
    || Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b));
}
