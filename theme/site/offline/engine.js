// Where words stand, in a copy that is opened from a folder: no browser compiles Pagefind's program
// there. The index is one of our own, cut into scripts (casebook/offline/postings.py).

import { json } from "./fetched.js";
import { Once } from "./once.js";
import { stem } from "./stem.js";
import { isLetters } from "./tokens.js";
import { END } from "./words.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE = 32; // a digit from there on says that another follows
const VALUES = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

function* numbers(text) {
  let [value, unit] = [0, 1];
  for (const digit of text) {
    const given = VALUES.get(digit);
    value += (given % BASE) * unit;
    unit *= BASE;
    if (given >= BASE) continue;
    yield value;
    [value, unit] = [0, 1];
  }
}

// Letters with marks above or below them are found without these.
const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "") || word;

export class Engine {
  #folder;
  #ids;
  #starts;
  #parts = new Once();

  // `folder` is the address of pagefind/.
  static async start(folder) {
    return new Engine(folder, await json(new URL("index/parts.json", folder)));
  }

  // `ids` are those of the cases in the index's order, `starts` the first word of each part.
  constructor(folder, { ids, starts }) {
    this.#folder = folder;
    this.#ids = ids;
    this.#starts = starts;
  }

  // Where a word stands: id → its places, in their order. A word in straight quotation marks is
  // found in all of its forms, a word of letters in those that begin like it.
  async places(word) {
    const asked = plain(word.replaceAll('"', ""));
    if (word.startsWith('"')) return this.#all((await this.#forms()).get(stem(asked)) ?? []);
    const begins = isLetters(asked) && !asked.endsWith(END);
    return this.#all(begins ? await this.#beginnings(asked) : [asked]);
  }

  // Words that begin like this one, or else like ever less of it.
  async #beginnings(word) {
    const forms = [...await this.#forms()];
    for (let start = stem(word); start; start = start.slice(0, -1)) {
      const found = forms.filter(([form]) => form.startsWith(start)).flatMap(([, words]) => words);
      if (found.length) return found;
    }
    return [];
  }

  // The words of letters by their stem.
  #forms() {
    return this.#parts.get("letters", async () => {
      const forms = new Map();
      for (const word of await json(new URL("index/letters.json", this.#folder))) {
        const form = stem(word);
        forms.set(form, [...forms.get(form) ?? [], word]);
      }
      return forms;
    });
  }

  async #all(words) {
    const found = new Map();
    for (const answer of await Promise.all(words.map((word) => this.#one(word)))) {
      for (const [id, places] of answer) found.set(id, [...found.get(id) ?? [], ...places]);
    }
    for (const places of found.values()) places.sort((a, b) => a - b);
    return found;
  }

  async #one(word) {
    const after = this.#starts.findIndex((start) => start > word);
    const number = (after < 0 ? this.#starts.length : after) - 1;
    const found = new Map();
    if (number < 0) return found;
    const given = [...numbers((await this.#part(number)).get(word) ?? "")];
    for (let at = 0, id = 0; at < given.length;) {
      id += given[at];
      const count = given[at + 1];
      let place = 0;
      found.set(this.#ids[id], given.slice(at + 2, at + 2 + count).map((step) => (place += step)));
      at += 2 + count;
    }
    return found;
  }

  // The words of a part of the index, each with where it stands: for every case how far it is from
  // the last one's place in the list of cases, how many places follow, and how far each is from the
  // last.
  #part(number) {
    return this.#parts.get(number, async () =>
      new Map(await json(new URL(`index/${number}.json`, this.#folder))));
  }
}
