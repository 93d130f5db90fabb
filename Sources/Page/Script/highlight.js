const PYTHON_WORDS = /(#.*)|("""[^]*?"""|'''[^]*?'''|[rbfRBF]{0,2}"(?:\\.|[^"\\\n])*"|[rbfRBF]{0,2}'(?:\\.|[^'\\\n])*')|\b(and|as|assert|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|not|or|pass|raise|return|try|while|with|yield|None|True|False)\b|([A-Za-z_]\w*)/g;

/** A line of Python as nodes: its names, words, texts and comments each with a class. */
function highlighted(text) {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(PYTHON_WORDS)) {
    const [whole, comment, string, keyword] = match;
    nodes.push(text.slice(done, match.index));
    if (comment?.startsWith("#>")) nodes.push(element("span", { class: "claim" }, whole));
    else if (comment) nodes.push(element("span", { class: "comment" }, whole));
    else if (string) nodes.push(element("span", { class: "string" }, whole));
    else if (keyword) nodes.push(element("span", { class: "keyword" }, whole));
    else nodes.push(element("span", { class: "name", "data-name": whole }, whole));
    done = match.index + whole.length;
  }
  return [...nodes, text.slice(done)].filter((node) => node !== "");
}

/** A sentence with code between backticks. */
function marked(text) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

/** Whether two names are of one thing, a tensor and a number of it included. */
function isSameName(a, b) {
  return a === b || a.startsWith(`${b}[`) || b.startsWith(`${a}[`);
}

/** A sentence in which names that have a card are marked. */
function withNames(text, names) {
  return text.split(/([\p{L}_][\p{L}\p{N}_.₀-₉]*(?:\[[\d, ]+\])?)/u).map((part) =>
    (names.has(part) ? element("span", { class: "name", "data-name": part }, part) : part));
}
