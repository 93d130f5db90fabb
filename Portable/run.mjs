// Runs a WebAssembly program on standard input, as a WASI system does: node run.mjs PROGRAM.wasm
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";
import { Worker, isMainThread } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const program = process.argv[2];
// V8 of Node 20 may crash when it marks the garbage step by step while WebAssembly's calls are deep.
setFlagsFromString("--no-incremental-marking");
if (isMainThread) {
  // Python's calls nest deeper than the main thread's stack allows.
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv: [program], resourceLimits: { stackSizeMb: 64 },
  });
  worker.on("error", (error) => { throw error; });
  worker.on("exit", (status) => { process.exitCode = status; });
} else {
  const wasi = new WASI({ version: "preview1", args: [program], returnOnExit: true });
  const { instance } = await WebAssembly.instantiate(
    await readFile(program), wasi.getImportObject());
  process.exitCode = wasi.start(instance);
}
