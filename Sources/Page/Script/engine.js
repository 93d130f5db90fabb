// The engine: the program that computes and draws, as WebAssembly in a worker of its own. The
// script may begin with ENGINE, its bytes: compressed by gzip, in base64.

/** Starts a module, and gives what answers requests: a list of texts in, a text out. This function
 * is the worker's text as well, so it uses nothing from outside of it. */
function startEngine(module) {
  let memory = null;
  // What C's library asks of a system. There are no files; whatever is not here says so.
  const noFile = 8;
  const system = {
    clock_time_get(clock, precision, place) {
      const nanoseconds = BigInt(Math.round(performance.now() * 1e6));
      new DataView(memory.buffer).setBigUint64(place, nanoseconds, true);
      return 0;
    },
    environ_sizes_get(count, size) {
      new Uint32Array(memory.buffer, count, 1)[0] = 0;
      new Uint32Array(memory.buffer, size, 1)[0] = 0;
      return 0;
    },
    environ_get: () => 0,
    proc_exit(status) { throw new Error(`the engine ended with status ${status}`); },
  };
  const { exports } = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: new Proxy(system, {
      get: (functions, name) => functions[name] ?? (() => noFile),
    }),
    gradwalk: { outOfMemory() { throw new Error("ran out of memory"); } },
  });
  memory = exports.memory;
  exports._initialize();
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (request) => {
    const bytes = encoder.encode(request.map((part) => {
      const text = String(part);
      return `${encoder.encode(text).length}\n${text}`;
    }).join(""));
    const room = exports.gradwalk_room(bytes.length);
    new Uint8Array(memory.buffer, room, bytes.length).set(bytes);
    const answer = exports.gradwalk_answer(bytes.length);
    return decoder.decode(
      new Uint8Array(memory.buffer, answer, exports.gradwalk_length()));
  };
}

/** What the worker does: the first message is the module, each of the others a request. */
function runEngine(start) {
  let answer = null;
  onmessage = ({ data }) => {
    try {
      if (answer) postMessage({ answer: answer(data) });
      else answer = start(data);
    } catch (error) {
      // Browsers say it each in their words when calls are too deep.
      const isDeep = error instanceof RangeError || error.name === "InternalError";
      const reason = isDeep ? "nested its calls too deep" : error.message;
      postMessage({ stopped: reason });
    }
  };
}

/** The engine as the page asks it, one request after another. */
class Engine {
  /** What is thrown where there will be no answer: all that the engine knew is gone. */
  static Stopped = class extends Error {};

  #module = null;
  #bytes;
  #worker = null;
  /** The asked that are not answered; the first is what the worker works at. */
  #asked = [];
  #timer = null;

  /** `bytes` is a promise of the engine's bytes, if they are not the script's own. */
  constructor(bytes = null) {
    this.#bytes = bytes ?? (typeof ENGINE === "string" ? ENGINE : null);
  }

  /** Whether there is an engine, and a browser that can run it. */
  get isThere() {
    return this.#bytes !== null
      && [typeof WebAssembly, typeof Worker, typeof DecompressionStream].every((type) =>
        type !== "undefined");
  }

  /** What the engine answers to a request, a list of texts and numbers; throws `Engine.Stopped`. */
  ask(request, { seconds = 10 } = {}) {
    return new Promise((resolve, reject) => {
      this.#asked.push({ request: request.map(String), seconds, resolve, reject });
      if (this.#asked.length === 1) this.#askNext();
    });
  }

  /** Ends what runs; whatever is asked and not answered is rejected. */
  stop() { this.#end("was stopped"); }

  async #askNext() {
    const next = this.#asked[0];
    try {
      const module = await (this.#module ??= this.#compile());
      if (next !== this.#asked[0]) return;
      this.#worker ??= this.#start(module);
    } catch (error) {
      this.#module = null;
      this.#end(`could not start: ${error.message}`);
      return;
    }
    this.#timer = setTimeout(
      () => this.#end(`took longer than ${next.seconds} s`), next.seconds * 1000);
    this.#worker.postMessage(next.request);
  }

  #compile() {
    const bytes = typeof this.#bytes === "string" ? unpacked(this.#bytes) : this.#bytes;
    return Promise.resolve(bytes).then((bytes) => WebAssembly.compile(bytes));
  }

  #start(module) {
    const text = new Blob([`(${runEngine})(${startEngine});`], { type: "text/javascript" });
    const address = URL.createObjectURL(text);
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.stopped !== undefined) this.#end(data.stopped);
      else this.#answer(data.answer);
    };
    worker.onerror = (event) => {
      if (worker === this.#worker) this.#end(event.message || "could not start");
    };
    worker.postMessage(module);
    return worker;
  }

  #answer(text) {
    clearTimeout(this.#timer);
    const { resolve } = this.#asked.shift();
    resolve(JSON.parse(text));
    if (this.#asked.length > 0) this.#askNext();
  }

  #end(reason) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#asked.splice(0)) reject(new Engine.Stopped(reason));
  }
}

/** The bytes that a text has in base64, compressed by gzip; written for speed, since they are many. */
function unpacked(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index);
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told where they are read.
  for (const written of [writer.write(bytes), writer.close()]) written.catch(() => {});
  return new Response(stream.readable).arrayBuffer();
}
