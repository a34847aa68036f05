// How a query was understood, said above the results, and the way to search for nothing else.

import { fill, worded } from "./dom.js";
import { parse } from "./tokens.js";

export class Meaning {
  #notice;
  #only;
  #words;

  // `page` holds .search-notice and .search-only; `wanted` is called with a query to search for.
  constructor(page, words, wanted) {
    this.#notice = page.querySelector(".search-notice");
    this.#only = page.querySelector(".search-only");
    this.#words = words;
    this.#only.addEventListener("click", (event) => {
      event.preventDefault();
      wanted(this.#only.dataset.query);
    });
  }

  clear() {
    this.#notice.textContent = "";
    this.#only.hidden = true;
  }

  // `foreign` of `count` results were found in texts of the other language alone; `address` is that
  // of a query.
  say({ query, count, exact, also, foreign }, address) {
    const { inexact, none_hint, also: said, foreign: some, foreign_all, only } = this.#words;
    const sentences = [];
    if (!count) sentences.push([none_hint]);
    else if (!exact) sentences.push([inexact]);
    if (also.length) sentences.push(this.#listed(said, also));
    if (count && foreign) sentences.push([foreign === count ? foreign_all : fill(some, { count: foreign })]);
    const between = document.documentElement.lang === "en" ? " " : "";
    this.#notice.replaceChildren(...sentences.flatMap((parts, at) => (at ? [between, ...parts] : parts)));
    const quoted = parse(query).map(({ text }) => `"${text}"`).join(" ");
    this.#only.hidden = !also.length || quoted === query;
    this.#only.textContent = fill(only, { query });
    this.#only.dataset.query = quoted;
    this.#only.href = address(quoted);
  }

  // A sentence with a list of words, of which those of the other language say so.
  #listed(sentence, terms) {
    const [before, after] = sentence.split("{terms}");
    const list = terms.flatMap((term, at) => [at ? this.#words.comma : "", worded("span", "", term)]);
    return [before, ...list, after];
  }
}
