/** The state of a graph between two steps; `FrameState.swift` in the page. */
class State {
  constructor(run) {
    this.run = run;
    this.figure = run.figure;
  }

  /** Before the first step, which belongs to a pass or to none. */
  static start(run, pass) {
    const state = Object.assign(new State(run), { computed: new Set(), values: new Map() });
    state.#beginPass(pass, new Map());
    return state;
  }

  copy() {
    const copy = Object.assign(new State(this.run), this);
    for (const name of ["computed", "active", "cleared"]) copy[name] = new Set(this[name]);
    for (const name of ["values", "before", "gradients", "sums", "sent", "seeds", "hooks"]) {
      copy[name] = new Map(this[name]);
    }
    copy.arrived = new Map([...this.arrived].map(([node, list]) => [node, [...list]]));
    return copy;
  }

  #beginPass(pass, held) {
    this.pass = pass;
    this.before = this.#withEarlier(held);
    this.gradients = new Map();
    this.arrived = new Map();
    this.sums = new Map();
    this.sent = new Map();
    this.seeds = new Map();
    this.hooks = new Map();
    this.active = new Set();
    /** The leaves that the program cleared to None. */
    this.cleared = new Set();
    this.focus = null;
    this.due = new Map();
    for (const visit of this.#visits()) {
      for (const { edge } of visit.contributions) {
        this.due.set(edge.from, (this.due.get(edge.from) ?? 0) + 1);
      }
    }
    for (const leaf of this.before.keys()) this.#show(leaf);
  }

  /** What the leaves hold, with what passes through other graphs left there. */
  #withEarlier(held) {
    for (const { pass, leaf } of this.figure.accumulations) {
      if (pass !== this.pass || held.has(leaf)) continue;
      const { before } = this.run.accumulation(pass, leaf);
      if (before !== null) held.set(leaf, before);
    }
    return held;
  }

  #visits() {
    if (this.pass === null) return [];
    return this.run.visits(this.pass).filter((visit) => this.figure.has(visit.node));
  }

  /** Takes a step. */
  apply(step) {
    if (step.pass !== this.pass) this.#beginPass(step.pass, this.#held());
    switch (step.kind) {
      case "computed": return this.#compute(step.nodes);
      case "seeded": return this.#seed();
      case "hooked": return this.#hook(step);
      case "visited": return this.#send(this.run.visit(step.pass, step.visit));
      case "accumulated": return this.#accumulate(step);
      case "returned": return this.#activate([], step.returns.length === 1 ? step.returns[0].node : null);
      case "cleared": return this.#clear(step.clearings);
      default: return this.#update(step.updates);
    }
  }

  /** What the leaves keep when another pass begins. */
  #held() {
    const held = new Map();
    for (const { id } of this.figure.leaves) {
      const gradient = this.gradient(id);
      if (gradient !== null) held.set(id, gradient);
    }
    return held;
  }

  /** Whether the pass adds to what a leaf holds, rather than give its gradient back. */
  keeps(leaf) {
    return this.pass !== null && this.run.accumulation(this.pass, leaf) !== undefined;
  }

  /** What a leaf's gradient is; a pass that only returns leaves it as it was. */
  gradient(leaf) {
    if (this.keeps(leaf) && this.gradients.has(leaf)) return this.gradients.get(leaf).value;
    return this.before.get(leaf) ?? null;
  }

  #activate(edges, focus) {
    this.active = new Set(edges.filter((edge) => edge.key >= 0).map((edge) => edge.key));
    this.focus = focus ?? null;
  }

  #compute(nodes) {
    for (const id of nodes) this.computed.add(id);
    const edges = nodes.flatMap((id) => this.figure.edgesInto.get(id) ?? []);
    this.#activate(edges, nodes[nodes.length - 1]);
  }

  #seed() {
    const seeds = this.run.seeds(this.pass);
    this.#beginAccounts();
    for (const { node, value } of seeds) this.#enter(node, value);
    for (const visit of this.run.visits(this.pass)) {
      if (this.figure.has(visit.node)) continue;
      for (const { edge, amount } of visit.contributions) {
        // A zero from outside changes nothing, and is no seed.
        if (amount !== 0) this.#enter(edge.from, amount);
      }
    }
    this.#activate([], seeds.find(({ node }) => this.figure.has(node))?.node);
  }

  /** What the leaves hold when the pass begins, whatever became of it since the one before. */
  #beginAccounts() {
    for (const { pass, leaf } of this.figure.accumulations) {
      if (pass !== this.pass || !this.figure.has(leaf)) continue;
      const { before } = this.run.accumulation(pass, leaf);
      if (before === (this.before.get(leaf) ?? null)) continue;
      this.gradients.delete(leaf);
      if (before === null) { this.before.delete(leaf); continue; }
      this.before.set(leaf, before);
      this.#show(leaf);
    }
  }

  #enter(id, amount) {
    if (!this.figure.has(id)) return;
    this.seeds.set(id, (this.seeds.get(id) ?? 0) + amount);
    this.#arrive({ edge: null, amount }, id);
  }

  #send(visit) {
    for (const { edge, amount } of visit.contributions) {
      this.sent.set(edge.key, amount);
      if (this.figure.has(edge.from)) this.#arrive({ edge, amount }, edge.from);
    }
    const receivers = new Set(visit.contributions.map(({ edge }) => edge.from));
    this.#activate(
      visit.contributions.map(({ edge }) => edge),
      receivers.size === 1 ? [...receivers][0] : visit.node);
  }

  /** Hooks put what they return in place of what arrived. */
  #hook({ pass, node }) {
    const hook = this.run.passes[pass].hooks.get(node);
    this.sums.set(node, hook.after);
    this.hooks.set(node, hook);
    this.#show(node);
    this.#activate([], node);
  }

  #accumulate({ pass, leaf }) {
    const gradient = this.gradients.get(leaf);
    const { after } = this.run.accumulation(pass, leaf);
    if (gradient) this.gradients.set(leaf, { ...gradient, value: after });
    this.#activate([], leaf);
  }

  #clear(clearings) {
    for (const { leaf, to: written } of clearings) {
      const to = readNumber(written);
      for (const map of [this.arrived, this.sums, this.before, this.gradients, this.hooks]) {
        map.delete(leaf);
      };
      if (to === null) {
        this.cleared.add(leaf);
        continue;
      }
      this.before.set(leaf, to);
      this.gradients.set(leaf, { value: to, arrived: 0, due: 0, why: to === 0 ? "cleared" : null });
    }
    this.#activate([], clearings.length === 1 ? clearings[0].leaf : null);
  }

  #update(updates) {
    for (const { leaf, to } of updates.map((update) => this.run.update(update))) {
      this.values.set(leaf, to);
    }
    this.#activate([], updates.length === 1 ? updates[0].leaf : null);
  }

  #round(id, value) { return Precision[this.figure.tape.precision[id]](value); }

  #arrive(arrival, id) {
    if (!this.arrived.has(id)) this.arrived.set(id, []);
    this.arrived.get(id).push(arrival);
    const sum = this.sums.get(id);
    this.sums.set(id, this.#round(id, (sum ?? 0) + arrival.amount));
    if (sum === undefined) this.sums.set(id, this.#round(id, arrival.amount));
    this.#show(id);
  }

  #show(id) {
    const before = this.before.get(id) ?? null;
    const sum = this.sums.get(id);
    const total = this.#round(id, before === null ? sum : sum === undefined ? before : before + sum);
    const arrivals = this.arrived.get(id) ?? [];
    const arrived = arrivals.filter(({ edge }) => edge).length;
    const due = this.due.get(id) ?? 0;
    const why = arrived !== due ? null
      : zeroReason(this.run, total, arrivals, before, (node) => this.gradients.get(node)?.value);
    this.cleared.delete(id);
    this.gradients.set(id, { value: total, arrived, due, why });
  }

  isComputed(id) {
    return !isComputedKind(this.figure.node(id).kind) || this.computed.has(id);
  }

  value(id) { return this.values.get(id) ?? this.run.values[id]; }

  /** How many contributions each node still waits for. */
  get awaited() {
    return this.figure.nodes.flatMap(({ id }) => {
      const arrived = (this.arrived.get(id) ?? []).filter(({ edge }) => edge).length;
      const count = (this.due.get(id) ?? 0) - arrived;
      return count > 0 ? [{ node: id, count }] : [];
    });
  }

  /** What each leaf holds, and how it came about. */
  get accounts() {
    return this.figure.leaves.map(({ id }) => {
      const isKept = this.keeps(id);
      return {
        leaf: id,
        value: this.value(id),
        before: this.before.get(id) ?? null,
        arrived: isKept ? (this.arrived.get(id) ?? []).map(({ amount }) => amount) : [],
        due: isKept ? this.due.get(id) ?? 0 : 0,
        hook: isKept ? this.hooks.get(id) ?? null : null,
        gradient: this.gradient(id),
      };
    });
  }
}
