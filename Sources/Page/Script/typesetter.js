/** Writes a formula, with names or with numbers put in; `Formula+Text.swift` in the page. */
class Typesetter {
  constructor(showsNumbers) { this.showsNumbers = showsNumbers; }

  /** With names: `2.0 · x`. */
  static text(formula) { return new Typesetter(false).write(formula).text; }
  /** With numbers put in for the names: `2.0 · 3.0`. */
  static numericText(formula) { return new Typesetter(true).write(formula).text; }

  write(formula) {
    switch (formula.kind) {
      case "number": return numberPiece(NumberText.plain(formula.number), formula.number);
      case "amount": return numberPiece(NumberText.card(formula.number), formula.number);
      case "symbol":
        return this.showsNumbers
          ? numberPiece(NumberText.card(formula.number), formula.number)
          : piece(formula.name, Binding.atom);
      case "unary": return this.#unary(formula.operation, formula.x);
      default: return this.#binary(formula.operation, formula.a, formula.b);
    }
  }

  #whole(formula) { return this.write(formula).text; }

  #operand(formula, atLeast) {
    const { text, binding } = this.write(formula);
    return binding < atLeast ? `(${text})` : text;
  }

  #unary(operation, x) {
    switch (operation) {
      case "alias": case "detach": return this.write(x);
      case "negate": return piece(`−${this.#operand(x, Binding.product)}`, Binding.sign);
      case "reciprocal": return piece(`1 / ${this.#operand(x, Binding.power)}`, Binding.product);
      case "sqrt": return piece(this.#root(x), Binding.atom);
      case "rsqrt": return piece(`1 / ${this.#root(x)}`, Binding.product);
      case "abs": return piece(`|${this.#whole(x)}|`, Binding.atom);
      case "log": return piece(`ln(${this.#whole(x)})`, Binding.atom);
      default: return piece(`${operation}(${this.#whole(x)})`, Binding.atom);
    }
  }

  #root(x) { return `√${this.#operand(x, Binding.atom)}`; }

  #binary(operation, a, b) {
    switch (operation) {
      case "add": return this.#infix("+", a, Binding.sum, b, Binding.product, Binding.sum);
      case "subtract": return this.#infix("−", a, Binding.sum, b, Binding.product, Binding.sum);
      case "multiply":
        return this.#infix(
          "·", a, isQuotient(a) ? Binding.power : Binding.sign, b,
          isQuotient(b) ? Binding.power : Binding.product, Binding.product);
      case "divide": case "quotientOfNumber": return this.#quotient(a, b);
      case "power": return this.#power(a, b);
      case "floorDivide": return piece(`floor(${this.#quotient(a, b).text})`, Binding.atom);
      case "remainder": return this.#call("mod", a, b);
      default: return this.#call(binaryTitles[operation] ?? operation, a, b);
    }
  }

  #call(name, a, b) { return piece(`${name}(${this.#whole(a)}, ${this.#whole(b)})`, Binding.atom); }

  #infix(sign, a, left, b, right, binding) {
    return piece(`${this.#operand(a, left)} ${sign} ${this.#operand(b, right)}`, binding);
  }

  #quotient(a, b) {
    if (a.kind === "number" && b.kind === "number") {
      const parts = [this.#operand(a, Binding.atom), this.#operand(b, Binding.atom)];
      return piece(parts.join("/"), Binding.product);
    }
    const parts = [this.#operand(a, Binding.product), this.#operand(b, Binding.power)];
    return piece(parts.join(" / "), Binding.product);
  }

  #power(a, b) {
    const base = this.#operand(a, Binding.atom);
    if (b.literal === 2) return piece(`${base}²`, Binding.power);
    if (b.literal === 3) return piece(`${base}³`, Binding.power);
    return piece(`${base}^${this.#operand(b, Binding.atom)}`, Binding.power);
  }
}

/** How tightly a text holds together, as an operand of something else. */
const Binding = { sum: 0, sign: 1, product: 2, power: 3, atom: 4 };

const binaryTitles = {
  maximum: "max", minimum: "min", leakyRelu: "leaky_relu", smoothL1: "smooth_l1",
  crossEntropy: "binary_cross_entropy", logitCrossEntropy: "bce_with_logits",
};

function piece(text, binding) { return { text, binding }; }

function numberPiece(text, value) { return piece(text, value < 0 ? Binding.sign : Binding.atom); }

function isQuotient(formula) { return formula.kind === "binary" && formula.operation === "divide"; }
