/** An element with attributes and children; a property that is false or null is left out. */
function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svgElement(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A table with one row of headings; the first cell of every row heads it. */
function table(caption, headings, rows) {
  const cell = (content, index) =>
    index === 0 ? element("th", { scope: "row" }, content) : element("td", {}, content);
  return element("table", {},
    element("caption", {}, caption),
    element("thead", {},
      element("tr", {}, headings.map((heading) => element("th", { scope: "col" }, heading)))),
    element("tbody", {}, rows.map((row) => element("tr", { class: row.class },
      row.cells.map(cell)))));
}

/** A number in the colour of what it is. */
function amount(text, kind) { return element("span", { class: `number ${kind}` }, text); }

/** A line of arithmetic that may break before each `=`; what it comes to has the colour of `kind`. */
function arithmeticLine(line, kind = "gradient") {
  const [sum, soFar] = line.split(", so far ");
  const parts = sum.split(" = ").map((part, index) => (index === 0 ? part : ` = ${part}`));
  return element("p", { class: `arithmetic ${kind}` },
    parts.map((part, index) =>
      element("span", { class: index > 0 && index === parts.length - 1 ? "result" : null }, part)),
    soFar === undefined ? null : element("span", {}, `, so far ${soFar}`));
}

function prefersStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
