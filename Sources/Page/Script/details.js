/** A closer look at one edge, node or leaf: its contribution, its full sum, its paths. */
class DetailsPanel {
  static #mostPaths = 12;
  #select = element("select", { onchange: () => this.#choose() });
  #card = element("div", { class: "closer", "aria-live": "polite" });

  constructor(root, player) {
    this.player = player;
    const { figure } = player;
    const option = (kind, id, text) => element("option", { value: `${kind} ${id}` }, text);
    this.#select.append(
      element("option", { value: "" }, "choose a node or an edge"),
      element("optgroup", { label: "Nodes" },
        figure.nodes.map(({ id }) => option("node", id, figure.equation(id)))),
      element("optgroup", { label: "Edges" },
        figure.edges.filter((edge) => figure.carriesGradient(edge)).map((edge) => option(
          "edge", edge.key, this.#edgeName(edge)))));
    root.append(
      element("label", {}, "Look at ", this.#select),
      element("p", { class: "remark" }, "Or click on a card or a wire in the picture."),
      this.#card);
  }

  #edgeName(edge) {
    const { figure } = this.player;
    const isRepeated = (figure.edgesInto.get(edge.to) ?? []).filter(
      ({ from }) => from === edge.from).length > 1;
    return `${figure.symbol(edge.from)} → ${figure.symbol(edge.to)}`
      + (isRepeated ? ` (use ${edge.place + 1})` : "");
  }

  /** Shows what was clicked on. */
  open({ kind, id }) {
    this.#select.value = `${kind} ${id}`;
    this.#choose();
  }

  #choose() { this.show(this.player.moment); }

  show({ state }) {
    const [kind, number] = this.#select.value.split(" ");
    if (!kind) return this.#card.replaceChildren();
    if (this.player.quiz.isOn && this.player.position < this.player.last) {
      return this.#card.replaceChildren(
        element("p", {}, "While you predict, this is told after the last step."));
    }
    const id = Number(number);
    const pass = state.pass;
    if (kind === "edge") return this.#card.replaceChildren(...this.#edge(id, state, pass));
    return this.#card.replaceChildren(...this.#node(id, state, pass));
  }

  #edge(key, { figure, run }, pass) {
    const edge = figure.edges[key];
    const [operand, node] = [figure.symbol(edge.from), figure.symbol(edge.to)];
    const visit = pass === null ? null : run.visits(pass).find((each) => each.node === edge.to);
    const sent = visit?.contributions.find((each) => each.edge.key === key);
    const lines = edge.custom
      ? [`what is sent is the program's own: ${edge.custom}`] : [this.#localLine(edge, run)];
    if (sent) {
      lines.push(`upstream ${Notation.gradient(node)} = ${NumberText.card(visit.gradient)}`);
      lines.push(`contribution = upstream × local = ${new Arithmetic(sent, visit.gradient, run).text}`);
    }
    const reason = branchReason(run, edge);
    return [
      element("h4", {}, `The edge ${this.#edgeName(edge)}`),
      ...lines.map((line) => arithmeticLine(line)),
      reason ? element("p", {}, `This branch, since ${reason}.`) : "",
      sent ? "" : element("p", {}, "Nothing is sent along it in this pass."),
    ];
  }

  /** `∂m/∂w = x = 3.0`. */
  #localLine(edge, run) {
    const local = run.localFormula(edge);
    const numbers = local.hasSymbols ? ` = ${Typesetter.numericText(local)}` : "";
    const partial = Notation.partial(run.figure.symbol(edge.to), run.figure.symbol(edge.from));
    const formula = `${partial} = ${Typesetter.text(local)}${numbers}`;
    const value = NumberText.card(run.local(edge));
    return formula.endsWith(`= ${value}`) ? formula : `${formula} = ${value}`;
  }

  #node(id, state, pass) {
    const { figure, run } = state;
    const node = figure.node(id);
    const heading = element("h4", {}, figure.equation(id));
    const value = element("p", {}, "value ", amount(NumberText.card(state.value(id)), "value"));
    if (!isTrackedKind(node.kind)) {
      return [heading, value, element("p", {}, "Autograd does not track it: no gradient comes here.")];
    }
    if (pass === null) return [heading, value, element("p", {}, "No backward pass has been here.")];
    return [heading, value, ...this.#sum(id, run, pass), ...this.#paths(id, run, pass)];
  }

  /** Everything that arrives in the pass, added up. */
  #sum(id, run, pass) {
    const { figure } = run;
    const parts = [...entering(run, pass)].filter(([node]) => node === id)
      .map(([, value]) => ({ value, from: "the seed" }));
    for (const visit of run.visits(pass)) {
      if (!figure.has(visit.node)) continue;
      for (const { edge, amount: value } of visit.contributions) {
        if (edge.from === id) parts.push({ value, from: figure.symbol(edge.to) });
      }
    }
    if (parts.length === 0) return [element("p", {}, "Nothing arrives in this pass.")];
    const sums = new Sums(figure.tape.precision);
    for (const { value } of parts) sums.add(id, value);
    const shown = parts.slice(0, 12).map(({ value }) => value);
    const total = NumberText.card(sums.get(id));
    const sum = `${sumText(shown)}${parts.length > 12 ? " + …" : ""}`;
    const gradient = Notation.gradient(figure.symbol(id));
    const froms = parts.slice(0, 12).map(
      ({ value, from }) => `${NumberText.card(value)} from ${from}`);
    return [
      arithmeticLine(sum === total ? `${gradient} = ${sum}` : `${gradient} = ${sum} = ${total}`),
      element("p", {}, `${froms.join(", ")}${parts.length > 12 ? ` and ${parts.length - 12} more` : ""}.`),
    ];
  }

  /** All ways from the node to what was seeded, the first few with their products. */
  #paths(id, run, pass) {
    const { figure } = run;
    const paths = new Paths(run, pass, entering(run, pass));
    const count = paths.count(id);
    if (count === 0n) return [element("p", {}, "No path leads from it to what was seeded.")];
    const first = paths.first(id, DetailsPanel.#mostPaths);
    const one = count === 1n ? "1 path" : `${count} paths`;
    return [
      element("p", { class: "paths" }, `${one}, showing ${first.length}: seed × local derivatives`),
      element("ol", { class: "paths" }, first.map(({ nodes, factors, product }) => element("li", {},
        element("span", { class: "way" }, nodes.map((node) => figure.symbol(node)).join(" → ")),
        element("span", { class: "product" },
          `${factors.map(NumberText.factor).join(" · ")} = ${NumberText.card(product)}`)))),
    ];
  }
}

/** The gradients that enter the graph in a pass, by node. */
function entering(run, pass) {
  const state = State.start(run, pass);
  state.apply({ kind: "seeded", pass });
  return state.seeds;
}
