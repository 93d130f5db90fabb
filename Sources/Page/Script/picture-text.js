/** A picture in words, for those who do not see it; `PictureText.swift` in the page. */
const PictureText = {
  /** How many nodes are told one by one. */
  limit: 60,

  whole(moment) {
    const { figure } = moment.state;
    const nodes = figure.nodes.slice(0, PictureText.limit).map(({ id }) =>
      `${PictureText.node(moment, id)}.`);
    const more = figure.nodes.length - nodes.length;
    if (more > 0) nodes.push(`${more} more nodes follow.`);
    return `A computation graph; values flow from left to right. ${nodes.join(" ")}`;
  },

  node(moment, id) {
    const { state } = moment;
    const node = state.figure.node(id);
    const kind = node.kind === "untracked" ? "computed without tracking" : node.kind;
    const value = state.isComputed(id)
      ? `value ${NumberText.card(state.run.values[id])}` : "value not computed yet";
    const hook = state.hooks.get(id);
    const hooked = hook
      ? `, a hook made ${NumberText.card(hook.after)} of ${NumberText.card(hook.before)}` : "";
    const order = node.order ? `, computed by a backward pass, order ${node.order}` : "";
    return `${state.figure.equation(id)}: ${kind}, ${value}, ${PictureText.gradient(state, id)}`
      + `${hooked}${order}`;
  },

  gradient(state, id) {
    if (!isTrackedKind(state.figure.node(id).kind)) return "needs no gradient";
    const gradient = state.gradients.get(id);
    if (!gradient) return state.cleared.has(id) ? "gradient None" : "gradient not there yet";
    const { value, arrived, due, why } = gradient;
    const waiting = arrived < due ? `, ${arrived} of ${due} contributions arrived` : "";
    return `gradient ${NumberText.card(value)}${waiting}${why ? `, ${why}` : ""}`;
  },

  edge(moment, edge) {
    const { state } = moment;
    const ends = `${state.figure.symbol(edge.from)} → ${state.figure.symbol(edge.to)}`;
    if (!state.figure.carriesGradient(edge)) return `${ends}: carries no gradient`;
    const number = state.isComputed(edge.to) ? state.run.local(edge) : null;
    const local = number === null ? "" : `local derivative ${NumberText.card(number)}, `;
    const sent = state.sent.get(edge.key);
    const contribution = sent === undefined
      ? "nothing sent yet" : `contribution ${NumberText.addend(sent)}`;
    return `${ends}: ${local}${contribution}`;
  },
};
