/** The width of a glyph in ems, as the layout counts it. */
const glyphWidth = 0.6022;

/** The place of a text in a picture, where other texts may stand in its stead. */
class Slot {
  constructor(text) {
    this.x = Number(text.getAttribute("x"));
    this.y = Number(text.getAttribute("y"));
    this.anchor = text.getAttribute("text-anchor");
    this.size = Number(text.getAttribute("font-size"));
  }

  moved(dx, dy) {
    return Object.assign(Object.create(Slot.prototype), this, { x: this.x + dx, y: this.y + dy });
  }

  /** An entry as shapes: the number, with a ring around a zero and a box behind an alarm. */
  marks({ text, look, role }, room = Infinity) {
    const size = look === "absent" ? 10 : this.size;
    const natural = text.length * glyphWidth * size;
    const width = Math.min(natural, room);
    const mark = svgElement("text", {
      class: look === "alarm" ? "alarmText" : role, x: this.x, y: this.y,
      "text-anchor": this.anchor, "font-size": size,
      textLength: natural > room && room, lengthAdjust: natural > room && "spacingAndGlyphs",
    }, text);
    if (look !== "zero" && look !== "alarm") return [mark];
    const left = { middle: this.x - width / 2, end: this.x - width }[this.anchor] ?? this.x;
    const box = svgElement("rect", {
      class: look === "zero" ? "ring" : "alarm", x: left - 2, y: this.y - size * 0.76 - 2,
      width: width + 4, height: size + 4, rx: look === "zero" ? 6 : 3,
    });
    return [box, mark];
  }
}
