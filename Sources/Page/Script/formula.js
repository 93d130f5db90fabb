/**
 * The reading that explains: what is computed, together with its value; `Formula.swift` in the
 * page, simplified in the same way.
 */
class Formula extends Reading {
  constructor(kind, number, parts) {
    super();
    this.kind = kind;
    this.number = number;
    Object.assign(this, parts);
  }

  /** A number of the rule or of the program. */
  static number(value) { return new Formula("number", value, {}); }
  /** A number that was computed, and that no simplification swallows. */
  static amount(value) { return new Formula("amount", value, {}); }
  /** The value of a node, under its name. */
  static symbol(name, value) { return new Formula("symbol", value, { name }); }

  static unary(operation, x, value) { return new Formula("unary", value, { operation, x }); }
  static binary(operation, a, b, value) { return new Formula("binary", value, { operation, a, b }); }

  constant(value) { return Formula.number(value); }

  unary(operation) {
    if (operation === "alias" || operation === "detach") return this;
    if (operation === "reciprocal") return Formula.number(1).over(this);
    const value = Operations.value(operation, [this.number], "double");
    if (operation === "negate" && this.negation) return this.negation;
    if (this.kind === "number") return Formula.number(value);
    return Formula.unary(operation, this, value);
  }

  binary(operation, other) {
    const value = Operations.value(operation, [this.number, other.number], "double");
    const isWhole = operation !== "divide" || value === roundedAwayFromZero(value);
    if (this.kind === "number" && other.kind === "number" && isWhole) return Formula.number(value);
    switch (operation) {
      case "add": return simplifiedSum(this, other, value);
      case "subtract": return simplifiedDifference(this, other, value);
      case "multiply": return simplifiedProduct(this, other, value);
      case "divide": case "quotientOfNumber": return simplifiedQuotient(this, other, value);
      case "power": return simplifiedPower(this, other, value);
      default: return Formula.binary(operation, this, other, value);
    }
  }

  /** An upstream gradient times this local derivative, exactly as it stands. */
  scaled(upstream) {
    return Formula.binary("multiply", upstream, this, upstream.number * this.number);
  }

  /** The value of a number of the rule; null for anything else. */
  get literal() { return this.kind === "number" ? this.number : null; }

  /** The x of −x. */
  get negation() {
    return this.kind === "unary" && this.operation === "negate" ? this.x : null;
  }

  /** The b of 1 / b. */
  get inverted() {
    const isInverse = this.kind === "binary" && this.operation === "divide"
      && this.a.literal === 1 && this.b.literal === null;
    return isInverse ? this.b : null;
  }

  get hasSymbols() {
    switch (this.kind) {
      case "symbol": return true;
      case "unary": return this.x.hasSymbols;
      case "binary": return this.a.hasSymbols || this.b.hasSymbols;
      default: return false;
    }
  }

  /** Whether a further factor needs parentheses around it. */
  get isCompound() { return this.kind === "binary" && this.operation !== "power"; }

  equals(other) {
    if (this.kind !== other.kind || this.number !== other.number) return false;
    switch (this.kind) {
      case "symbol": return this.name === other.name;
      case "unary": return this.operation === other.operation && this.x.equals(other.x);
      case "binary":
        return this.operation === other.operation && this.a.equals(other.a) && this.b.equals(other.b);
      default: return true;
    }
  }
}

function roundedAwayFromZero(value) {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function simplifiedSum(a, b, value) {
  if (a.literal === 0) return b;
  if (b.literal === 0) return a;
  if (b.negation) return Formula.binary("subtract", a, b.negation, value);
  if (a.negation) return Formula.binary("subtract", b, a.negation, value);
  return Formula.binary("add", a, b, value);
}

function simplifiedDifference(a, b, value) {
  if (a.literal === 0) return b.negated;
  if (b.literal === 0) return a;
  if (b.negation) return Formula.binary("add", a, b.negation, value);
  return Formula.binary("subtract", a, b, value);
}

function simplifiedProduct(a, b, value) {
  if (a.literal === 1) return b;
  if (b.literal === 1) return a;
  if ((a.literal === 0 || b.literal === 0) && value === 0) return Formula.number(0);
  if (a.literal === -1) return b.negated;
  if (b.literal === -1) return a.negated;
  if (a.negation) return a.negation.times(b).negated;
  if (b.negation) return a.times(b.negation).negated;
  if (b.literal !== null && a.literal === null) return b.times(a);
  if (a.literal !== null && b.kind === "binary" && b.operation === "multiply"
    && b.a.literal !== null) {
    return Formula.number(a.literal * b.a.literal).times(b.b);
  }
  if (a.inverted) return b.over(a.inverted);
  if (b.inverted) return a.over(b.inverted);
  if (sameTerm(a, b)) return a.raised(2);
  return Formula.binary("multiply", a, b, value);
}

/** Whether two formulas are written alike; the number of a sum may differ in its last bit. */
function sameTerm(a, b) {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "unary": return a.operation === b.operation && a.x.equals(b.x);
    case "binary": return a.operation === b.operation && a.a.equals(b.a) && a.b.equals(b.b);
    default: return a.equals(b);
  }
}

function simplifiedQuotient(a, b, value) {
  if (b.literal === 1) return a;
  if (a.literal === 0 && value === 0) return Formula.number(0);
  if (a.negation) return a.negation.over(b).negated;
  if (a.kind === "binary" && a.operation === "divide" && a.b.equals(b) && a.b.literal === null) {
    return Formula.binary("divide", a.a, a.b.raised(2), value);
  }
  return Formula.binary("divide", a, b, value);
}

function simplifiedPower(a, b, value) {
  if (b.literal === 1) return a;
  if (b.literal === 0) return Formula.number(1);
  return Formula.binary("power", a, b, value);
}
