/** Why a gradient is exactly zero, or not a number; `ZeroReasons.swift` in the page. */
function zeroReason(run, total, arrivals, before, upstream) {
  if (Number.isNaN(total)) return notANumberReason(run, arrivals, upstream);
  if (total !== 0) return null;
  if (arrivals.length === 0) return before === null ? null : "cleared to zero";
  if (arrivals.some(({ amount }) => amount !== 0)) return "the contributions cancel";
  const reasons = arrivals.map(({ edge }) => (
    edge ? zeroEdgeReason(run, edge, upstream(edge.to) ?? 0) : "the seed is 0"));
  // Where a zero is born on one way and passed on along another, the birth says more.
  return reasons.find((reason) => reason !== inheritedZero) ?? inheritedZero;
}

/** What was sent is zero already: the reason stands where the zero was born. */
const inheritedZero = "upstream 0";

function zeroEdgeReason(run, edge, upstream) {
  const { figure } = run;
  const { op, operands } = figure.tape;
  const symbol = figure.symbol(edge.to);
  if (edge.custom) return `${edge.custom} returned 0`;
  const local = run.local(edge);
  if (local !== 0) {
    if (upstream === 0) return inheritedZero;
    return Math.abs(upstream * (local ?? 1)) < 1e-30
      ? "upstream × local is too small for a number" : "a value was changed in place since";
  }
  const branch = branchReason(run, edge);
  // The card that says so has the name already.
  const subject = `${figure.symbol(edge.from)} is `;
  if (branch) return branch.startsWith(`${subject}not `) ? branch.slice(subject.length) : branch;
  switch (op[edge.to]) {
    case "multiply": {
      const other = figure.origin(operands[edge.to][1 - edge.place]);
      return figure.has(other) ? `${figure.symbol(other)} = 0` : "times 0";
    }
    case "sigmoid": case "tanh": case "erf":
      return "saturated: the curve is flat";
    case "power":
      return run.values[edge.from] === 0 ? `${figure.symbol(edge.from)} = 0` : `∂${symbol} is 0 here`;
    case "product": return "another factor is 0";
    default: return `∂${symbol} is 0 here`;
  }
}

function notANumberReason(run, arrivals, upstream) {
  const bad = arrivals.find(({ amount }) => !Number.isFinite(amount));
  if (!bad) return "inf − inf";
  if (!bad.edge) return `the seed is ${NumberText.card(bad.amount)}`;
  if (!Number.isNaN(bad.amount)) return "inf − inf";
  const symbol = run.figure.symbol(bad.edge.to);
  if (bad.edge.custom) return `${bad.edge.custom} returned nan`;
  const local = run.local(bad.edge);
  if (local === null || Number.isNaN(local)) return `∂${symbol} is nan`;
  const sent = upstream(bad.edge.to);
  if (sent === undefined || Number.isNaN(sent)) return "upstream nan";
  return `${NumberText.card(sent)} × ${NumberText.factor(local)}`;
}
