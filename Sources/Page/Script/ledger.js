/** The account of every leaf at a step, beside its measured slope. */
class LedgerPane {
  #slopes = new Map();
  static #mostRows = 200;

  constructor(root) { this.root = root; }

  show(moment, other) {
    const { state } = moment;
    const accounts = state.accounts.slice(0, LedgerPane.#mostRows);
    if (accounts.length === 0) {
      this.root.replaceChildren(element("p", {}, "No leaf needs a gradient."));
      return;
    }
    const rows = accounts.map((account, index) => ({
      class: account.leaf === state.focus ? "focus" : null,
      cells: this.#cells(account, state, other?.state.accounts[index]),
    }));
    const more = state.figure.leaves.length - accounts.length;
    this.root.replaceChildren(
      table("Ledger", ["leaf", "value", "before", "arrived in this pass", "grad", "measured slope"],
        rows),
      more > 0 ? element("p", {}, `… and ${more} more leaves`) : "");
    this.#scrollToFocus();
  }

  #scrollToFocus() {
    const { scrollHeight, clientHeight } = this.root;
    const row = this.root.querySelector("tr.focus");
    if (row && scrollHeight > clientHeight) this.root.scrollTop = row.offsetTop - clientHeight / 2;
  }

  #cells(account, state, other) {
    const number = (value, kind, before) => value === null ? "None"
      : element("span", {}, other && differs(value, before ?? undefined)
        ? element("s", {}, before === null || before === undefined ? "None" : NumberText.card(before))
        : null, amount(NumberText.card(value), kind));
    return [
      state.figure.symbol(account.leaf),
      number(account.value, "value", other?.value),
      account.before === null ? "None" : amount(NumberText.card(account.before), "gradient"),
      arrivedText(account),
      account.gradient === null ? "None" : number(account.gradient, "gradient", other?.gradient),
      this.#measured(account, state),
    ];
  }

  /** The slope that the gradient of this pass should agree with, once the pass has been here. */
  #measured({ leaf, arrived, due }, state) {
    if (state.pass === null || due === 0 || arrived.length < due) return "";
    const { slope, step, kink } = this.#slope(state.run, state.pass, leaf);
    const place = kink === null ? "" : `, at a kink of ${state.figure.equation(kink)}`;
    return element("span", { title: `central difference with h = ${NumberText.card(step)}` },
      NumberText.card(slope), place);
  }

  #slope(run, pass, leaf) {
    if (!this.#slopes.has(run)) this.#slopes = new Map([[run, new Map()]]);
    const known = this.#slopes.get(run);
    if (!known.has(pass)) known.set(pass, { differences: new Differences(run, pass), slopes: new Map() });
    const { differences, slopes } = known.get(pass);
    if (!slopes.has(leaf)) slopes.set(leaf, differences.slope(leaf));
    return slopes.get(leaf);
  }
}

/** `2.0 + 1.0, 1 of 3 still to come`. */
function arrivedText({ arrived, due, hook }) {
  if (arrived.length === 0) return "";
  const shown = arrived.slice(0, 6).map(NumberText.card).join(" + ").replaceAll("+ −", "− ");
  const missing = due - arrived.length;
  return `${shown}${arrived.length > 6 ? " + …" : ""}`
    + (hook ? `, a hook made ${NumberText.card(hook.after)} of it` : "")
    + (missing > 0 ? `, ${missing} of ${due} still to come` : "");
}
