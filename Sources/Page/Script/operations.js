/** Every primitive under one name, whatever the number of its operands. */
const Operations = {
  isSource(name) { return name === "leaf" || name === "constant" || name === "literal"; },

  /** The value of a primitive, from numbers. */
  value(name, numbers, precision) {
    const round = Precision[precision];
    if (name in unaryValues) return round(unaryValues[name](numbers[0], round));
    if (name in binaryValues) return round(binaryValues[name](numbers[0], numbers[1], round));
    return round(reductionValues[name](numbers, precision));
  },

  /** What a primitive sends to each of its operands, in the reading of `g`. */
  contributions(name, g, operands, output) {
    if (name in unaryRules) return [unaryRules[name](g, operands[0], output)];
    if (name in binaryRules) {
      return binaryRules[name].map((rule) => rule(g, operands[0], operands[1], output));
    }
    return reductionRules[name](g, operands, output);
  },
};
