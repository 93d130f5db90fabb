/** What there is to say about a step; `StepExplanation.swift` in the page. */
function explanation(step, state) {
  switch (step.kind) {
    case "computed": return explainComputed(step, state);
    case "seeded": return explainSeeds(step, state);
    case "hooked": return explainHook(step, state);
    case "visited": return explainVisit(step, state);
    case "accumulated": return explainAccumulation(step, state);
    case "returned": return explainReturn(step, state);
    case "cleared": return explainClearing(step, state.figure);
    default: return explainUpdate(step, state);
  }
}

/** How many contributions are written out before the rest is only counted. */
const mostWritten = 4;

function explainComputed({ nodes, line }, { figure, run }) {
  const { writer } = figure.node(nodes[0]);
  const equations = listed(nodes.map((id) => figure.equation(id)));
  return {
    line,
    heading: writer ? `pass ${writer} writes ${equations}` : `forward through ${equations}`,
    arithmetic: nodes.map((id) => {
      const numbers = numericDefinition(figure.node(id), run);
      return `${figure.equation(id)}${numbers} = ${NumberText.card(run.values[id])}`;
    }),
    sentence: writer
      ? `With create_graph=True pass ${writer} records its own arithmetic as new nodes, so that it `
        + "can be differentiated in turn."
      : "Forward: compute the value, and remember what the backward pass needs.",
  };
}

