/** What a card says of a node at one step, before it has a place; `Card.swift` in the page. */
const Card = {
  ofNode(state, id) {
    return {
      value: state.isComputed(id)
        ? numberEntry(state.run.values[id], "value", false) : absentEntry("not yet"),
      gradient: gradientEntry(state, id),
      notes: [...birthNotes(state, id), ...gradientNotes(state, id), ...orderNotes(state.figure.node(id))],
    };
  },

  /**
   * What a fold shows: how much it hides, and the numbers that others take from it: its only
   * output, or the extremes.
   */
  ofFold(state, fold) {
    const hidden = `${fold.members.length} values folded`;
    const outputs = fold.outputs.length ? fold.outputs : fold.members;
    if (outputs.length === 1) {
      const card = Card.ofNode(state, outputs[0]);
      return { ...card, notes: [`of ${state.figure.symbol(outputs[0])}`, hidden] };
    }
    const values = outputs.filter((id) => state.isComputed(id)).map((id) => state.run.values[id]);
    const tracked = outputs.filter((id) => isTrackedKind(state.figure.node(id).kind));
    const gradients = tracked.filter((id) => state.gradients.get(id))
      .map((id) => state.gradients.get(id).value);
    const notes = [];
    if (values.length < outputs.length) notes.push(`${values.length} of ${outputs.length} computed`);
    if (gradients.length && gradients.length < tracked.length) {
      notes.push(`${gradients.length} of ${tracked.length} arrived`);
    }
    return {
      value: rangeEntry(values, "value"),
      gradient: tracked.length ? rangeEntry(gradients, "gradient") : absentEntry("—"),
      notes: [...notes, hidden],
    };
  },
};

/** `−1.5 … 2.25`; what is no number is counted. */
function rangeEntry(numbers, role) {
  if (!numbers.length) return absentEntry("not yet");
  const bad = numbers.filter((number) => !Number.isFinite(number));
  if (bad.length) {
    const text = NumberText.card(bad[0]);
    const count = bad.length < numbers.length ? `, ${bad.length} of ${numbers.length}` : "";
    return { text: text + count, look: "alarm", role };
  }
  const least = numbers.reduce((one, other) => Math.min(one, other));
  const most = numbers.reduce((one, other) => Math.max(one, other));
  if (least === most) return numberEntry(least, role, role === "gradient");
  return { text: `${NumberText.card(least)} … ${NumberText.card(most)}`, look: "number", role };
}

function absentEntry(text) { return { text, look: "absent", role: "muted" }; }

function numberEntry(number, role, marksZero) {
  const look = !Number.isFinite(number) ? "alarm" : marksZero && number === 0 ? "zero" : "number";
  return { text: NumberText.card(number), look, role, number };
}

function gradientEntry(state, id) {
  if (!isTrackedKind(state.figure.node(id).kind)) return absentEntry("—");
  const gradient = state.gradients.get(id);
  if (!gradient) return absentEntry(state.cleared.has(id) ? "None" : "not yet");
  const entry = numberEntry(gradient.value, "gradient", true);
  return isInheritedZero(gradient) ? { ...entry, look: "inheritedZero", role: "muted" } : entry;
}

/** Whether it is a zero that was zero when it was sent, so that its reason stands elsewhere. */
function isInheritedZero({ value, arrived, due, why }) {
  return value === 0 && arrived === due && why === inheritedZero;
}

function gradientNotes(state, id) {
  const gradient = state.gradients.get(id);
  if (!gradient) return [];
  const { arrived, due, why } = gradient;
  const notes = arrived < due || !why || isInheritedZero(gradient)
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

/** What made the value nan or infinite though no operand is. */
function birthNotes(state, id) {
  const { birth } = state.figure.node(id);
  const isBorn = birth && state.isComputed(id) && !Number.isFinite(state.run.values[id]);
  return isBorn ? wrapped(birth, 26) : [];
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
