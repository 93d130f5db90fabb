/** How gradients and local derivatives are written; `Notation.swift` in the page. */
const Notation = {
  /** What has arrived at a node: `grad w`. */
  gradient: (symbol) => `grad ${symbol}`,

  /** What a leaf keeps, as the program reads it: `w.grad`, of an element `w.grad[0]`. */
  held(symbol) {
    const index = symbol.endsWith("]") ? symbol.lastIndexOf("[") : symbol.length;
    return `${symbol.slice(0, index)}.grad${symbol.slice(index)}`;
  },

  /** The factor of one operand of an operation, the others held: `∂m/∂w`. */
  partial: (symbol, operand) => `∂${symbol}/∂${operand}`,

  /** Which use of an operand an edge is, where an operation uses it more than once: ` (use 1)`. */
  use(edge, { edgesInto }) {
    const uses = edgesInto.get(edge.to).filter(
      ({ from, custom }) => from === edge.from && !custom);
    return uses.length > 1 && uses.includes(edge) ? ` (use ${uses.indexOf(edge) + 1})` : "";
  },
};

/** One contribution and how it came about: upstream × local. */
class Arithmetic {
  constructor({ edge, amount }, upstream, run) {
    this.edge = edge;
    this.amount = amount;
    this.upstream = upstream;
    // Where the program itself says what is sent, there is no more to tell than the quotient.
    this.local = edge.custom
      ? Formula.amount(upstream === 0 ? 0 : amount / upstream) : run.localFormula(edge);
    this.reason = branchReason(run, edge);
  }

  /** Whether what was sent is not what the numbers of the forward pass give. */
  get isOfOtherNumbers() {
    const expected = this.upstream * this.local.number;
    const difference = Math.abs(expected - this.amount);
    return !this.edge.custom && Number.isFinite(difference) && difference > 1e-30
      && difference > 1e-2 * Math.max(Math.abs(expected), Math.abs(this.amount));
  }

  /** `2.0 · x = 2.0 · 3.0 = 6.0`, or `SquareBackward(2.0) = 12.0`. */
  get text() {
    const result = `${NumberText.equals(this.amount)} ${NumberText.card(this.amount)}`;
    if (this.edge.custom) {
      return `${this.edge.custom}(${NumberText.card(this.upstream)}) ${result}`;
    }
    const product = this.local.scaled(Formula.amount(this.upstream));
    if (this.isOfOtherNumbers) {
      return `${Typesetter.text(product)} = ${NumberText.card(this.amount)} with the numbers of now`;
    }
    const numbers = this.local.hasSymbols ? ` = ${Typesetter.numericText(product)}` : "";
    return `${Typesetter.text(product)}${numbers} ${result}`;
  }
}
