// What the search asks of the published index: where a word stands, and the texts.
//
// Pagefind is asked for one word at a time, and no word of the index begins with another: else its
// answer would depend on what was searched before.

import { Engine } from "./engine.js";
import { json, text } from "./fetched.js";
import { Once } from "./once.js";
import { learn, mayBeTraditional } from "./script.js";
import { Text } from "./text.js";

const LOCALES = ["zh", "en"]; // as the index has them one after the other

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
  #made = new Once();
  #answers = new Once();
  #files = new Once();
  #texts = new Once();

  // `folder` is the address of pagefind/.
  constructor(folder, locale) {
    this.#folder = folder;
    this.locale = locale;
  }

  // The records in neutral order, and what is known of the whole index.
  known() {
    return this.#made.get("known", () => this.#readKnown());
  }

  async #readKnown() {
    // It belongs to this very index: an old one from the browser's store would name files that are
    // gone.
    const address = new URL(`records.${this.locale}.json`, this.#folder);
    const { records, heavy, marks, meta, files, synonyms } = await json(address, { fresh: true });
    return {
      records: new Map(records.map(([id, ...parts], position) =>
        [id, new Record(position, this.locale, parts)])),
      heavy: new Map(heavy.flatMap((words, i) => words.map((word) => [word, i + 1]))),
      marks: new Set(marks),
      meta,
      synonyms,
      files,
    };
  }

  // A packed file of the index by its name.
  file(name) {
    return this.#files.get(name, () => text(new URL(name, this.#folder)));
  }

  // Before a text is cut that may hold Traditional characters.
  async prepare(text) {
    const { files } = await this.known();
    if (mayBeTraditional(text)) learn(await this.file(files.script));
  }

  // The text of a case in a language.
  text(id, locale) {
    return this.#texts.get(`${id}.${locale}`, async () => {
      const content = await this.file(`text/${id}.${locale}.gz`);
      await this.prepare(content);
      return new Text(JSON.parse(content), locale);
    });
  }

  // Where a word stands: id → its places, in their order.
  async places(word) {
    const { marks } = await this.known();
    // The index has no place for a mark that no text has.
    if (Array.from(word).some((c) => /[\p{P}\p{S}\p{M}]/u.test(c) && !marks.has(c))) return new Map();
    return this.#answer(word);
  }

  // Where a word of letters stands in any of its forms; of each case a place in the first part that
  // has one.
  forms(word) {
    return this.#answer(`"${word}"`);
  }

  // Where words stand that begin like this one. An engine of its own, because what is found
  // depends on the parts of the index that earlier searches have loaded.
  beginning(word) {
    return this.#answers.get(`${word}…`, async () => (await this.#newEngine()).places(word));
  }

  #answer(word) {
    return this.#answers.get(word, async () =>
      (await this.#made.get("engine", () => this.#newEngine())).places(word));
  }

  async #newEngine() {
    const { meta } = await this.known();
    if (!meta) return { places: async () => new Map() }; // a library without a case
    return Engine.start(this.#folder, meta);
  }
}
