// Compares the engine of the pages with the program of this machine: node Portable/check.mjs
//
// C's library is another in WebAssembly, and its functions may differ from glibc's in the last bit of
// a number, of which a program that subtracts makes some bits more; so a number may differ by
// `tolerance`, and what has few digits not at all. Graphviz may bend a wire a point or two elsewhere,
// and `play` is how far; of a hundred pictures one or two it sets out otherwise, since it goes by
// addresses here and there. Whatever else is said and drawn is the same.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread } from "node:worker_threads";
import { setFlagsFromString } from "node:v8";

const root = fileURLToPath(new URL("..", import.meta.url));
// V8 of Node 20 may crash when it marks the garbage step by step while WebAssembly's calls are deep.
setFlagsFromString("--no-incremental-marking");

const text = readFileSync(`${root}Sources/Page/Script/engine.js`, "utf8");
const startEngine = new Function(`${text}; return startEngine;`)();
const module = await WebAssembly.compile(readFileSync(`${root}.build/web/gradwalk.wasm`));

const tolerance = 256 * Number.EPSILON;
const number = /\d+\.\d+(?:e[-+]\d+)?/g;
const isClose = (a, b) => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

const play = 2;
const path = / d=\\"[^"]*"/g;
const place = / (?:d|x|y|width|height|viewBox)=\\"[^"]*"/g;
const mostMoved = 0.02;
const isNear = (a, b) => Math.abs(a - b) <= play;

/** Whether two texts are the same but for their numbers, and these agree. */
function agree(actual, expected, pattern, agrees) {
  const [numbers, others] = [actual.match(pattern) ?? [], expected.match(pattern) ?? []];
  return actual.replace(pattern, "#") === expected.replace(pattern, "#")
    && numbers.every((text, index) => agrees(Number(text), Number(others[index])));
}

function compare(actual, expected) {
  if (actual === expected) return "exact";
  const isSame = agree(actual.replace(path, ""), expected.replace(path, ""), number, isClose)
    && agree((actual.match(path) ?? []).join(), (expected.match(path) ?? []).join(),
      /-?\d+(?:\.\d+)?/g, isNear);
  if (isSame) return "close";
  return actual.replace(place, "") === expected.replace(place, "") ? "moved" : "wrong";
}

/** The program of this machine, which answers requests too. */
class Native {
  #process = spawn(`${root}.build/release/web-answers`, { stdio: ["pipe", "pipe", "inherit"] });
  #lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();

