// Pagefind's program, run without Pagefind's own script. That script takes a part of the index that
// did not arrive for one without a hit, for as long as the page is open; it cuts queries as the
// page's language would have it; and it is 13 KB. The program's version is pinned, and so are the
// names below. A copy that is opened from a folder has an engine of its own:
// theme/site/offline/engine.js.

import { unpacked } from "./fetched.js";
import { Once } from "./once.js";

const SIGNATURE = 12; // bytes at the beginning of each of Pagefind's files

async function contents(url) {
  return (await unpacked(url)).subarray(SIGNATURE);
}

const programs = new Once();

// Compile the program; `url` is that of wasm.en.pagefind.
async function compiled(url) {
  let own;
  const grown = () => {
    const table = own.__wbindgen_externrefs;
    const at = table.grow(4);
    [undefined, null, true, false].forEach((value, i) => table.set(at + i, value));
    table.set(0, undefined);
  };
  const { instance } = await WebAssembly.instantiate(await contents(url), {
    "./pagefind_web_bg.js": { __wbindgen_init_externref_table: grown },
  });
  own = instance.exports;
  own.__wbindgen_start();
  return own;
}

export class Engine {
  #program;
  #folder;
  #index;
  #parts = new Once();

  // `folder` is the address of pagefind/, and `meta` the name of the list of the index's parts.
  static async start(folder, meta) {
    const url = new URL("wasm.en.pagefind", folder);
    const program = programs.get(url.href, () => compiled(url));
    const [ready, list] = await Promise.all([program, contents(new URL(meta, folder))]);
    return new Engine(ready, folder, list);
  }

  constructor(program, folder, meta) {
    this.#program = program;
    this.#folder = folder;
    this.#index = program.init_pagefind(...this.#given(meta));
  }

  // Where a word stands: id → its places, in their order. A word in straight quotation marks is
  // found in all of its forms.
  async places(word) {
    const term = word.toLowerCase();
    const plain = term.normalize("NFD").replace(/\p{M}/gu, "");
    const hashes = this.#said(this.#program.request_indexes(this.#index, ...this.#given(plain)));
    await Promise.all(hashes.filter(Boolean).map((hash) => this.#parts.get(hash, () => this.#load(hash))));
    const { results } = this.#said(this.#program.search(
      this.#index, ...this.#given(plain), ...this.#given(term), ...this.#given("{}"), ...this.#given(""),
      term.startsWith('"') ? 1 : 0, 0));
    return new Map(results.map(({ p, l }) =>
      [p.slice(p.indexOf("_") + 1), l.map((place) => place.l).sort((a, b) => a - b)]));
  }

  async #load(hash) {
    const part = await contents(new URL(`index/${hash}.pf_index`, this.#folder));
    this.#index = this.#program.load_index_chunk(this.#index, ...this.#given(part));
  }

  // Hand over a text or bytes, as the program takes them: where they lie, and how many.
  #given(what) {
    const bytes = typeof what === "string" ? new TextEncoder().encode(what) : what;
    const at = this.#program.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(this.#program.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  }

  // Take over what the program says, and let it have the room again.
  #said([at, length]) {
    const bytes = new Uint8Array(this.#program.memory.buffer, at >>> 0, length);
    const text = new TextDecoder().decode(bytes);
    this.#program.__wbindgen_free(at, length, 1);
    return JSON.parse(text);
  }
}
