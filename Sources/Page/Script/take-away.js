/** What a reader can take out of the playground: a link, a cell for an article, pictures. */
class TakeAway {
  constructor(playground) {
    this.playground = playground;
    const actions = {
      link: () => this.#copy(this.#link(), "The link"),
      markdown: () => this.#copy(Promise.resolve(this.#markdown()), "The cell"),
      svg: async () => this.#download(await this.#still(), "svg", "image/svg+xml"),
      slide: async () => this.#download(TakeAway.slide(await this.#still()), "slide.svg", "image/svg+xml"),
      png: async () => this.#download(await TakeAway.png(await this.#still()), "png", "image/png"),
    };
    for (const [name, action] of Object.entries(actions)) {
      const button = playground.root.querySelector(`[data-action="${name}"]`);
      button.addEventListener("click", async () => {
        button.closest("details")?.removeAttribute("open");
        try {
          await action();
        } catch (error) {
          playground.say(error.message);
        }
      });
    }
  }

  async #link() {
    const fragment = await this.playground.fragment();
    if (fragment === null) throw new Error("This browser cannot make links to programs.");
    return `${location.href.split("#")[0]}#${fragment}`;
  }

  /** The program as the cells of an article, of which the last draws what the program is about. */
  #markdown() {
    const cells = programCells(this.playground.editor.text);
    return cells.map(({ source }, index) => {
      const options = index < cells.length - 1 ? "" : "#| label: fig-mine\n#| steps: all\n";
      return `\`\`\`python\n${options}${source.trim()}\n\`\`\`\n`;
    }).join("\n");
  }

  async #still() {
    const { run } = this.playground.player;
    if (!run?.figure) throw new Error("There is no picture yet.");
    return (await run.ask("still")).svg;
  }

  async #copy(text, what) {
    const content = await text;
    try {
      await navigator.clipboard.writeText(content);
    } catch {
      // A page from disk may not be allowed to.
      const area = element("textarea", { class: "aside" });
      area.value = content;
      document.body.append(area);
      area.select();
      const isCopied = document.execCommand("copy");
      area.remove();
      if (!isCopied) throw new Error("This browser lets no page copy.");
    }
    this.playground.say(`${what} is copied.`);
  }

  #download(content, ending, type) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    element("a", { href: address, download: `gradwalk.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.playground.say(`Saved as gradwalk.${ending}.`);
  }

  /** A picture in the middle of a slide of 1920 by 1080. */
  static slide(still) {
    const picture = new DOMParser().parseFromString(still, "image/svg+xml").documentElement;
    const frame = { x: 96, y: 96, width: 1728, height: 888, preserveAspectRatio: "xMidYMid meet" };
    for (const [name, value] of Object.entries(frame)) picture.setAttribute(name, value);
    picture.removeAttribute("style");
    const paper = svgElement("rect", { class: "paper", width: 1920, height: 1080 });
    const slide = svgElement("svg", { width: 1920, height: 1080, viewBox: "0 0 1920 1080" },
      svgElement("g", { class: "gradwalk" }, paper), picture);
    return new XMLSerializer().serializeToString(slide);
  }

  /** A picture as PNG, three pixels a point wide where a canvas may be so large. */
  static async png(still) {
    const image = new Image();
    const bytes = new TextEncoder().encode(still);
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    image.src = `data:image/svg+xml;base64,${btoa(text)}`;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(3, 8192 / Math.max(width, height));
    const canvas = element("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => canvas.toBlob((blob) =>
      (blob ? resolve(blob) : reject(new Error("This browser cannot draw the picture."))), "image/png"));
  }
}
