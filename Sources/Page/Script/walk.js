/** All steps of a run; any can be asked for at any time, and is the same whichever way one came. */
class Walk {
  static #stride = 32;
  #checkpoints = [];

  constructor(run) {
    this.run = run;
    this.steps = run.figure.steps;
  }

  get count() { return this.steps.length; }

  /** The state after a step, and what there is to say about it. */
  at(index) {
    const state = this.#state(index);
    const step = this.steps[index];
    return {
      index, step, state,
      title: `Step ${index + 1} of ${this.count}`,
      ...explanation(step, state),
      awaited: ["seeded", "hooked", "visited"].includes(step.kind) ? state.awaited : [],
    };
  }

  #state(index) {
    const start = Math.floor(index / Walk.#stride);
    for (let block = this.#checkpoints.length; block <= start; block += 1) {
      this.#checkpoints.push(block === 0
        ? State.start(this.run, this.steps[0].pass)
        : this.#advanced(this.#checkpoints[block - 1], (block - 1) * Walk.#stride,
          block * Walk.#stride));
    }
    return this.#advanced(this.#checkpoints[start], start * Walk.#stride, index + 1);
  }

  #advanced(state, from, to) {
    const copy = state.copy();
    for (let step = from; step < to; step += 1) copy.apply(this.steps[step]);
    return copy;
  }
}
