// Runs programs as WebAssembly and compares what each prints with the file beside it:
// node check.mjs PROGRAM.wasm FILE.py ...
//
// C's library is another there, and its functions may differ from glibc's in the last bit of a
// number, of which a program that subtracts makes some bits more; whatever else is printed must be
// the same.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [program, ...files] = process.argv.slice(2);
const run = fileURLToPath(new URL("run.mjs", import.meta.url));
const tolerance = 256 * Number.EPSILON;
const number = /\d+\.\d+(?:e[-+]\d+)?/g;

const isClose = (a, b) => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

function compare(actual, expected) {
  if (actual === expected) return "exact";
  const [numbers, others] = [actual.match(number) ?? [], expected.match(number) ?? []];
  const isSame = actual.replace(number, "#") === expected.replace(number, "#")
    && numbers.every((text, index) => isClose(Number(text), Number(others[index])));
  return isSame ? "close" : "wrong";
}

const counts = { exact: 0, close: 0, wrong: 0 };
for (const file of files) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", run, program], {
    input: readFileSync(file), encoding: "utf8", maxBuffer: 1 << 28,
  });
  const result = compare(stdout, readFileSync(file.replace(/\.py$/, ".out"), "utf8"));
  counts[result] += 1;
  if (result !== "exact") console.error(`${file}: ${result}\n${stderr}`);
}
console.log(
  `As WebAssembly: ${counts.exact} exact, ${counts.close} close, ${counts.wrong} wrong`);
process.exitCode = counts.wrong === 0 ? 0 : 1;
