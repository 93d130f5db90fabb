/** What a card says of a node at one step, before it has a place; `Card.swift` in the page. */
const Card = {
  ofNode(state, id) {
    return {
      value: state.isComputed(id)
        ? numberEntry(state.run.values[id], "value", false) : absentEntry("not yet"),
      gradient: gradientEntry(state, id),
      notes: [...gradientNotes(state, id), ...orderNotes(state.figure.node(id))],
    };
  },

  /** What a fold shows: how much it hides, and its output if it has only one. */
  ofFold(state, fold) {
    const hidden = `${fold.members.length} values folded`;
    if (fold.outputs.length === 1) {
      const card = Card.ofNode(state, fold.outputs[0]);
      return { ...card, notes: [`of ${state.figure.symbol(fold.outputs[0])}`, hidden] };
    }
    const tracked = fold.members.filter((id) => isTrackedKind(state.figure.node(id).kind)).length;
    const computed = fold.members.filter((id) => state.isComputed(id)).length;
    const arrived = fold.members.filter((id) => {
      const gradient = state.gradients.get(id);
      return gradient && gradient.arrived >= gradient.due;
    }).length;
    return {
      value: absentEntry(`${computed} of ${fold.members.length}`),
      gradient: absentEntry(tracked === 0 ? "—" : `${arrived} of ${tracked}`),
      notes: [hidden],
    };
  },
};

function absentEntry(text) { return { text, look: "absent", role: "muted" }; }

function numberEntry(number, role, marksZero) {
  const look = !Number.isFinite(number) ? "alarm" : marksZero && number === 0 ? "zero" : "number";
  return { text: NumberText.card(number), look, role, number };
}

function gradientEntry(state, id) {
  if (!isTrackedKind(state.figure.node(id).kind)) return absentEntry("—");
  const gradient = state.gradients.get(id);
  return gradient ? numberEntry(gradient.value, "gradient", true) : absentEntry("not yet");
}

function gradientNotes(state, id) {
  const gradient = state.gradients.get(id);
  if (!gradient) return [];
  const { arrived, due, why } = gradient;
  const notes = arrived < due || !why
    ? (due > 1 ? [`${arrived} of ${due} arrived`] : []) : wrapped(why, 26);
  const hook = state.hooks.get(id);
  const before = state.before.get(id);
  return [
    ...notes, ...(hook ? [hookNote(hook)] : []),
    ...(before === undefined ? [] : [`${NumberText.card(before)} before`])];
}

/** `hook 2.0 → 20.0`. */
function hookNote({ before, after }) {
  return before === after ? `a hook saw ${NumberText.card(before)}`
    : `hook ${NumberText.card(before)} → ${NumberText.card(after)}`;
}

function orderNotes({ order }) { return order ? [`order ${order}`] : []; }

/** Lines that are no wider than a number of columns, where the words allow it. */
function wrapped(text, columns) {
  return text.split(" ").reduce((lines, word) => {
    const line = lines[lines.length - 1];
    if (line !== undefined && `${line} ${word}`.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
    return lines;
  }, []);
}
