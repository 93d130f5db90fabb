/**
 * The paths along which a leaf moves the roots: how many there are, counted node by node and not
 * path by path, and the first few with their products.
 */
class Paths {
  #counts = new Map();

  #quotients = new Map();

  /** `seeds` has the gradients that enter in a pass, by node. */
  constructor(run, pass, seeds) {
    this.run = run;
    this.figure = run.figure;
    this.seeds = seeds;
    for (const { gradient, contributions } of run.visits(pass)) {
      for (const { edge, amount } of contributions) {
        this.#quotients.set(edge.key, gradient === 0 ? 0 : amount / gradient);
      }
    }
  }

  /** The local derivative; where the program itself says what is sent, what it came to. */
  #factor(edge) { return this.run.local(edge) ?? this.#quotients.get(edge.key) ?? NaN; }

  #edges(node) {
    return (this.figure.edgesFrom.get(node) ?? []).filter((edge) => this.figure.carriesGradient(edge));
  }

  /** How many paths lead from a node to a root that has a seed, as a BigInt. */
  count(start) {
    // Users stand behind their operands, so that one walk from the end counts every node once.
    if (this.#counts.size === 0) {
      for (const { id } of [...this.figure.nodes].reverse()) {
        const own = this.seeds.has(id) ? 1n : 0n;
        this.#counts.set(id, this.#edges(id).reduce((sum, { to }) => sum + this.#counts.get(to), own));
      }
    }
    return this.#counts.get(start);
  }

  /** The first few paths from a node, each with its nodes, factors and product. */
  first(start, limit) {
    this.count(start);
    const found = [];
    const waiting = [{ nodes: [start], factors: [] }];
    while (waiting.length > 0 && found.length < limit) {
      const { nodes, factors } = waiting.pop();
      const end = nodes[nodes.length - 1];
      if (this.seeds.has(end)) {
        const all = [this.seeds.get(end), ...[...factors].reverse()];
        found.push({ nodes, factors: all, product: all.reduce((a, b) => a * b) });
      }
      for (const edge of this.#edges(end).reverse()) {
        if (this.#counts.get(edge.to) === 0n) continue;
        waiting.push({ nodes: [...nodes, edge.to], factors: [...factors, this.#factor(edge)] });
      }
    }
    return found;
  }
}
