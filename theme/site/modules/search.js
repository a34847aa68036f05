// The search page: the query and the filters stand in the address, and everything shown is built
// from text nodes. Words of the interface come from the template.

import { readAddress, writeAddress } from "./address.js";
import { Answers } from "./answers.js";
import { fill } from "./dom.js";
import { Facets } from "./facets.js";
import { Index } from "./index.js";
import { List } from "./list.js";
import { Marks } from "./marks.js";
import { Meaning } from "./meaning.js";
import { Once } from "./once.js";
import { Sheet } from "./sheet.js";
import { Table } from "./table.js";

const PAUSE = 80; // milliseconds without typing before a search starts
const REST = 150; // milliseconds without scrolling before the place is remembered

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
    this.once = new Once();
    const chosen = () => this.go("pushState");
    this.facets = new Facets(within(".search-facets"), this.words, chosen);
    this.marks = new Marks(within(".search-marks"), this.words, (next) => this.takenBack(next));
    this.sheet = new Sheet(document, this.words, () => this.marks.clear(this.facets.choice));
    this.list = new List(
      document, this.words, (shown) => this.grown(shown),
      (work) => this.guarded(work, () => {})); // what is shown stays
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
      await this.answers();
      this.write("replaceState", history.state);
      await this.search();
      this.returnTo(history.state);
    });
  }

  // What answers a query; with it come the filters.
  answers() {
    return this.once.get("answers", async () => {
      const at = (folder) => new URL(`${this.root}${folder}/`, document.baseURI);
      const table = await Table.read(at("search"), this.form.dataset.locale);
      this.facets.draw(table);
      return new Answers(table, new Index(at("pagefind"), this.form.dataset.locale), this);
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
      this.resting = setTimeout(() => this.rememberPlace(), REST);
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
    const run = (this.run += 1);
    const query = this.box.value.trim();
    try {
      const answers = await this.answers();
      const answer = await answers.to(query, this.facets.choice);
      if (run === this.run) await this.show(query, answer, answers.table);
    } catch (error) {
      if (run === this.run) throw error; // of an earlier query nobody waits for
    }
  }

  async show(query, answer, table) {
    if (!await this.list.draw(answer.positions, { ...answer, many: this.many })) return;
    this.facets.update(answer.counts);
    this.marks.draw(this.facets.choice, table);
    const chosen = [...this.facets.choice.values()].reduce((sum, keys) => sum + keys.size, 0);
    this.sheet.update(chosen, answer.positions.length);
    this.announce(query, answer);
  }

  announce(query, { positions, sure, exact, also, foreign }) {
    const count = positions.length;
    const kind = query ? "found" : "count";
    const sentence = !sure ? this.words.found_most : count === 1 ? this.words[`${kind}_one`] : this.words[kind];
    const none = query ? fill(this.words.none, { query }) : this.words.none_chosen;
    this.status.textContent = count ? fill(sentence, { count }) : none;
    const shown = positions.filter((position) => foreign.has(position)).length;
    this.meaning.say({ query, count, exact, also, foreign: shown }, (other) => this.address(other));
    this.results.dataset.query = query;
  }

  async guarded(work, failed = () => this.nothing()) {
    try {
      await work();
    } catch (error) {
      console.error(error);
      failed();
      this.status.textContent = this.words.failed;
    }
  }

  nothing() {
    this.list.empty();
    this.meaning.clear();
  }
}

const form = document.querySelector("form.search");
if (form) new SearchPage(form).start();
