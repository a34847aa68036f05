// What the search asks of the published index: where a word stands, and the texts.
//
// Pagefind is asked for one word at a time, and no word of the index begins with another: else its
// answer would depend on what was searched before.

import { learn, mayBeTraditional } from "./script.js";
import { Text } from "./text.js";

const LOCALES = ["zh", "en"]; // as the index has them one after the other

export async function request(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

// Read a file of ours that is packed with gzip, unless the server has unpacked it.
async function unpack(response) {
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return new TextDecoder().decode(bytes);
}

// Where in the index the parts of a case lie, and its place in the neutral order. The Chinese text
// comes before `split`, the English one after it.
class Record {
  constructor(position, locale, [split, head, lead]) {
    this.position = position;
    this.locale = locale;
    this.split = split;
    this.start = locale === LOCALES[0] ? 0 : split;
    this.head = head;
    this.lead = lead;
  }

  // The part in which a place lies: its language, and 0 for title and name, 1 for the summary, 2
  // for the text, which all of the other language counts as.
  zone(place) {
    const locale = LOCALES[place < this.split ? 0 : 1];
    if (locale !== this.locale) return { locale, depth: 2 };
    const within = place - this.start;
    return { locale, depth: within < this.head ? 0 : within < this.head + this.lead ? 1 : 2 };
  }
}

export class Index {
  #folder;
  #known;
  #module;
  #engine;
  #answers = new Map();
  #files = new Map();

  // `folder` is the address of pagefind/.
  constructor(folder, locale) {
    this.#folder = folder;
    this.locale = locale;
  }

  // The records in neutral order, and what is known of the whole index.
  known() {
    this.#known ??= this.#readKnown();
    return this.#known;
  }

  async #readKnown() {
    // It belongs to this very index: an old one from the browser's store would name files that are
    // gone.
    const address = new URL(`records.${this.locale}.json`, this.#folder);
    const { records, heavy, marks, files, synonyms } =
      await (await request(address, { cache: "no-cache" })).json();
    return {
      records: new Map(records.map(([id, ...parts], position) =>
        [id, new Record(position, this.locale, parts)])),
      heavy: new Map(heavy.flatMap((words, i) => words.map((word) => [word, i + 1]))),
      marks: new Set(marks),
      synonyms,
      files,
    };
  }

  // A packed file of the index by its name.
  file(name) {
    if (!this.#files.has(name)) {
      const made = request(new URL(name, this.#folder)).then(unpack);
      made.catch(() => this.#files.delete(name)); // asked for again next time
      this.#files.set(name, made);
    }
    return this.#files.get(name);
  }

  // Before a text is cut that may hold Traditional characters.
  async prepare(text) {
    const { files } = await this.known();
    if (mayBeTraditional(text)) learn(await this.file(files.script));
  }

  // The text of a case in a language.
  text(id, locale) {
    return this.#remember(`${id}.${locale}`, async () => {
      const text = await this.file(`text/${id}.${locale}.gz`);
      await this.prepare(text);
      return new Text(JSON.parse(text), locale);
    });
  }

  // Where a word stands: id → its places, in their order.
  async places(word) {
    const { marks } = await this.known();
    // Pagefind would leave out a mark that no text has, and look for the rest.
    if (Array.from(word).some((c) => /[\p{P}\p{S}\p{M}]/u.test(c) && !marks.has(c))) return new Map();
    return this.#remember(word, async () => {
      this.#engine ??= this.#newEngine();
      return answer(await this.#engine, word);
    });
  }

  // Where a word of letters stands in any of its forms; of each case a place in the first part that
  // has one.
  forms(word) {
    return this.#remember(`"${word}"`, async () => {
      this.#engine ??= this.#newEngine();
      return answer(await this.#engine, `"${word}"`);
    });
  }

  // Where words stand that begin like this one. An instance of its own, because what is found
  // depends on the parts of the index that earlier searches have loaded.
  beginning(word) {
    return this.#remember(`${word}…`, async () => answer(await this.#newEngine(), word));
  }

  #remember(key, ask) {
    if (!this.#answers.has(key)) {
      const made = ask();
      made.catch(() => this.#answers.delete(key));
      this.#answers.set(key, made);
    }
    return this.#answers.get(key);
  }

  async #newEngine() {
    this.#module ??= import(new URL("pagefind.js", this.#folder).href);
    const { createInstance } = await this.#module;
    // In a Chinese page Pagefind would cut what it is asked for into words of the browser's.
    const page = document.documentElement;
    const { lang } = page;
    page.lang = "en";
    const engine = createInstance({ noWorker: true });
    page.lang = lang;
    await engine.init();
    return engine;
  }
}

async function answer(engine, term) {
  const { results } = await engine.search(term);
  return new Map(results.map(({ id, words }) =>
    [id.slice(id.indexOf("_") + 1), words.toSorted((a, b) => a - b)]));
}
