/**
 * The numbers of one run of a figure's tape: as they were recorded, or as a replay found them.
 *
 * `passes[p]` holds the seeds by node, for each visit its gradient and the amounts it sent, and what
 * hooks made of the gradient of a node;
 * `kept` holds what a leaf's gradient was before and after each accumulation.
 */
class Run {
  #partials = new Map();

  constructor(figure, values, passes, kept) {
    this.figure = figure;
    this.values = values;
    this.passes = passes;
    this.kept = kept;
  }

  static recorded(figure) {
    const passes = figure.allPasses.map((pass) => ({
      seeds: pass.seeds.map(([node, value]) => ({ node, value: readNumber(value) })),
      gradients: pass.visits.map(([, gradient]) => readNumber(gradient)),
      amounts: pass.visits.map(([, , sent]) => sent.map(([, amount]) => readNumber(amount))),
      hooks: new Map(pass.hooks.map(([node, before, after]) => (
        [node, { before: readNumber(before), after: readNumber(after) }]))),
    }));
    const kept = new Map(figure.accumulations.map(({ pass, leaf, before, after }) => (
      [`${pass} ${leaf}`, { before: readNumber(before), after: readNumber(after) }])));
    return new Run(figure, figure.tape.value, passes, kept);
  }

  /** The visits of a pass as the graph shows them, each with its contributions. */
  visits(p) {
    const { figure } = this;
    return figure.allPasses[p].visits.flatMap(([node, , sent], index) =>
      figure.origin(node) === node ? [this.#visit(p, index, node, sent)] : []);
  }

  #visit(p, index, node, sent) {
    const contributions = sent.map(([place, , receiver], order) => (
      { edge: this.figure.edgeOf(node, place, receiver), amount: this.passes[p].amounts[index][order] }));
    return { index, node, gradient: this.passes[p].gradients[index], contributions };
  }

  /** What the program made of a leaf: followed where the tape has its computation. */
  update({ leaf, from, to, node }) {
    return node !== null
      ? { leaf, from: this.values[leaf], to: this.values[node] }
      : { leaf, from: readNumber(from), to: readNumber(to) };
  }

  /** What a leaf held before and after a pass. */
  accumulation(p, leaf) { return this.kept.get(`${p} ${leaf}`); }

  visit(p, index) {
    const [node, , sent] = this.figure.allPasses[p].visits[index];
    return this.#visit(p, index, node, sent);
  }

  /** The seeds of a pass; those of one node under several names are one. */
  seeds(p) {
    const merged = new Map();
    for (const { node, value } of this.passes[p].seeds) {
      const root = this.figure.origin(node);
      merged.set(root, (merged.get(root) ?? 0) + value);
    }
    return [...merged].map(([node, value]) => ({ node, value }));
  }

  /** The local derivative of an edge, as the engine computes it; null where it carries none. */
  local(edge) {
    if (edge.key < 0 || edge.custom || !this.figure.carriesGradient(edge)) return null;
    if (!this.#partials.has(edge.to)) this.#partials.set(edge.to, this.#locals(edge.to));
    return this.#partials.get(edge.to)[edge.place].number;
  }

  #locals(id) {
    const { op, operands, precision } = this.figure.tape;
    const reading = (node) => new Real(this.values[node], precision[node]);
    return Operations.contributions(
      op[id], new Real(1, precision[id]), operands[id].map(reading), reading(id));
  }

  /** The local derivative of an edge as a formula. */
  localFormula(edge) {
    const { op, operands } = this.figure.tape;
    const id = edge.to;
    if (namesAll.has(op[id]) && operands[id].length > 6) {
      return Formula.amount(this.local(edge) ?? NaN);
    }
    const output = Formula.symbol(this.figure.symbol(id), this.values[id]);
    return Operations.contributions(
      op[id], Formula.number(1), operands[id].map((node) => this.#operandFormula(node)), output,
    )[edge.place];
  }

  #operandFormula(operand) {
    const value = this.values[operand];
    const node = this.figure.node(this.figure.origin(operand));
    if (!node) return Formula.number(value);
    return node.kind === "constant" && !node.name
      ? Formula.amount(value) : Formula.symbol(node.symbol, value);
  }
}

/** The reductions whose local derivatives each name all the operands. */
const namesAll = new Set(["product", "variance", "standardDeviation"]);