  async answer(request) {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return (await this.#lines.next()).value;
  }

  end() { this.#process.stdin.end(); }
}

const files = (folder) => readdirSync(`${root}${folder}`).sort()
  .map((name) => `${folder}/${name}`);
const programs = (folder) => files(folder).filter((name) => name.endsWith(".py"));
const read = (file) => readFileSync(`${root}${file}`, "utf8");

/** The cells of an article, each with its line. */
function cells(article) {
  return [...article.matchAll(/^```\s*\{?python\}?[^\n]*\n([^]*?)^```/gm)].flatMap((found) => [
    String(article.slice(0, found.index).split("\n").length + 1), "raising", found[1]]);
}

const counts = { exact: 0, close: 0, moved: 0, wrong: 0 };
function count(what, result, details = "") {
  counts[result] += 1;
  if (result !== "exact") console.error(`${what}: ${result} ${details}`);
}

/** What programs print, as their files of expected output have it. */
function checkOutput() {
  for (const file of [...programs("Tests/PythonTests/Fixtures"), ...programs("Tests/TorchTests/Parity")]) {
    if (file.endsWith("/record.py")) continue;
    try {
      const answer = JSON.parse(startEngine(module)(["open", "1", "program", read(file)]));
      const printed = answer.output.map(({ text }) => text).join("");
      const expected = read(file.replace(/\.py$/, ".out"));
      count(file, compare(printed, expected), answer.failure?.traceback ?? "");
    } catch (error) {
      count(file, "wrong", error);
    }
  }
}

/** What the page shows of programs, at every step, as this machine's program has it. */
async function checkPictures() {
  const sources = [
    ...["Tests/TorchTests/Programs", "Benchmarks/programs/pictures", "Sources/Page/Examples"]
      .flatMap(programs).map((file) => [file, ["1", "program", read(file)]]),
    ...files("tutorials").filter((name) => name.endsWith(".md"))
      .map((file) => [file, cells(read(file))]),
  ];
  for (const [file, program] of sources) {
    const [native, engine] = [new Native(), startEngine(module)];
    const ask = async (what, request) => {
      const [actual, expected] = [engine(request), await native.answer(request)];
      count(`${file}: ${what}`, compare(actual, expected));
      return JSON.parse(expected);
    };
    try {
      await ask("its output", ["open", ...program]);
      const { figure, steps, cards } = await ask("its figure", ["figure", "1"]);
      for (const index of (steps ?? []).keys()) {
        // Of long programs the first, the last and some between.
        if (index % Math.ceil(steps.length / 20) === 0 || index === steps.length - 1) {
          await ask(`step ${index + 1}`, ["frame", String(figure), String(index)]);
        }
      }
      for (const what of figure ? ["still", "dot"] : []) await ask(what, [what, String(figure)]);
      if (cards?.length > 0) {
        await ask("a closer look", ["closer", String(figure), "0", cards[0].subject]);
      }
      await ask("its training", ["training", "1"]);
    } catch (error) {
      count(file, "wrong", error);
    }
    native.end();
  }
}

/** What must end in words, on a stack as small as that of a worker in a browser. */
function checkBounds() {
  const nested = (body) => `
def f(n):
    ${body}
try:
    f(0)
except RecursionError as error:
    print(type(error).__name__)
`;
  const bounds = [
    [nested("return f(n + 1) + 1"), "RecursionError"],
    [nested("return sorted([1, 2], key=f)"), "RecursionError"],
    [nested("return list(map(f, [n]))"), "RecursionError"],
    ["a = []\nfor i in range(100000):\n    a = [a]\nrepr(a)", "RecursionError"],
    ["class A:\n    def __repr__(self):\n        return f'{self}'\nrepr(A())", "RecursionError"],
    ["class A:\n    def __eq__(self, other):\n        return [self] == [other]\nA() == A()",
      "RecursionError"],
    ["import torch\nclass M(torch.nn.Module):\n    def forward(self, x):\n        return self(x)\n"
      + "M()(torch.ones(1))", "RecursionError"],
    ["[0] * 10**9", "LimitExceeded"],
    ["a = []\nwhile True:\n    a.append([0] * 100000)", "LimitExceeded"],
    ["x = (1 +", "SyntaxError"],
    [`x = ${"(".repeat(5000)}1${")".repeat(5000)}`, "SyntaxError"],
    [`x = ${"(".repeat(190)}1${")".repeat(190)}`, "SyntaxError"],
  ];
  for (const [program, expected] of bounds) {
    const what = JSON.stringify(program.slice(0, 60));
    try {
      const answer = JSON.parse(startEngine(module)(["open", "1", "program", program]));
      const said = answer.failure?.type ?? answer.output.map(({ text }) => text.trim()).join("");
      count(what, said === expected ? "exact" : "wrong", said);
    } catch (error) {
      count(what, "wrong", error);
    }
  }
}

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url), {
    resourceLimits: { stackSizeMb: 0.75 },
  });
  worker.on("error", (error) => { throw error; });
  worker.on("exit", (status) => { process.exitCode = status; });
} else {
  checkBounds();
  checkOutput();
  await checkPictures();
  const { exact, close, moved, wrong } = counts;
  console.log(`As WebAssembly: ${exact} exact, ${close} close, ${moved} moved, ${wrong} wrong`);
  process.exitCode = wrong === 0 && moved <= mostMoved * (exact + close) ? 0 : 1;
}
