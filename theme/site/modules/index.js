// What the page asks of the published index: the table of records, pages, places of phrases.
//
// Pagefind is asked for nothing but phrases of whole tokens. Their answers depend on the index
// alone; those of an ordinary search also depend on what was searched before in the session.

import { LINE, bare } from "./tokens.js";

// Unpack a file of Pagefind's: gzip (unless the server has undone it), then a signature.
async function unpack(response) {
  const signature = 12;
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return JSON.parse(new TextDecoder().decode(bytes.subarray(signature)));
}

export async function request(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

// A page as the index keeps it: its tokens, its lines (title, name, place, summary, text), and
// the passages with their addresses.
export class Page {
  constructor(data) {
    this.url = data.url.replace(/^\/[a-z]+\//, "");
    this.tokens = data.content.split(" ");
    this.plain = this.tokens.map((token) => bare(token).toLowerCase());
    this.lines = [];
    this.passages = [];
    let start = 0;
    this.tokens.forEach((token, at) => {
      if (token !== LINE) return;
      this.lines.push({ start, end: at });
      start = at + 1;
    });
    const anchors = new Map(data.anchors.map((anchor) => [anchor.location, anchor.id]));
    let passage = { anchor: "", heading: null, lines: [] };
    for (const line of this.lines.slice(4)) {
      if (anchors.has(line.start)) {
        passage = { anchor: anchors.get(line.start), heading: line, lines: [] };
        this.passages.push(passage);
      } else {
        if (!this.passages.length) this.passages.push(passage);
        passage.lines.push(line);
      }
    }
  }

  // The places where the phrases stand, and those that Pagefind named (other forms of a word).
  marks(phrases, named) {
    const marked = new Set(named);
    for (const phrase of phrases) {
      for (let at = this.plain.indexOf(phrase[0]); at >= 0; at = this.plain.indexOf(phrase[0], at + 1)) {
        if (phrase.every((token, i) => this.plain[at + i] === token)) {
          phrase.forEach((_, i) => marked.add(at + i));
        }
      }
    }
    return marked;
  }
}

// What a search asks of the published index. `folder` is the address of pagefind/.
export class Index {
  #folder;
  #locale;
  #table;
  #module;
  #engine;
  #phrases = new Map();
  #pages = new Map();

  constructor(folder, locale) {
    this.#folder = folder;
    this.#locale = locale;
  }

  // The records in neutral order.
  table() {
    this.#table ??= this.#readTable();
    return this.#table;
  }

  async #readTable() {
    // The table belongs to this very index: an old one from the browser's store would name files
    // that are gone.
    const address = new URL(`records.${this.#locale}.json`, this.#folder);
    const records = await (await request(address, { cache: "no-cache" })).json();
    return { records: records.map(([id, head, lead]) => ({ id, head, lead })) };
  }

  page(id) {
    if (!this.#pages.has(id)) {
      const address = new URL(`fragment/${id}.pf_fragment`, this.#folder);
      this.#pages.set(id, request(address).then(unpack).then((data) => new Page(data)));
    }
    return this.#pages.get(id);
  }

  // Where a phrase of tokens stands: page id → places. Of a phrase of several tokens Pagefind
  // names the first place only.
  phrase(phrase) {
    const term = `"${phrase.join(" ")}"`;
    if (!this.#phrases.has(term)) {
      this.#phrases.set(term, this.#ask(term));
    }
    return this.#phrases.get(term);
  }

  // Words that begin like this one. An instance of its own, because what is found depends on the
  // parts of the index that earlier searches have loaded.
  async beginning(word) {
    if (!this.#phrases.has(word)) {
      this.#phrases.set(word, this.#newEngine().then((engine) => answer(engine, word)));
    }
    return this.#phrases.get(word);
  }

  async #ask(term) {
    this.#engine ??= this.#newEngine();
    return answer(await this.#engine, term);
  }

  async #newEngine() {
    this.#module ??= import(new URL("pagefind.js", this.#folder).href);
    const engine = (await this.#module).createInstance({ noWorker: true });
    await engine.init();
    return engine;
  }
}

async function answer(engine, term) {
  const { results } = await engine.search(term);
  return new Map(results.map(({ id, words }) => [id, words]));
}
