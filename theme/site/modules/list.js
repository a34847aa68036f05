// The list of results, a page at a time; what has been shown stays where it is.

import { fill } from "./dom.js";

export class List {
  #list;
  #more;
  #words;
  #entries = [];
  #shown = 0;
  #make = null;
  #step = 0;
  #run = 0;

  // `grown` is called with the number of results shown when the reader has asked for more.
  constructor(page, words, grown, guarded) {
    this.#list = page.querySelector(".search-results");
    this.#more = page.querySelector(".search-more");
    this.#words = words;
    this.#more.addEventListener("click", () => guarded(async () => {
      if (await this.#add()) grown(this.#shown);
    }));
  }

  // Show the first of these entries, at least `many`; `make` makes one of them, or nothing if it
  // does not belong there after all. Returns whether they stand there: another list may have been
  // asked for meanwhile.
  async draw(entries, { make, step, many }) {
    const run = (this.#run += 1);
    const count = Math.min(entries.length, Math.max(step, many));
    const items = await Promise.all(entries.slice(0, count).map(make));
    if (run !== this.#run) return false;
    this.#list.replaceChildren(...items.filter(Boolean));
    this.#entries = entries;
    this.#make = make;
    this.#step = step;
    this.#settle(count);
    return true;
  }

  async #add() {
    const run = this.#run;
    let shown = this.#shown;
    let items = [];
    while (!items.length && shown < this.#entries.length) {
      const next = this.#entries.slice(shown, shown + this.#step);
      items = (await Promise.all(next.map(this.#make))).filter(Boolean);
      if (run !== this.#run) return false;
      shown += next.length;
    }
    this.#list.append(...items);
    items[0]?.querySelector("a").focus({ preventScroll: true });
    this.#settle(shown);
    return true;
  }

  #settle(shown) {
    this.#shown = shown;
    const left = this.#entries.length - shown;
    this.#more.hidden = !left;
    this.#more.textContent = fill(this.#words.more, { count: Math.min(left, this.#step) });
  }

  empty() {
    this.#run += 1;
    this.#list.replaceChildren();
    this.#more.hidden = true;
  }
}
