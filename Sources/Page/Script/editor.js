/** The program to type in: CodeMirror where the page brings it, and else a plain text area. */
class Editor {
  #mirror = null;
  #marked = new Map();
  #isSet = false;

  /** `onEdit` hears of every change that a reader makes, `onRun` of Ctrl-Enter. */
  constructor(area, { onEdit, onRun }) {
    this.area = area;
    const mirror = globalThis.CodeMirror;
    if (mirror) return this.#dress(mirror, onEdit, onRun);
    area.addEventListener("input", onEdit);
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onRun();
    });
  }

  #dress(CodeMirror, onEdit, onRun) {
    const { area } = this;
    this.#mirror = CodeMirror.fromTextArea(area, {
      mode: "python", theme: "gradwalk", lineNumbers: true, indentUnit: 4, inputStyle: "contenteditable",
      viewportMargin: 300, screenReaderLabel: area.getAttribute("aria-label"),
      extraKeys: {
        Tab: (editor) => editor.execCommand(editor.somethingSelected() ? "indentMore" : "insertSoftTab"),
        "Shift-Tab": "indentLess", Esc: () => this.#release(), "Ctrl-Enter": onRun, "Cmd-Enter": onRun,
      },
    });
    const field = this.#mirror.getInputField();
    for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"],
      ["aria-describedby", area.getAttribute("aria-describedby")]]) field.setAttribute(name, value);
    this.#mirror.on("change", () => {
      this.#hold();
      if (!this.#isSet) onEdit();
    });
    this.#mirror.on("blur", () => this.#hold());
    // What a hidden or unstyled box was measured as does not hold.
    new ResizeObserver(() => this.#mirror.refresh()).observe(this.#mirror.getWrapperElement());
  }

  static #leaving = { name: "leaving", Tab: false, "Shift-Tab": false };

  /** Lets the next Tab leave the editor, as it leaves every other field. */
  #release() { this.#mirror.addKeyMap(Editor.#leaving); }

  #hold() { this.#mirror.removeKeyMap(Editor.#leaving.name); }

  get text() { return this.#mirror?.getValue() ?? this.area.value; }

  /** Another text, of which `onEdit` does not hear. */
  set text(text) {
    this.#isSet = true;
    if (this.#mirror) {
      const isFirst = this.text === "";
      this.#mirror.setValue(text);
      // A text that takes another's place can be undone.
      if (isFirst) this.#mirror.clearHistory();
    } else {
      this.area.value = text;
    }
    this.#isSet = false;
  }

  /** Puts another text in the place of a piece of a line; false where that piece is no longer there. */
  replace({ line, column, text: old }, text) {
    const lines = this.text.split("\n");
    if (lines[line - 1]?.slice(column, column + old.length) !== old) return false;
    this.#isSet = true;
    if (this.#mirror) {
      this.#mirror.replaceRange(text, { line: line - 1, ch: column }, { line: line - 1, ch: column + old.length }, "+knob");
    } else {
      lines[line - 1] = lines[line - 1].slice(0, column) + text + lines[line - 1].slice(column + old.length);
      this.area.value = lines.join("\n");
    }
    this.#isSet = false;
    return true;
  }

  /** Gives one line a class, and takes it from the line that had it; 0 is none. */
  mark(name, line) {
    const mirror = this.#mirror;
    if (!mirror) return;
    const old = this.#marked.get(name);
    if (old) mirror.removeLineClass(old, "wrap", name);
    const isThere = line > 0 && line <= mirror.lineCount();
    this.#marked.set(name, isThere ? mirror.addLineClass(line - 1, "wrap", name) : null);
  }

  /** Scrolls a line into view, without taking the focus. */
  reveal(line) {
    if (line > 0) this.#mirror?.scrollIntoView({ line: line - 1, ch: 0 }, 40);
  }

  /** Puts the cursor into a line. */
  enter(line) {
    if (this.#mirror) {
      this.#mirror.focus();
      this.#mirror.setCursor(line - 1, 0);
      return;
    }
    const start = this.text.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, this.text.indexOf("\n", start) < 0 ? this.text.length : this.text.indexOf("\n", start));
  }
}
