/** The cells of the program that a figure's steps touch, with the line of the step. */
class CodePane {
  #lines = new Map();
  #current = null;

  constructor(root, program, figure) {
    this.root = root;
    const touched = new Set(figure.steps.map(({ line }) => line));
    const list = root.querySelector("ol");
    for (const { line: first, source } of program) {
      const lines = source.split("\n");
      if (!lines.some((_, index) => touched.has(first + index))) continue;
      lines.forEach((text, index) => {
        const line = element("li", { value: first + index, class: index === 0 ? "begins" : null },
          element("code", {}, text === "" ? " " : text));
        this.#lines.set(first + index, line);
        list.append(line);
      });
    }
  }

  show(line) {
    this.#current?.removeAttribute("aria-current");
    this.#current = this.#lines.get(line) ?? null;
    if (!this.#current) return;
    this.#current.setAttribute("aria-current", "step");
    const { offsetTop, offsetHeight } = this.#current;
    const { scrollTop, clientHeight } = this.root;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
      this.root.scrollTop = offsetTop - clientHeight / 2;
    }
  }

  text(line) { return this.#lines.get(line)?.textContent.trim() ?? ""; }
}
