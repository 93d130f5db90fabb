/** One graph of the program as it was recorded: the tape below it, its passes and its steps. */
class Figure {
  constructor(data) {
    Object.assign(this, data);
    this.tape.value = this.tape.value.map(readNumber);
    this.allPasses = [...this.passes, ...this.earlier];
    this.accumulations = this.history.filter(({ pass }) => pass !== null);
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.edges = this.edges.map(([from, to, place, custom], key) => (
      { from, to, place, custom: custom ?? null, key }));
    this.leaves = this.nodes.filter((node) => node.kind === "leaf");
    this.edgesInto = groupBy(this.edges, (edge) => edge.to);
    this.edgesFrom = groupBy(this.edges, (edge) => edge.from);
    this.edgeAt = new Map(this.edges.map((edge) => [`${edge.to} ${edge.place}`, edge]));
  }

  node(id) { return this.byId.get(id); }
  has(id) { return this.byId.has(id); }
  origin(id) { return this.tape.origin[id]; }
  symbol(id) { return this.node(id)?.symbol ?? `v${id}`; }

  /** `m = w × x`, or the bare symbol of a node that no operation made. */
  equation(id) {
    const node = this.node(id);
    if (!node) return "";
    return isComputedKind(node.kind) ? `${node.symbol} = ${node.definition}` : node.symbol;
  }

  carriesGradient(edge) {
    return this.node(edge.to).kind === "computed" && isTrackedKind(this.node(edge.from).kind);
  }

  /** The edge that a contribution of the tape went along; it may lead out of the graph. */
  edgeOf(sender, place, receiver) {
    return this.edgeAt.get(`${sender} ${place}`)
      ?? { from: this.origin(receiver), to: sender, place, custom: null, key: -1 };
  }
}

function isTrackedKind(kind) { return kind === "leaf" || kind === "computed"; }

function isComputedKind(kind) { return kind !== "leaf" && kind !== "constant"; }

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item); else groups.set(key(item), [item]);
  }
  return groups;
}

/** A number of the data; what JSON has no number for stands there in a string. */
function readNumber(written) {
  if (typeof written === "number") return written;
  return { nan: NaN, inf: Infinity, "-inf": -Infinity }[written] ?? null;
}
