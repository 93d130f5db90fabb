/** The program beside the picture: its numbers can be changed, and what it prints stands with it. */
class CodePane {
  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.list = element("ol", {});
    this.printed = element("div", { class: "printed", hidden: true });
    root.append(this.list, this.printed);
    this.knobs = new Knobs(this.list, {
      numberOf: (target) => {
        const number = target.closest?.("[data-number]")?.dataset.number;
        return number === undefined ? null : Number(number);
      },
      textOf: (number) => player.textOf(number),
      onChange: (number, text) => player.change(number, text),
      onOpen: (number) => this.#type(number),
    });
  }

  /** Shows a program that has run; `recorded` is the same program before it was changed. */
  show(run, recorded) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.number : null;
    const numbers = new Map();
    run.program.numbers.forEach((number, index) => {
      numbers.set(number.line, [...numbers.get(number.line) ?? [], { ...number, index }]);
    });
    const told = CodePane.#told(run.program, recorded.program);
    let expected = null;
    this.lines = new Map();
    this.list.replaceChildren(...run.cells.flatMap((cell, place) =>
      cell.source.replace(/\n+$/, "").split("\n").map((text, index) => {
        const line = cell.line + index;
        const isClaimAlone = /^\s*#>/.test(text);
        if (!isClaimAlone) expected = told.get(line) ?? null;
        const code = element("code", {}, this.#line(text, numbers.get(line) ?? []));
        if (expected) for (const claim of code.querySelectorAll(".claim")) {
          claim.replaceWith(element("s", { class: "claim" }, claim.textContent),
            ...(expected.isTold ? [] : [element("span", { class: "claim now" }, ` #> ${expected.text}`)]));
          expected.isTold = true;
        }
        const item = element("li", { value: line, class: place > 0 && index === 0 ? "begins" : null }, code);
        this.lines.set(line, item);
        return item;
      })));
    if (focused !== null) this.list.querySelector(`[data-number="${focused}"]`)?.focus({ preventScroll: true });
    this.#print(run.program, recorded.program);
  }

  /** What lines print now where they printed something else. */
  static #told(program, recorded) {
    const [now, then] = [program, recorded].map(({ output }) => {
      const lines = new Map();
      for (const { line, text } of output) lines.set(line, (lines.get(line) ?? "") + text);
      return lines;
    });
    return new Map([...now].filter(([line, text]) => text !== then.get(line))
      .map(([line, text]) => [line, { text: text.trimEnd().split("\n").join(" ⏎ "), isTold: false }]));
  }

  #line(text, numbers) {
    const nodes = [];
    let done = 0;
    for (const { index, column, length } of numbers) {
      const number = text.slice(column, column + length);
      nodes.push(...highlighted(text.slice(done, column)), element("span", {
        class: this.player.changes.has(index) ? "number changed" : "number", "data-number": index,
        title: "Drag, or click to type", ...Knobs.attributes(number, `${number} in the program`),
      }, number));
      done = column + length;
    }
    return [...nodes, ...highlighted(text.slice(done))];
  }

  #type(number) {
    const node = this.list.querySelector(`[data-number="${number}"]`);
    // What is replaced loses the focus while that happens, and must not be replaced for it again.
    let isDone = false;
    const close = () => {
      if (isDone) return;
      isDone = true;
      field.replaceWith(node);
    };
    const field = numberField(this.player.textOf(number), "Another number", (text) => {
      close();
      node.focus({ preventScroll: true });
      if (text !== null) this.player.change(number, text);
    });
    node.replaceWith(field);
    field.addEventListener("blur", close);
    field.focus();
    field.select();
  }

  /** What the program prints, and what is to be warned of since it was changed. */
  #print(program, recorded) {
    const text = (each) => each.output.map((line) => line.text).join("");
    const [now, then] = [text(program), text(recorded)];
    const known = new Set(recorded.warnings.map((warning) => warning.text));
    const warnings = program.warnings.filter((warning) => !known.has(warning.text));
    this.printed.hidden = now === "" && then === "" && warnings.length === 0;
    this.printed.replaceChildren(
      element("p", { class: "label" }, now === then ? "It prints" : "It prints now"),
      element("pre", { tabindex: 0 }, element("samp", {}, now.trimEnd())),
      ...warnings.map((warning) => (
        element("p", { class: "warning" }, `Line ${warning.line}: `, ...marked(warning.text)))));
  }

  /** Marks the line that a step belongs to. */
  mark(line) {
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const item = this.lines?.get(line);
    if (!item) return;
    item.setAttribute("aria-current", "step");
    const { list } = this;
    const [top, bottom] = [item.offsetTop - list.offsetTop, item.offsetTop - list.offsetTop + item.offsetHeight];
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) {
      list.scrollTo({ top: top - list.clientHeight / 2, behavior: prefersStillness() ? "instant" : "smooth" });
    }
  }

  /** Lights a name wherever it stands, and a line. */
  light(name, line) {
    for (const [number, item] of this.lines ?? []) item.classList.toggle("lit", number === line);
    for (const each of this.list.querySelectorAll(".name")) {
      each.classList.toggle("lit", name !== null && isSameName(each.dataset.name, name));
    }
  }
}
