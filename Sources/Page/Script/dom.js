/** An element with attributes and children; an attribute that is false or null is left out. */
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
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return node;
}

function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, label);
}

/** A table whose first cell of every row heads it. */
function table(caption, headings, rows) {
  const cell = (content, index) => index === 0
    ? element("th", { scope: "row" }, content) : element("td", {}, content);
  return element("table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {},
      headings.map((heading) => element("th", { scope: "col" }, heading)))),
    element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map(cell)))));
}

function prefersStillness() { return matchMedia("(prefers-reduced-motion: reduce)").matches; }

function clamped(number, least, most) { return Math.max(least, Math.min(number, most)); }
