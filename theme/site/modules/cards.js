// Cases as the reading list and the comparison show them: an index of names, a card for each.

import { element } from "./dom.js";
import { json } from "./fetched.js";

const OTHER = { zh: "en", en: "zh-CN" };

export class Cards {
  #folder;
  #locale;
  #index;
  #cards = new Map();

  constructor(root, locale) {
    this.#folder = new URL(`${root}reader/`, document.baseURI);
    this.#locale = locale;
  }

  // The cases in neutral order, former ids with what they lead to, and those withdrawn.
  index() {
    this.#index ??= this.#read();
    return this.#index;
  }

  async #read() {
    const table = await json(new URL(`cases.${this.#locale}.json`, this.#folder), { fresh: true });
    const entries = table.cases.map(([id, own, place, reading, other]) => ({
      id,
      name: own || { text: other, lang: OTHER[this.#locale] },
      plain: own || other,
      place,
      sought: sought([id, own, place, other], reading),
    }));
    return {
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      moved: new Map(Object.entries(table.moved)),
      withdrawn: new Set(table.withdrawn),
    };
  }

  // The card of a case; null where there is none any more. `id` must have been checked.
  card(id) {
    if (!this.#cards.has(id)) {
      // It has no hash in its name, so an old one must not outlive a correction.
      const address = new URL(`${this.#locale}/${id}.json`, this.#folder);
      this.#cards.set(id, json(address, { fresh: true, optional: true }));
      this.#cards.get(id).catch(() => this.#cards.delete(id)); // asked for again next time
    }
    return this.#cards.get(id);
  }

  // What the ids of a list stand for now, in their order: {id, card} or {id, gone}.
  async all(ids) {
    const { entries, moved, withdrawn } = await this.index();
    const found = ids.map(async (given) => {
      const id = moved.get(given) ?? given;
      const card = entries.has(id) ? await this.card(id) : null;
      return card ? { given, id, card } : { given, id, gone: withdrawn.has(id) ? "withdrawn" : "unknown" };
    });
    return Promise.all(found);
  }
}

// What is typed and what is sought in one form; in readings, ü is written v.
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/ü/g, "v");
}

// What a reader may type of a case: its words, its reading from any syllable on, and initials.
function sought(texts, reading) {
  const syllables = reading.split(" ");
  const initials = syllables.map((syllable) => syllable[0]);
  const readings = syllables.map((_, at) => syllables.slice(at).join(""));
  const short = initials.map((_, at) => initials.slice(at).join(""));
  return fold([...texts, ...readings, ...short].join("\n"));
}

// Whether all parts of a query stand in what is sought; Latin words count from their beginning.
export function fits(parts, { sought: text }) {
  return parts.every((part) =>
    /^[a-z0-9]+$/.test(part) ? new RegExp(`(^|[^a-z0-9])${part}`).test(text) : text.includes(part));
}

// A text of a card, in an element that names its language where it is not the page's.
export function said(value) {
  if (typeof value === "string") return document.createTextNode(value);
  const span = element("span", "", value.text);
  span.lang = value.lang;
  return span;
}

export function plain(value) {
  return typeof value === "string" ? value : value.text;
}
