/** One picture of a figure; the same places at every step, filled in with what a step shows. */
class Picture {
  constructor(root, data, figure) {
    this.root = root;
    this.data = data;
    this.figure = figure;
    this.svg = root.querySelector("svg");
    const width = Number(this.svg.getAttribute("width"));
    // Larger where there is room, and no smaller than can be read; then it scrolls.
    this.svg.style.maxWidth = `${Math.round(width * 1.4)}px`;
    this.svg.style.minWidth = `${Math.round(width * 0.8)}px`;
    const groups = new Map();
    for (const group of this.svg.querySelectorAll("[data-subject]")) {
      groups.set(group.dataset.subject, group);
    }
    this.isCircuit = this.svg.querySelector(".gate") !== null;
    this.cards = figure.nodes.flatMap(({ id, subject }) =>
      groups.has(`node ${subject}`) ? [{ id, cell: new CardCell(groups.get(`node ${subject}`)) }] : []);
    this.folds = data.folds.map((fold) => (
      { ...fold, cell: new CardCell(groups.get(`fold ${fold.subject}`)) }));
    this.wires = data.bundles.map((keys) => {
      const edges = keys.map((key) => figure.edges[key]);
      const subject = `edge ${figure.node(edges[0].from).subject} `
        + `${figure.node(edges[0].to).subject} ${edges[0].place}`;
      return { edges, cell: new WireCell(groups.get(subject), groups.get(`sending ${subject}`)) };
    });
    this.seeds = figure.roots.flatMap((id) => {
      const { subject } = figure.node(id);
      const group = groups.get(`seed ${subject}`);
      const sending = groups.get(`sending seed ${subject}`);
      return group ? [{ id, group, cell: new WireCell(group, sending) }] : [];
    });
  }

  /** Paints a step; `other` is the same step of the run to compare with. */
  show(moment, other, errors) {
    const { state } = moment;
    for (const { id, cell } of this.cards) {
      cell.show(
        Card.ofNode(state, id), other && Card.ofNode(other.state, id),
        {
          focus: state.focus === id, computing: state.focus === id && state.seeds.size === 0,
          pending: !state.isComputed(id), error: errors.has(id),
        },
        PictureText.node(moment, id), errors.get(id));
    }
    for (const fold of this.folds) {
      fold.cell.show(
        Card.ofFold(state, fold), other && Card.ofFold(other.state, fold),
        {
          focus: fold.members.includes(state.focus),
          computing: fold.members.includes(state.focus) && state.seeds.size === 0,
        },
        fold.title, null);
    }
    for (const { edges, cell: wire } of this.wires) this.#showWire(edges, wire, moment, other);
    for (const seed of this.seeds) this.#showSeed(seed, state);
    this.svg.querySelector("title").textContent = moment.heading;
    this.svg.querySelector("desc").textContent = PictureText.whole(moment);
  }

  #showWire(edges, wire, moment, other) {
    const { state } = moment;
    const [edge] = edges;
    const isActive = edges.some(({ key }) => state.active.has(key));
    const isSent = edges.some(({ key }) => state.sent.has(key));
    const isComputed = edges.some(({ to }) => state.isComputed(to));
    const isSending = edges.some(({ key }) => state.active.has(key) && state.sent.has(key));
    wire.show(
      edges.length === 1 && isComputed ? this.#labels(edge, state) : {},
      {
        active: isSending, flowing: isActive && !isSending, pending: !isComputed,
        sent: isSent && !isActive,
        differs: Boolean(other) && edges.some(({ key }) =>
          differs(state.sent.get(key), other.state.sent.get(key))),
      },
      edges.length === 1 ? PictureText.edge(moment, edge) : `${edges.length} edges`);
  }

  #labels(edge, state) {
    const sent = state.sent.get(edge.key);
    const entry = (number, text, role) => (
      { text, role, look: Number.isFinite(number) ? "number" : "alarm" });
    if (this.isCircuit) {
      return {
        above: state.isComputed(edge.from)
          ? numberEntry(state.run.values[edge.from], "value", false) : null,
        below: sent === undefined ? null : numberEntry(sent, "gradient", false),
      };
    }
    const local = edge.custom ? null : state.run.local(edge);
    const factor = () => {
      const text = NumberText.plain(local);
      return text.startsWith("−") ? `×(${text})` : `×${text}`;
    };
    const backward = edge.custom ? { text: "backward()", role: "label", look: "number" } : null;
    return {
      above: local === null ? backward : entry(local, factor(), "label"),
      below: sent === undefined ? null : entry(sent, NumberText.addend(sent), "gradient"),
    };
  }

  #showSeed({ id, group, cell: wire }, state) {
    const seed = state.seeds.get(id);
    const hasSeed = seed !== undefined;
    if (!this.isCircuit) group.classList.toggle("unseen", !hasSeed);
    wire.show(
      {
        above: this.isCircuit
          ? (state.isComputed(id) ? numberEntry(state.run.values[id], "value", false) : null)
          : { text: "seed", look: "number", role: "label" },
        below: hasSeed ? numberEntry(seed, "gradient", false) : null,
      },
      { active: hasSeed }, hasSeed ? `seed ${NumberText.card(seed)}` : "no seed yet");
  }

  /** What was clicked on: a node, an edge, or the first member of a fold. */
  subjectOf(target) {
    const name = target.closest?.("[data-subject]")?.dataset.subject?.replace(/^sending /, "");
    if (!name) return null;
    const [kind, ...numbers] = name.split(" ");
    const byNumber = (number) =>
      this.figure.nodes.find(({ subject }) => subject === Number(number))?.id;
    if (kind !== "edge") return { kind: "node", id: byNumber(numbers[0]) };
    const edge = this.figure.edgeAt.get(`${byNumber(numbers[1])} ${numbers[2]}`);
    return edge ? { kind: "edge", id: edge.key } : null;
  }

  /** The middle of a node's card, in the picture's own units. */
  middle(id) {
    const card = this.cards.find((each) => each.id === id)
      ?? this.folds.find(({ members }) => members.includes(id));
    return card?.cell.middle ?? null;
  }
}

function differs(a, b) {
  return a !== b && !(Number.isNaN(a) && Number.isNaN(b))
    && (a === undefined || b === undefined || NumberText.card(a) !== NumberText.card(b));
}
