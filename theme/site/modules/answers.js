// What is shown for a query: which cases, in which order, and each as an item of the list.

import { find } from "./find.js";
import { card } from "./item.js";
import { pageAt } from "./pages.js";
import { result } from "./results.js";

const FOUND = 6; // results at a time; each costs a file
const CARDS = 20; // cases at a time where no word is searched for
const OTHER = { zh: "en", en: "zh" };
const PREFIX = { zh: "", en: "en/" }; // of a language's pages below the site's root

export class Answers {
  #index;
  #words;
  #base;
  #root;

  // `base` and `root` are the ways from the page to its language's root and to the site's.
  constructor(table, index, { words, base, root }) {
    this.table = table;
    this.#index = index;
    this.#words = words;
    this.#base = base;
    this.#root = root;
  }

  // The answer to a query with a choice of filters, or without words: the places of cases that are
  // left in the table, how many each filter would leave, and how to make an item of a place. The
  // first that are shown are right; where the answer is not `sure`, further ones are looked at when
  // their turn comes, and there may be fewer of them.
  async to(query, choice) {
    if (!query) return this.#kept(this.#everything(), choice);
    const answer = this.#kept(await this.#found(query), choice);
    if (answer.sure) return answer;
    const first = answer.positions.slice(0, FOUND);
    const right = await Promise.all(first.map(answer.holds));
    if (!right.every(Boolean)) return this.#kept(await this.#found(query, { thorough: true }), choice);
    return { ...answer, sure: answer.positions.length <= FOUND };
  }

  #kept(found, choice) {
    const { kept, counts } = this.table.keep(found.positions, choice);
    return { ...found, positions: kept, counts };
  }

  // All cases in the neutral order, from the table alone.
  #everything() {
    const { rows } = this.table;
    const make = async (position) =>
      card(rows[position], await this.table.card(position), this.table, this.#base, this.#root);
    return { positions: [...rows.keys()], sure: true, exact: true, also: [], foreign: new Set(), make, step: CARDS };
  }

  // The cases that a query finds; the records of the index stand in the order of the table's rows.
  async #found(query, how) {
    const found = await find(this.#index, query, how);
    const { records } = await this.#index.known();
    const ids = new Map(found.ids.map((id) => [records.get(id).position, id]));
    const holds = async (position) => found.sure || found.holds(ids.get(position));
    const make = async (position) =>
      (await holds(position) ? this.#result(position, ids.get(position), found) : null);
    const foreign = new Set([...found.foreign].map((id) => records.get(id).position));
    return { ...found, positions: [...ids.keys()], foreign, holds, make, step: FOUND };
  }

  // What was found in a text of the other language is shown as it stands there, below the title in
  // the page's own; where the case has no text in the page's language, its page has the other one.
  async #result(position, id, { sought, foreign }) {
    const { locale } = this.#index;
    const row = this.table.rows[position];
    const own = await this.#index.text(id, locale);
    const other = foreign.has(id) ? await this.#index.text(id, OTHER[locale]) : own;
    const elsewhere = foreign.has(id) && own.isWhole;
    const addresses = {
      own: pageAt(this.#base + row.url),
      other: pageAt((elsewhere ? this.#root + PREFIX[other.locale] : this.#base) + row.url),
    };
    return result({ own, other, addresses, sought, row, table: this.table, words: this.#words, root: this.#root });
  }
}
