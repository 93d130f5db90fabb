/** The nearest number that each precision holds; `Precision` of `Real.swift` in the page. */
const Precision = {
  double: (value) => value,
  single: Math.fround,
  half(value) {
    const size = Math.abs(value);
    if (size === 0 || !Number.isFinite(value)) return value;
    const exponent = Math.max(Math.floor(Math.log2(size)), -14);
    const unit = 2 ** (exponent - 10);
    const nearest = roundedToEven(size / unit) * unit;
    return Math.sign(value) * (nearest >= 65520 ? Infinity : nearest);
  },
};

/** The nearest integer, ties to even. */
function roundedToEven(value) {
  const isTie = Math.abs(value % 1) === 0.5;
  return isTie ? 2 * Math.round(value / 2) : Math.round(value);
}
