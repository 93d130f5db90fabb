/** How the gradients of one pass are written; `Notation.swift` in the page. */
class Notation {
  constructor(run, pass) {
    const seeds = pass === null ? [] : run.seeds(pass);
    const isDerivative = seeds.length === 1 && seeds[0].value === 1 && run.figure.has(seeds[0].node);
    this.root = isDerivative ? run.figure.symbol(seeds[0].node) : null;
  }

  /** The gradient of a node: `∂loss/∂w`, or `grad(w)` where it is no single derivative. */
  gradient(symbol) { return this.root ? `∂${this.root}/∂${symbol}` : `grad(${symbol})`; }

  /** A local derivative: `∂m/∂w`. */
  static partial(symbol, operand) { return `∂${symbol}/∂${operand}`; }
}

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

  /** `2.0 · x = 2.0 · 3.0 = 6.0`, or `SquareBackward(2.0) = 12.0`. */
  get text() {
    const result = `${NumberText.equals(this.amount)} ${NumberText.card(this.amount)}`;
    if (this.edge.custom) {
      return `${this.edge.custom}(${NumberText.card(this.upstream)}) ${result}`;
    }
    const product = this.local.scaled(Formula.amount(this.upstream));
    const numbers = this.local.hasSymbols ? ` = ${Typesetter.numericText(product)}` : "";
    return `${Typesetter.text(product)}${numbers} ${result}`;
  }
}
