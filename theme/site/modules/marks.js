// What is chosen, as marks above the results; each takes itself back.

import { FACETS } from "./address.js";
import { element, fill, worded } from "./dom.js";

export class Marks {
  #list;
  #words;
  #changed;

  // `list` takes the marks; `changed` is called when one or all have been taken back.
  constructor(list, words, changed) {
    this.#list = list;
    this.#words = words;
    this.#changed = changed;
  }

  draw(choice, table) {
    const keys = FACETS.flatMap((facet) => [...choice.get(facet)].sort().map((key) => [facet, key]));
    const marks = keys.map(([facet, key]) => this.#mark(choice, facet, key, table));
    if (marks.length) marks.push(this.#clear(choice));
    this.#list.replaceChildren(...marks.map((mark) => element("li", "", mark)));
    this.#list.hidden = !marks.length;
  }

  #mark(choice, facet, key, table) {
    const { values, places } = table.facet(facet);
    const value = values[places.get(key)];
    const above = facet === "criterion" && value ? table.facet("direction").values[value.above] : null;
    const name = value ? [above?.label, value.label].filter(Boolean).join(" ") : key;
    const unknown = value ? [] : [element("span", "search-unknown", this.#words.unknown)];
    const kind = this.#words.facets[facet];
    const button = element("button", "search-mark",
      element("span", "search-kind", kind), " ", worded("span", "", name), ...unknown,
      element("span", "search-cross", "×"));
    button.type = "button";
    button.lastChild.ariaHidden = "true";
    const said = [name, ...unknown.map(({ textContent }) => textContent)].join(" ");
    button.ariaLabel = fill(this.#words.remove, { kind, name: said });
    button.addEventListener("click", () => this.#remove(choice, facet, key));
    return button;
  }

  #clear(choice) {
    const button = element("button", "search-clear", this.#words.clear);
    button.type = "button";
    button.addEventListener("click", () => this.clear(choice));
    return button;
  }

  clear(choice) {
    for (const keys of choice.values()) keys.clear();
    this.#changed(null);
  }

  // The reader goes on at the mark that takes this one's place, else at the last.
  #remove(choice, facet, key) {
    const buttons = [...this.#list.querySelectorAll("button")];
    const place = buttons.indexOf(document.activeElement);
    choice.get(facet).delete(key);
    this.#changed(() => [...this.#list.querySelectorAll("button")].at(place));
  }
}
