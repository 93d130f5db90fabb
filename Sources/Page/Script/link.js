/**
 * A program of several cells as one text, in the percent format that editors know: `# %%` begins a
 * cell, and what a cell may do besides running stands below that as an option.
 */
function programText(cells) {
  const texts = cells.map(({ source, raises }) =>
    (raises ? "#| error: true\n" : "") + source.replace(/\s+$/, "") + "\n");
  return texts.length === 1 && !cells[0].raises ? texts[0]
    : texts.map((text) => `# %%\n${text}`).join("\n");
}

/** The cells of such a text, each with the line that it begins at; of any other text, one. */
function programCells(text) {
  const cells = [{ line: 1, raises: false, source: [] }];
  text.split("\n").forEach((line, index) => {
    if (/^# ?%%/.test(line)) cells.push({ line: index + 2, isCell: true, raises: false, source: [] });
    else cells.at(-1).source.push(line);
    if (/^#\|\s*error:\s*true\s*$/.test(line)) cells.at(-1).raises = true;
  });
  return cells.map((cell) => ({ ...cell, source: cell.source.join("\n") }))
    .filter((cell, index) => index > 0 || cell.source.trim() !== "" || cells.length === 1);
}

/**
 * The part of an address that holds a whole program: `code=`, with `step=` where one is given.
 *
 * Resolves with null where the browser cannot compress.
 */
async function playgroundFragment(source, step = null) {
  if (typeof CompressionStream !== "function") return null;
  const bytes = await streamed(new Blob([source]), new CompressionStream("deflate"));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `code=${text}${step === null ? "" : `&step=${step}`}`;
}

/** The address of the playground with a program, from a page in a folder beside it. */
async function playgroundLink(source, step = null, page = "../play.html") {
  const fragment = await playgroundFragment(source, step);
  return fragment === null ? page : `${page}#${fragment}`;
}

/** The program of an address; null where there is none, or it cannot be read. */
async function programOf(fragment) {
  const code = new URLSearchParams(fragment).get("code");
  if (!code) return null;
  try {
    const text = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new TextDecoder().decode(
      await streamed(new Blob([bytes]), new DecompressionStream("deflate")));
  } catch {
    return null;
  }
}

/** What comes out of a transformation; a text that swells beyond all programs is no program. */
async function streamed(blob, transform) {
  const parts = [];
  let size = 0;
  const reader = blob.stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > 1 << 20) {
      await reader.cancel();
      throw new RangeError("larger than a program");
    }
    parts.push(value);
  }
}
