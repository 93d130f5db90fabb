/**
 * The window onto a picture: what does not fit is reached by dragging, by zooming, on a small map,
 * and by going where the step is.
 */
class Camera {
  /** The least size in pixels that the smallest text of a picture is shown at. */
  static #readable = 11;
  /** Larger than this a small picture looks clumsy. */
  static #largest = 1.5;
  static #margin = 28;

  /** Whether a drag has just ended, which a click follows that means nothing. */
  wasDragged = false;
  #scale = null;
  #touch = null;

  constructor(canvas) {
    this.canvas = canvas;
    this.map = svgElement("svg", { class: "minimap", "aria-hidden": "true" });
    this.tools = element("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("−", () => this.zoom(1 / 1.25), { "aria-label": "Smaller", title: "Smaller" }),
      button("+", () => this.zoom(1.25), { "aria-label": "Larger", title: "Larger" }),
      button("Fit", () => this.fit(), { title: "The whole picture (f)", "data-action": "fit" }));
    canvas.addEventListener("pointerdown", (event) => this.#grab(event));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("touchmove", (event) => this.#pinch(event), { passive: false });
    canvas.addEventListener("touchend", () => { this.#touch = null; });
    canvas.addEventListener("scroll", () => this.#drawMap(), { passive: true });
    this.map.addEventListener("pointerdown", (event) => this.#jump(event));
    this.map.addEventListener("pointermove", (event) => { if (event.buttons) this.#jump(event); });
    new ResizeObserver(() => this.#resize()).observe(canvas);
  }

  /** Shows another picture, at the same place where it is as large as the one before. */
  show(svg) {
    this.svg = svg;
    const size = { width: Number(svg.getAttribute("width")), height: Number(svg.getAttribute("height")) };
    const isOther = size.width !== this.size?.width || size.height !== this.size?.height;
    this.size = size;
    const { scrollLeft, scrollTop } = this.canvas;
    this.canvas.replaceChildren(svg);
    if (isOther) {
      const sizes = [...svg.querySelectorAll("text")].map((text) => Number(text.getAttribute("font-size")));
      this.readable = Camera.#readable / Math.min(...sizes.filter(Boolean), 12);
      this.#scale = null;
      this.canvas.style.height = "";
    }
    this.#apply();
    // Graphs of several iterations need not be of one size; what is below stays where it is.
    this.canvas.style.minHeight = `${this.canvas.offsetHeight}px`;
    if (!isOther) this.canvas.scrollTo({ left: scrollLeft, top: scrollTop, behavior: "instant" });
    this.#drawCards();
  }

  get #room() {
    const style = getComputedStyle(this.canvas);
    const [x, y] = ["Left", "Top"].map((side) => 2 * parseFloat(style[`padding${side}`]));
    const most = parseFloat(style.maxHeight);
    return {
      width: this.canvas.clientWidth - x,
      height: (Number.isFinite(most) ? most : innerHeight / 2) - y,
    };
  }

  /** The scale at which all of it is seen. */
  get #whole() {
    const { width, height } = this.#room;
    return Math.min(width / this.size.width, height / this.size.height);
  }

  /** As large as there is room for, and no smaller than can be read. */
  get #resting() { return clamped(this.#whole, this.readable, Math.max(this.readable, Camera.#largest)); }

  #apply() {
    if (!this.svg || this.canvas.clientWidth === 0) return;
    const scale = this.#scale ?? this.#resting;
    this.svg.style.width = `${this.size.width * scale}px`;
    this.svg.style.height = `${this.size.height * scale}px`;
    this.#drawMap();
  }

  #resize() {
    this.#apply();
    this.follow(this.followed ?? [], "instant");
  }

  get scale() { return this.#scale ?? this.#resting; }

  /** Zooms around a point of the window; its middle if not given. */
  zoom(factor, at) {
    const { canvas } = this;
    const box = canvas.getBoundingClientRect();
    const point = at ?? { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const [x, y] = [point.x - box.left + canvas.scrollLeft, point.y - box.top + canvas.scrollTop];
    const before = this.scale;
    if (!canvas.style.height) canvas.style.height = `${box.height}px`;
    this.#scale = clamped(before * factor, Math.min(this.#whole, this.readable), 4);
    this.#apply();
    const grown = this.#scale / before;
    canvas.scrollTo({
      left: canvas.scrollLeft + x * (grown - 1), top: canvas.scrollTop + y * (grown - 1), behavior: "instant",
    });
  }

  /** All of it; a second time as large as can be read. */
  fit() {
    const isWhole = this.#scale !== null && Math.abs(this.#scale - this.#whole) < 0.01;
    this.#scale = isWhole ? null : Math.min(this.#whole, Camera.#largest);
    this.#apply();
    if (isWhole) this.follow(this.followed ?? []);
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  }

  #pinch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [a, b] = event.touches;
    const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    const middle = { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
    if (this.#touch) this.zoom(distance / this.#touch, middle);
    this.#touch = distance;
  }

  /** A mouse drags; a finger scrolls by itself. */
  #grab(event) {
    this.wasDragged = false;
    if (event.pointerType !== "mouse" || event.button !== 0 || !this.#isCut) return;
    const { canvas } = this;
    const start = { x: event.clientX + canvas.scrollLeft, y: event.clientY + canvas.scrollTop };
    const move = ({ clientX, clientY }) => {
      const [left, top] = [start.x - clientX, start.y - clientY];
      if (Math.hypot(left - canvas.scrollLeft, top - canvas.scrollTop) > 4) this.wasDragged = true;
      if (this.wasDragged) canvas.scrollTo({ left, top, behavior: "instant" });
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
  }

  get #isCut() {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = this.canvas;
    return scrollWidth > clientWidth + 4 || scrollHeight > clientHeight + 4;
  }

  /** Brings what a step is about into the window, if it is not there. */
  follow(nodes, behavior = prefersStillness() ? "instant" : "smooth") {
    this.followed = nodes;
    const boxes = nodes.filter((node) => node.isConnected).map((node) => node.getBoundingClientRect());
    if (boxes.length === 0 || !this.#isCut) return;
    const { canvas } = this;
    const view = canvas.getBoundingClientRect();
    const along = (low, high, length, offset) => {
      const [first, last] = [Math.min(...boxes.map((box) => box[low])), Math.max(...boxes.map((box) => box[high]))];
      if (first >= view[low] + Camera.#margin / 2 && last <= view[high] - Camera.#margin / 2) return offset;
      const isTooLong = last - first > view[length] - 2 * Camera.#margin;
      const middle = isTooLong ? boxes[0][low] + boxes[0][length] / 2 : (first + last) / 2;
      return offset + middle - view[low] - view[length] / 2;
    };
    canvas.scrollTo({
      left: along("left", "right", "width", canvas.scrollLeft),
      top: along("top", "bottom", "height", canvas.scrollTop), behavior,
    });
  }

  #drawCards() {
    const { width, height } = this.size;
    this.map.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.view = svgElement("rect", { class: "view", rx: 2 });
    const cards = [...this.svg.querySelectorAll("g:not(.scope) > rect:is(.card, .gate)")].map((card) => {
      const small = card.cloneNode();
      small.setAttribute("class", card.parentNode.matches(".focus") ? "here" : "there");
      return small;
    });
    this.map.replaceChildren(...cards, this.view);
    this.#drawMap();
  }

  #drawMap() {
    if (!this.view) return;
    const { canvas, scale } = this;
    // Where little is cut off, the map would hide more than it shows.
    const seen = canvas.clientWidth * canvas.clientHeight / (canvas.scrollWidth * canvas.scrollHeight);
    this.map.toggleAttribute("hidden", seen > 0.9);
    const [x, y] = [canvas.scrollLeft / scale, canvas.scrollTop / scale];
    const [width, height] = [canvas.clientWidth / scale, canvas.clientHeight / scale];
    for (const [name, value] of Object.entries({ x, y, width, height })) this.view.setAttribute(name, value);
    this.view.style.strokeWidth = `${this.size.width / 70}px`;
  }

  #jump(event) {
    event.preventDefault();
    const point = new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(this.map.getScreenCTM().inverse());
    const { canvas, scale } = this;
    canvas.scrollTo({
      left: point.x * scale - canvas.clientWidth / 2, top: point.y * scale - canvas.clientHeight / 2,
      behavior: "instant",
    });
  }
}
