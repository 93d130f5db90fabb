/**
 * What a rule may do with its numbers; `Number.swift` in the page.
 *
 * A reading has `number`, `constant(value)`, `unary(name)` and `binary(name, other)`. Two exist:
 * `Real` computes, `Formula` explains.
 */
class Reading {
  plus(other) { return this.binary("add", other); }
  minus(other) { return this.binary("subtract", other); }
  times(other) { return this.binary("multiply", other); }
  over(other) { return this.binary("divide", other); }
  raised(exponent) { return this.binary("power", this.constant(exponent)); }
  get negated() { return this.unary("negate"); }
  get zero() { return this.constant(0); }
  get one() { return this.constant(1); }
}