/** ` = 3.0 × 2.0`; empty for a node whose definition has no names. */
function numericDefinition({ id, template }, { figure, values }) {
  if (!template) return "";
  // Within the parentheses of a call a negative number needs none of its own.
  const numbers = template.replace(/(\(|, |^|.)\{(\d+)\}/g, (_, before, place) => {
    const operand = figure.tape.origin[figure.tape.operands[id][place]];
    const text = NumberText.card(values[operand]);
    const isApart = before === "(" || before === ", ";
    return before + (text.startsWith("−") && !isApart ? `(${text})` : text);
  });
  return ` = ${numbers}`;
}

function explainSeeds({ line }, state) {
  const { figure, run } = state;
  const entered = [...state.seeds].sort(([a], [b]) => a - b);
  const symbols = entered.map(([id]) => figure.symbol(id));
  const verb = entered.length === 1 ? "a gradient enters" : "gradients enter";
  return {
    line,
    heading: `${verb} at ${listed(symbols)}`,
    arithmetic: entered.slice(0, mostWritten).map(
      ([id, value]) => `${Notation.gradient(figure.symbol(id))} = ${NumberText.card(value)}`),
    sentence: seedSentence(run.seeds(state.pass), figure, symbols),
  };
}

function seedSentence(seeds, figure, symbols) {
  if (seeds.length === 1 && figure.has(seeds[0].node)) {
    const root = figure.symbol(seeds[0].node);
    return seeds[0].value === 1
      ? `The seed is 1, since nudging ${root} by ε moves ${root} by ε.`
      : `The seed ${NumberText.card(seeds[0].value)} is one more factor of every gradient below.`;
  }
  return seeds.some(({ node }) => figure.has(node))
    ? "Each output gets its own seed: how much it counts."
    : `The pass began further on; this is what it brings to ${listed(symbols)}.`;
}

function explainVisit({ pass, visit: visitIndex, line }, state) {
  const { figure, run } = state;
  const visit = run.visit(pass, visitIndex);
  const sent = visit.contributions.slice(0, mostWritten).map(
    (contribution) => new Arithmetic(contribution, visit.gradient, run));
  const arithmetic = sent.map((each, index) => {
    const later = visit.contributions.slice(index + 1)
      .filter(({ edge }) => edge.from === each.edge.from);
    return contributionLine(each, later.map(({ amount }) => amount), state);
  });
  const more = visit.contributions.length - sent.length;
  if (more > 0) arithmetic.push(`… and ${more} more`);
  return {
    line,
    heading: sent[0]?.edge.custom === hookOfModule
      ? `the backward hooks${moduleOf(figure.node(visit.node))}`
      : `backward through ${figure.equation(visit.node)}`,
    arithmetic,
    sentence: visitSentence(sent, visit, run),
  };
}

function explainHook({ pass, node, line }, { figure, run }) {
  const { before, after } = run.passes[pass].hooks.get(node);
  const [seen, returned] = [before, after].map(NumberText.card);
  return {
    line,
    heading: `a hook on ${figure.symbol(node)}`,
    arithmetic: [`${Notation.gradient(figure.symbol(node))}: ${seen} → ${returned}`],
    sentence: before === after
      ? `The hook was shown ${seen} and left it as it is.`
      : `The hook was shown ${seen} and returned ${returned}, which goes on in its place.`,
  };
}

/** The state is that after the whole step, with the amounts that other uses send `later` in it. */
function contributionLine(sent, later, state) {
  const { figure } = state;
  const [operand, node] = [figure.symbol(sent.edge.from), figure.symbol(sent.edge.to)];
  const chain = sent.edge.custom
    ? `${sent.edge.custom}(${Notation.gradient(node)})`
    : `${Notation.gradient(node)} · ${Notation.partial(node, operand)}${Notation.use(sent.edge, figure)}`;
  const gradient = Notation.gradient(operand);
  const arrival = state.gradients.get(sent.edge.from);
  const isSum = arrival && (arrival.due > 1 || state.seeds.has(sent.edge.from));
  if (!isSum) return `${gradient} = ${chain} = ${sent.text}`;
  const before = state.before.get(sent.edge.from) ?? 0;
  const soFar = later.reduce((sum, amount) => sum - amount, arrival.value - before);
  return `${gradient} gets ${chain} = ${sent.text}, so far ${NumberText.card(soFar)} `
    + `(${arrival.arrived - later.length} of ${arrival.due} arrived)`;
}

/** Why a node sends what it sends; `VisitSentence.swift` in the page. */
function visitSentence(sent, visit, run) {
  if (sent.length === 0) return "Nothing before it needs a gradient.";
  const { figure } = run;
  const node = figure.node(visit.node);
  if (sent[0].edge.custom) return customSentence(sent[0], visit, node);
  const bad = sent.find(({ amount }) => !Number.isFinite(amount));
  if (bad) return unboundedSentence(bad, node, run);
  const stale = sent.find((each) => each.isOfOtherNumbers);
  if (stale) {
    return "A value that the rule reads was changed in place since the forward pass: with the "
      + `numbers of now, ${figure.symbol(stale.edge.from)} is sent ${NumberText.card(stale.amount)}.`;
  }
  return [ordinarySentence(sent, visit, run), node.remark].filter((part) => part).join(" ");
}

function ordinarySentence(sent, visit, run) {
  const { figure } = run;
  const [first] = sent;
  const equation = figure.equation(visit.node);
  const node = figure.symbol(visit.node);
  const { note } = figure.node(visit.node);
  if (sent.length === 1) {
    const operand = figure.symbol(first.edge.from);
    const reason = first.reason ? `, since ${first.reason}` : "";
    const effect = first.local.number === 0
      ? `does not move ${node}${reason}` : `moves ${node} by ${nudge(first.local)}${reason}`;
    return `${equation}, so nudging ${operand} by ε ${effect}${note ? `. ${note}` : "."}`;
  }
  if (new Set(sent.map(({ edge }) => edge.from)).size === 1) {
    const operand = figure.symbol(first.edge.from);
    return `${equation} uses ${operand} ${visit.contributions.length} times; each use sends its part.`;
  }
  const tie = tieText(run, visit.node);
  if (tie) return `${tie}.`;
  const rule = note ?? "Each operand gets the upstream gradient times its own local derivative.";
  const reason = sent.find((each) => each.reason)?.reason;
  return reason ? `${rule} Here ${reason}.` : rule;
}

/** What hands the gradients of a module with backward hooks to them. */
const hookOfModule = "BackwardHookFunctionBackward";

function moduleOf({ module }) { return module ? ` of ${module}` : ""; }

function customSentence({ edge: { custom }, amount }, { gradient }, node) {
  const given = NumberText.card(gradient);
  if (custom !== hookOfModule) {
    return `${custom} is the program's own: its backward was given ${given}, and this is what it `
      + "returned.";
  }
  return `The backward hooks${moduleOf(node)} are shown ${given}, and `
    + (gradient === amount
      ? "leave it as it is." : `put ${NumberText.card(amount)} in its place.`);
}

/** Where nan and infinity come from, or that they only pass. */
function unboundedSentence({ edge, amount, upstream, local: { number } }, { id, symbol }, run) {
  const [came, local, result] = [upstream, number, amount].map(NumberText.card);
  if (Number.isNaN(upstream)) {
    return `The gradient that came to ${symbol} is nan, and nan times anything is nan.`;
  }
  if (Number.isNaN(number)) {
    const cause = Number.isNaN(run.values[id]) ? `${symbol} itself is nan` : "it is not defined there";
    return `The local derivative is nan, since ${cause}; ${came} × nan is nan`
      + (upstream === 0 ? ", even though nothing was to go this way." : ".");
  }
  if (Number.isNaN(amount)) {
    return `${came} × ${local} is nan`
      + (upstream === 0
        ? ": nothing was to go this way, but 0 × ∞ is no number."
        : `: the infinite gradient of ${symbol} meets a derivative of 0.`);
  }
  if (Number.isFinite(number)) {
    return `The gradient that came to ${symbol} is ${came}, and goes on as ${result}.`;
  }
  return `The local derivative is infinite at ${run.figure.symbol(edge.from)} = `
    + `${NumberText.card(run.values[edge.from])}, so the gradient becomes ${result}.`;
}

/** How far a node moves for a nudge ε: `x·ε`, `−ε`, `(1 − y²)·ε`. */
function nudge(local) {
  if (local.literal === 1) return "ε";
  if (local.literal === -1) return "−ε";
  const text = Typesetter.text(local);
  return local.isCompound ? `(${text})·ε` : `${text}·ε`;
}

function explainAccumulation({ pass, leaf: id, line }, state) {
  const { before, after } = state.run.accumulation(pass, id);
  const leaf = state.figure.symbol(id);
  const held = Notation.held(leaf);
  const hook = state.hooks.get(id);
  const sent = hook ? [hook.after] : (state.arrived.get(id) ?? []).map(({ amount }) => amount);
  const parts = sent.slice(0, mostWritten * 2);
  const sum = sumText(before === null ? parts : [before, ...parts])
    + (sent.length > parts.length ? " + …" : "");
  const total = NumberText.card(after);
  return {
    line,
    heading: `accumulate into ${held}`,
    arithmetic: [sum === total ? `${held} = ${sum}` : `${held} = ${sum} = ${total}`],
    sentence: before === null
      ? `${leaf} is a leaf: what arrived is kept in ${held}.`
      : `${held} held ${NumberText.card(before)} before this pass, and backward adds to it.`,
  };
}

function explainReturn({ returns, pass, line }, { figure, run, sums }) {
  const names = returns.map(({ node }) => Notation.gradient(figure.symbol(node)));
  return {
    line,
    heading: `the pass returns ${listed(names)}`,
    arithmetic: returns.slice(0, mostWritten).map(
      ({ node }, index) => `${names[index]} = ${NumberText.card(sums.get(node) ?? 0)}`),
    sentence: "The program gets the gradient back; no .grad changes.",
  };
}

function explainChange({ clearings, line }, figure) {
  const names = clearings.map(({ leaf }) => Notation.held(figure.symbol(leaf)));
  const changes = clearings.map(({ from, to }) => [from ?? null, to].map(readNumber));
  const text = (value) => value === null ? "None" : NumberText.card(value);
  const factor = commonFactor(changes);
  return {
    line,
    heading: `${listed(names)} changed by the program`,
    arithmetic: changes.slice(0, mostWritten).map(
      ([from, to], index) => `${names[index]}: ${text(from)} → ${text(to)}`),
    sentence: factor === null
      ? "The program put other numbers in place; the next pass adds to them."
      : `Multiplied by ${NumberText.card(factor)}.`,
  };
}

/** What all of some gradients were multiplied by; null where they were changed in another way. */
function commonFactor(changes) {
  const factors = changes.filter(([from, to]) => from !== null && to !== null && (from || to))
    .map(([from, to]) => to / from);
  const [first] = factors;
  if (first === undefined || !Number.isFinite(first) || (changes.length === 1 && first === 0)) {
    return null;
  }
  return factors.every((each) => Math.abs(each - first) <= 1e-5 * Math.abs(first)) ? first : null;
}

function explainClearing({ clearings, line }, figure) {
  const isChange = ({ from, to }) => from !== undefined || (readNumber(to) ?? 0) !== 0;
  if (clearings.some(isChange)) return explainChange({ clearings, line }, figure);
  const names = clearings.map(({ leaf }) => Notation.held(figure.symbol(leaf)));
  return {
    line,
    heading: `${listed(names)} cleared`,
    arithmetic: clearings.slice(0, mostWritten).map(
      ({ to }, index) => `${names[index]} = ${to === null ? "None" : NumberText.card(readNumber(to))}`),
    sentence: clearings.every(({ to }) => to === null)
      ? "None is not zero: there is no gradient until the next pass."
      : "The next pass starts from zero.",
  };
}

function explainUpdate({ updates: recorded, line }, { figure, run }) {
  const updates = recorded.map((update) => run.update(update));
  return {
    line,
    heading: `${listed(updates.map(({ leaf }) => figure.symbol(leaf)))} updated`,
    arithmetic: updates.slice(0, mostWritten).map(({ leaf, from, to }) =>
      `${figure.symbol(leaf)}: ${NumberText.card(from)} → ${NumberText.card(to)}, a change of `
      + NumberText.addend(to - from)),
    sentence: updates.length === 1
      ? "The leaf has a new value; what was computed with the old one stays as it was."
      : "The leaves have new values; what was computed with the old ones stays as it was.",
  };
}

/** `6.0 + 2.0 − 1.0`. */
function sumText(parts) {
  if (parts.length === 0) return "0.0";
  return parts.slice(1).reduce(
    (text, part) => `${text} ${part < 0 ? "−" : "+"} ${NumberText.card(part < 0 ? -part : part)}`,
    NumberText.card(parts[0]));
}

/** The first few of some texts, and how many more there are. */
function listed(texts) {
  const shown = texts.slice(0, mostWritten).join(", ");
  return texts.length > mostWritten ? `${shown} and ${texts.length - mostWritten} more` : shown;
}
