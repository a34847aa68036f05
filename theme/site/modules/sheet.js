// Where the filters stand: in a column beside the results, or on a phone in a sheet over them.

import { fill } from "./dom.js";

export class Sheet {
  #dialog;
  #opener;
  #see;
  #clear;
  #words;

  // `page` holds .search-side, .search-facets, .search-open and the dialog .search-sheet.
  constructor(page, words, cleared) {
    const within = (selector) => page.querySelector(selector);
    this.#words = words;
    this.#dialog = within(".search-sheet");
    this.#opener = within(".search-open");
    this.#see = within(".search-see");
    this.#clear = within(".search-sheet-clear");
    this.#opener.addEventListener("click", () => this.#dialog.showModal());
    this.#clear.addEventListener("click", cleared);
    for (const button of [this.#see, within(".search-close")]) {
      button.addEventListener("click", () => this.#dialog.close());
    }
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // beside the sheet
    });
    const facets = within(".search-facets");
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => {
      if (wide.matches) this.#dialog.close();
      (wide.matches ? within(".search-side") : within(".search-sheet-body")).append(facets);
      this.#opener.hidden = wide.matches;
    };
    wide.addEventListener("change", fit);
    fit();
  }

  get open() {
    return this.#dialog.open;
  }

  // Say how many filters are chosen and how many cases there are behind the sheet.
  update(chosen, count) {
    const { filters, filters_chosen, see, see_one, none_chosen } = this.#words;
    this.#opener.textContent = chosen ? fill(filters_chosen, { count: chosen }) : filters;
    const sentence = count === 1 ? see_one : see;
    this.#see.textContent = count ? fill(sentence, { count }) : none_chosen;
    this.#clear.hidden = !chosen;
  }
}
