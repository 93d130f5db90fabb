/** Why a gradient is exactly zero, or not a number; `ZeroReasons.swift` in the page. */
function zeroReason(run, total, arrivals, before) {
  if (Number.isNaN(total)) return notANumberReason(run, arrivals);
  if (total !== 0) return null;
  if (arrivals.length === 0) return before === null ? null : "cleared to zero";
  if (arrivals.some(({ amount }) => amount !== 0)) return "the contributions cancel";
  return arrivals[0].edge ? zeroEdgeReason(run, arrivals[0].edge) : "the seed is 0";
}

function zeroEdgeReason(run, edge) {
  const { figure } = run;
  const { op, operands } = figure.tape;
  const symbol = figure.symbol(edge.to);
  if (edge.custom) return `${edge.custom} returned 0`;
  if (run.local(edge) !== 0) return `the upstream gradient of ${symbol} is 0`;
  const branch = branchReason(run, edge);
  if (branch) return branch;
  switch (op[edge.to]) {
    case "multiply": {
      const other = figure.origin(operands[edge.to][1 - edge.place]);
      return figure.has(other) ? `times ${figure.symbol(other)}, which is 0` : "times 0";
    }
    case "sigmoid": case "tanh": case "erf":
      return `${symbol} is saturated: the curve is flat there`;
    case "power": case "product": return "a factor of the local derivative is 0";
    default: return `the local derivative of ${symbol} is 0 here`;
  }
}

function notANumberReason(run, arrivals) {
  const bad = arrivals.find(({ amount }) => !Number.isFinite(amount));
  if (!bad) return "inf − inf";
  if (!bad.edge) return `the seed is ${NumberText.card(bad.amount)}`;
  if (!Number.isNaN(bad.amount)) return "inf − inf";
  const symbol = run.figure.symbol(bad.edge.to);
  if (bad.edge.custom) return `${bad.edge.custom} returned nan`;
  const local = run.local(bad.edge);
  if (local === null || Number.isNaN(local)) return `the local derivative of ${symbol} is nan`;
  return Number.isFinite(local) && local !== 0
    ? `the upstream gradient of ${symbol} is nan`
    : `the upstream gradient of ${symbol} times ${NumberText.card(local)}`;
}
