// The search page: the query and the filters stand in the address, and everything shown is built
// from text nodes. Words of the interface come from the template.

import { readAddress, writeAddress } from "./address.js";
import { fill } from "./dom.js";
import { Facets } from "./facets.js";
import { find } from "./find.js";
import { Index } from "./index.js";
import { card } from "./item.js";
import { List } from "./list.js";
import { Marks } from "./marks.js";
import { Meaning } from "./meaning.js";
import { result } from "./results.js";
import { Sheet } from "./sheet.js";
import { Table } from "./table.js";

const FOUND = 6; // results at a time; each costs a file
const CARDS = 20; // cases at a time where no word is searched for
const OTHER = { zh: "en", en: "zh" };
const PREFIX = { zh: "", en: "en/" }; // of a language's pages below the site's root
const PAUSE = 150; // milliseconds without typing before a search starts

class SearchPage {
  constructor(form) {
    const within = (selector) => document.querySelector(selector);
    this.form = form;
    this.box = form.querySelector("input[type=search]");
    this.status = within(".search-status");
    this.results = within(".search-results");
    this.words = JSON.parse(form.dataset.words);
    this.base = form.dataset.base;
    this.root = form.dataset.root;
    this.index = new Index(new URL(`${this.root}pagefind/`, document.baseURI), form.dataset.locale);
    const chosen = () => this.go("pushState");
    this.facets = new Facets(within(".search-facets"), this.words, chosen);
    this.marks = new Marks(within(".search-marks"), this.words, (next) => this.takenBack(next));
    this.sheet = new Sheet(document, this.words, () => this.marks.clear(this.facets.choice));
    this.list = new List(
      document, this.words, (shown) => this.grown(shown), (work) => this.guarded(work));
    this.meaning = new Meaning(document, this.words, (query) => {
      this.box.value = query;
      this.go("pushState");
      this.box.focus();
    });
    this.many = 0;
    this.run = 0;
    this.composing = false;
  }

  async start() {
    this.listen();
    await this.guarded(async () => {
      this.readAddress();
      const folder = new URL(`${this.root}search/`, document.baseURI);
      this.table = await Table.read(folder, this.form.dataset.locale);
      this.facets.draw(this.table);
      this.write("replaceState", history.state);
      await this.search();
      this.returnTo(history.state);
    });
  }

  listen() {
    this.box.addEventListener("compositionstart", () => {
      this.composing = true;
      clearTimeout(this.timer);
    });
    this.box.addEventListener("compositionend", () => {
      this.composing = false;
      this.soon();
    });
    this.box.addEventListener("input", (event) => {
      if (!event.isComposing && !this.composing) this.soon();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.composing) return;
      clearTimeout(this.timer);
      this.go("pushState");
    });
    // The list comes after the page: where the reader was in it is ours to remember.
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => {
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.rememberPlace(), PAUSE);
    }, { passive: true });
    addEventListener("popstate", ({ state }) => this.guarded(async () => {
      this.readAddress();
      await this.search();
      this.returnTo(state);
    }));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.box.focus();
      this.box.select();
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go("replaceState"), PAUSE);
  }

  go(how) {
    this.many = 0;
    this.write(how);
    return this.guarded(() => this.search());
  }

  write(how, state = null) {
    const address = this.address(this.box.value.trim(), this.many);
    if (address.href === location.href) return;
    if (how === "pushState") this.rememberPlace();
    history[how](state, "", address);
  }

  address(query, many = 0) {
    return writeAddress({ query, choice: this.facets.choice, many });
  }

  readAddress() {
    const { query, choice, many } = readAddress();
    if (this.box.value.trim() !== query) this.box.value = query;
    this.facets.choice = choice;
    this.many = many;
  }

  rememberPlace() {
    history.replaceState({ top: scrollY }, "");
  }

  returnTo(state) {
    if (Number.isFinite(state?.top)) scrollTo({ top: state.top, behavior: "instant" });
  }

  grown(shown) {
    this.many = shown;
    this.write("replaceState");
  }

  // After a filter was taken back: the reader goes on at the next mark, or at the box.
  async takenBack(next) {
    await this.go("pushState");
    (next?.() ?? (this.sheet.open ? null : this.box))?.focus();
  }

  async search() {
    if (!this.table) return;
    const run = (this.run += 1);
    const query = this.box.value.trim();
    const found = query ? await this.find(query) : this.everything();
    if (run !== this.run) return;
    const { kept, counts } = this.table.keep(found.positions, this.facets.choice);
    const { make, step } = found;
    if (!await this.list.draw(kept, { make, step, many: this.many })) return;
    this.facets.update(counts);
    this.marks.draw(this.facets.choice, this.table);
    const chosen = [...this.facets.choice.values()].reduce((sum, keys) => sum + keys.size, 0);
    this.sheet.update(chosen, kept.length);
    this.announce(query, kept, found);
  }

  // All cases in the neutral order, from the table alone.
  everything() {
    const { rows } = this.table;
    const make = async (position) =>
      card(rows[position], await this.table.card(position), this.table, this.base, this.root);
    return { positions: [...rows.keys()], exact: true, also: [], foreign: new Set(), make, step: CARDS };
  }

  // The cases that a query finds; the records of the index stand in the order of the table's rows.
  async find(query) {
    const { ids, sought, foreign, exact, also } = await find(this.index, query);
    const { records } = await this.index.known();
    const known = new Map(ids.map((id) => [records.get(id).position, id]));
    const make = (position) => this.result(position, known.get(position), sought, foreign);
    return {
      positions: [...known.keys()],
      foreign: new Set([...foreign].map((id) => records.get(id).position)),
      exact, also, make, step: FOUND,
    };
  }

  // What was found in a text of the other language is shown as it stands there, below the title in
  // the page's own; where the case has no text in the page's language, its page has the other one.
  async result(position, id, sought, foreign) {
    const { locale } = this.index;
    const row = this.table.rows[position];
    const own = await this.index.text(id, locale);
    const other = foreign.has(id) ? await this.index.text(id, OTHER[locale]) : own;
    const elsewhere = foreign.has(id) && own.isWhole;
    const addresses = {
      own: this.base + row.url,
      other: (elsewhere ? this.root + PREFIX[other.locale] : this.base) + row.url,
    };
    return result({ own, other, addresses, sought, row, table: this.table, words: this.words, root: this.root });
  }

  announce(query, kept, { exact, also, foreign }) {
    const count = kept.length;
    const kind = query ? "found" : "count";
    const sentence = count === 1 ? this.words[`${kind}_one`] : this.words[kind];
    const none = query ? fill(this.words.none, { query }) : this.words.none_chosen;
    this.status.textContent = count ? fill(sentence, { count }) : none;
    const shown = kept.filter((position) => foreign.has(position)).length;
    this.meaning.say({ query, count, exact, also, foreign: shown }, (other) => this.address(other));
    this.results.dataset.query = query;
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      console.error(error);
      this.status.textContent = this.words.failed;
      this.list.empty();
    }
  }
}

const form = document.querySelector("form.search");
if (form) new SearchPage(form).start();
