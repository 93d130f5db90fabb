// What is wrong with the page that is open, by rule (WCAG 2.2).
const isSeen = (element) => element.getClientRects().length > 0
  && getComputedStyle(element).visibility === "visible" && !element.closest("[hidden], .live, .skip, caption");

const nameOf = (element) => (element.getAttribute("aria-label")
  || (element.getAttribute("aria-labelledby") || "").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim()
  || element.labels?.[0]?.textContent || element.textContent || element.title || "").trim();

const show = (element) => element.outerHTML.slice(0, 100);
const all = (selector) => [...document.querySelectorAll(selector)];

function channels(color) {
  const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
  return { r, g, b, a };
}

function luminance({ r, g, b }) {
  const linear = [r, g, b].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function ground(element) {
  for (let each = element; each; each = each.parentElement) {
    const color = channels(getComputedStyle(each).backgroundColor);
    if (color.a === 1) return color;
  }
  return { r: 255, g: 255, b: 255 };
}

// What a text in a picture stands on: the nearest filled box before it that contains it.
function pictureGround(text) {
  const box = text.getBoundingClientRect();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const rects = [...text.ownerSVGElement.querySelectorAll("rect")].filter((rect) => {
    const area = rect.getBoundingClientRect();
    const isBefore = rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isBefore && getComputedStyle(rect).fill !== "none" && area.left <= middle.x
      && area.right >= middle.x && area.top <= middle.y && area.bottom >= middle.y;
  });
  return rects.length > 0
    ? channels(getComputedStyle(rects[rects.length - 1]).fill) : ground(text.ownerSVGElement.parentElement);
}

function ownText(element) {
  return [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
}

const pale = all("body *").filter((element) =>
  !(element instanceof SVGElement) && !element.matches("script, style, noscript, option, math *")
  && isSeen(element) && ownText(element) && !element.closest("[aria-disabled=true]"))
  .filter((element) => {
    const style = getComputedStyle(element);
    const isLarge = parseFloat(style.fontSize) >= 24
      || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    return contrast(channels(style.color), ground(element)) < (isLarge ? 3 : 4.5);
  });
const paleInPictures = all(".canvas svg text").filter(isSeen).filter((text) =>
  contrast(channels(getComputedStyle(text).fill), pictureGround(text)) < 4.5);

const cut = all(".canvas svg [data-subject]:has(> .card, > .gate)").filter(isSeen).flatMap((group) => {
  const card = group.querySelector(".card, .gate").getBoundingClientRect();
  return [...group.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < card.left - 1 || box.right > card.right + 1 || box.top < card.top - 1
      || box.bottom > card.bottom + 2;
  });
});

const ids = all("[id]").map((element) => element.id);
const levels = all("main h1, main h2, main h3").map((heading) => Number(heading.tagName[1]));

return JSON.stringify({
  "every text has contrast": pale.map((each) => `${getComputedStyle(each).color} ${show(each)}`),
  "every text of a picture has contrast": paleInPictures.map(show),
  "no text leaves its card": cut.map(show),
  "every control has a name": all("button, input, select, a, summary, [role=spinbutton]").filter(isSeen)
    .filter((element) => nameOf(element) === "").map(show),
  "every region has a name": all("section, nav, [role=group], [role=dialog], figure.player")
    .filter((element) => isSeen(element) && !nameOf(element)).map(show),
  "no id is there twice": ids.filter((id, index) => ids.indexOf(id) !== index),
  "every reference leads somewhere": all("[aria-labelledby], [aria-controls]").flatMap((element) =>
    [element.getAttribute("aria-labelledby"), element.getAttribute("aria-controls")]
      .filter(Boolean).flatMap((list) => list.split(" ")))
    .filter((id) => !document.getElementById(id)),
  "headings do not skip a level": levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1),
  "there is one first heading": levels.filter((level) => level === 1).length === 1 ? [] : ["h1"],
  "what scrolls can be reached": all("main *").filter((element) => isSeen(element)
    && element.scrollWidth > element.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
    && element.tabIndex < 0 && !element.querySelector("button, a, input, select, [tabindex='0']")).map(show),
  "the page has a language and landmarks": document.documentElement.lang && document.querySelector("main")
    && document.querySelector("header") ? [] : ["lang, main or header"],
});
