// The search page: the query and the filters stand in the address, and everything shown is built
// from text nodes. Words of the interface come from the template.

import { fill } from "./dom.js";
import { Facets } from "./facets.js";
import { find } from "./find.js";
import { Index } from "./index.js";
import { result } from "./results.js";

const SHOWN = 10; // results at a time; each costs a file
const PAUSE = 150; // milliseconds without typing before a search starts

class SearchPage {
  constructor(form) {
    const within = (selector) => document.querySelector(selector);
    this.form = form;
    this.box = form.querySelector("input[type=search]");
    this.status = within(".search-status");
    this.notice = within(".search-notice");
    this.list = within(".search-results");
    this.more = within(".search-more");
    this.words = JSON.parse(form.dataset.words);
    this.base = form.dataset.base;
    this.root = form.dataset.root;
    this.index = new Index(new URL(`${this.root}pagefind/`, document.baseURI), form.dataset.locale);
    this.facets = new Facets(document, this.words, {
      changed: () => this.go("pushState"),
      cleared: () => {
        this.go("pushState");
        this.box.focus();
      },
    });
    this.run = 0;
    this.composing = false;
  }

  async start() {
    this.listen();
    this.readAddress();
    await this.guarded(async () => {
      this.table = await this.index.table();
      this.facets.draw(this.table);
      this.readAddress();
      await this.search();
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
    this.more.addEventListener("click", () => this.guarded(() => this.show(SHOWN)));
    addEventListener("popstate", () => {
      this.readAddress();
      this.guarded(() => this.search());
    });
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
    const address = new URL(location.href);
    address.search = this.parameters();
    if (address.href !== location.href) history[how](null, "", address);
    return this.guarded(() => this.search());
  }

  parameters() {
    const parameters = new URLSearchParams();
    if (this.box.value.trim()) parameters.set("q", this.box.value.trim());
    this.facets.write(parameters);
    return parameters.toString();
  }

  readAddress() {
    const parameters = new URLSearchParams(location.search);
    const query = parameters.get("q") ?? "";
    if (this.box.value.trim() !== query) this.box.value = query;
    this.facets.read(parameters);
  }

  async search() {
    if (!this.table) return;
    const run = (this.run += 1);
    const query = this.box.value.trim();
    const found = await find(this.index, query);
    if (run !== this.run) return;
    this.found = { ...found, query, ids: this.facets.keep(found.ids), shown: 0 };
    await this.show(SHOWN, run);
    if (run === this.run) this.announce();
  }

  // Show the next results; all their files are asked for at once and drawn together.
  async show(count, run = this.run) {
    const { ids, shown, phrases, named } = this.found;
    const next = ids.slice(shown, shown + count);
    const pages = await Promise.all(next.map((id) => this.index.page(id)));
    if (run !== this.run) return;
    const records = new Map(this.table.records.map((record) => [record.id, record]));
    const items = next.map((id, i) => {
      const marks = pages[i].marks(phrases, named.get(id) ?? []);
      return result(
        pages[i], records.get(id), this.table, marks, this.words, this.base, this.root);
    });
    if (shown) {
      this.list.append(...items);
      items[0]?.querySelector("a").focus();
    } else {
      this.list.replaceChildren(...items);
    }
    this.found.shown = shown + next.length;
    const left = ids.length - this.found.shown;
    this.more.hidden = !left;
    this.more.textContent = fill(this.words.more, { count: Math.min(left, SHOWN) });
  }

  announce() {
    const { ids, exact, query } = this.found;
    const kind = query ? "found" : "count";
    const sentence = ids.length === 1 ? this.words[`${kind}_one`] : this.words[kind];
    const none = query ? fill(this.words.none, { query }) : this.words.none_chosen;
    this.status.textContent = ids.length ? fill(sentence, { count: ids.length }) : none;
    this.notice.textContent = ids.length && !exact ? this.words.inexact : "";
    if (!ids.length) this.notice.textContent = this.words.none_hint;
    this.list.dataset.query = query;
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      console.error(error);
      this.status.textContent = this.words.failed;
      this.list.replaceChildren();
      this.more.hidden = true;
    }
  }
}

const form = document.querySelector("form.search");
if (form) new SearchPage(form).start();
