// A facet as a reader meets it: checkboxes in a fieldset, one below another where values hold
// others, long lists cut short in their own order (never by size).

import { element, fill, worded } from "./dom.js";

const LIMIT = 10; // of a long list, until a reader asks for all of it
const FOLDING = new Set(["region", "company"]); // facets whose empty values are not shown

// A value with its checkbox, and the values that it holds.
export class Choice {
  #count = element("span", "search-count");
  #spoken = element("span", "visually-hidden");
  #toggle = null;
  #list = null;
  #opened = null; // what the reader has decided

  constructor(facet, place, { key, label }, below, words) {
    Object.assign(this, { facet, place, key, label, below });
    this.words = words;
    this.box = element("input", "");
    Object.assign(this.box, { type: "checkbox", name: facet, value: key });
    this.#count.ariaHidden = "true";
    const name = worded("span", "search-name", label);
    const row = element("div", "search-row",
      element("label", "search-choice", this.box, name, this.#count, this.#spoken));
    this.item = element("li", "", row);
    if (below.length) this.#addBelow(row);
  }

  #addBelow(row) {
    this.#list = element("ul", "search-below", ...this.below.map(({ item }) => item));
    this.#list.id = `search-below-${this.facet}-${this.place}`;
    this.#toggle = element("button", "search-toggle");
    Object.assign(this.#toggle, { type: "button" });
    this.#toggle.setAttribute("aria-controls", this.#list.id);
    this.#toggle.ariaLabel = fill(this.words.below, { name: this.label });
    this.#toggle.addEventListener("click", () => {
      this.#opened = this.#list.hidden;
      this.#unfold();
    });
    row.append(this.#toggle);
    this.item.append(this.#list);
  }

  #unfold() {
    const open = this.#opened ?? this.active;
    this.#list.hidden = !open;
    this.#toggle.ariaExpanded = String(open);
    this.#toggle.hidden = this.below.every(({ folded }) => folded);
  }

  // Itself and all that it holds.
  get all() {
    return [this, ...this.below.flatMap((choice) => choice.all)];
  }

  get active() {
    return this.box.checked || this.below.some((choice) => choice.active);
  }

  matches(typed) {
    return this.label.toLowerCase().includes(typed) || this.key.includes(typed.replaceAll(" ", ""));
  }

  // `counted` says how many results a value would leave.
  update(choice, counted) {
    for (const one of this.below) one.update(choice, counted);
    const count = counted(this);
    this.box.checked = choice.get(this.facet).has(this.key);
    this.box.indeterminate = !this.box.checked && this.active;
    this.#count.textContent = count;
    this.#spoken.textContent = fill(this.words.choice_count, { count });
    this.item.classList.toggle("search-empty", !count);
    this.folded = FOLDING.has(this.facet) && !count && !this.active;
    this.item.hidden = this.folded;
    if (this.#list) this.#unfold();
  }
}

// A fieldset of choices; a long one of companies has a box to type in.
export class Group {
  #roots;
  #words;
  #all = false;
  #typed = "";
  #more = element("button", "search-all");
  #note = element("p", "search-note");

  constructor(facet, roots, words) {
    this.#roots = roots;
    this.#words = words;
    this.#more.type = "button";
    this.#more.addEventListener("click", () => this.#showAll());
    this.#note.role = "status";
    const list = element("ul", "search-choices", ...roots.map(({ item }) => item));
    const typing = facet === "company" && roots.length > LIMIT ? [this.#typing()] : [];
    const legend = element("legend", "", words.facets[facet]);
    this.fieldset = element(
      "fieldset", `search-facet search-facet-${facet}`, legend, ...typing, list, this.#note, this.#more);
  }

  get choices() {
    return this.#roots.flatMap((root) => root.all);
  }

  #typing() {
    const box = element("input", "search-typing");
    Object.assign(box, { type: "search", autocomplete: "off", spellcheck: false, maxLength: 60 });
    box.placeholder = box.ariaLabel = this.#words.type_company;
    box.addEventListener("input", () => {
      this.#typed = box.value.trim().toLowerCase();
      this.show();
    });
    return box;
  }

  #showAll() {
    const hidden = this.#roots.filter(({ item }) => item.hidden);
    this.#all = !this.#all;
    this.show();
    if (this.#all) hidden.find(({ item }) => !item.hidden)?.box.focus();
  }

  update(choice, counted) {
    for (const root of this.#roots) root.update(choice, counted);
    this.show();
  }

  show() {
    const typed = this.#typed;
    const fitting = this.#roots.filter((root) => (typed ? root.matches(typed) : !root.folded));
    const shown = new Set(typed || this.#all ? fitting
      : fitting.filter((root, place) => place < LIMIT || root.active));
    for (const root of this.#roots) root.item.hidden = !shown.has(root);
    const folded = this.#roots.filter((root) => root.folded).length;
    this.#more.hidden = Boolean(typed) || fitting.length <= LIMIT;
    this.#more.textContent =
      this.#all ? this.#words.fewer : fill(this.#words.all_of, { count: fitting.length });
    this.#more.ariaExpanded = String(this.#all);
    if (typed) this.#note.textContent = fill(this.#words.typed, { count: fitting.length });
    else this.#note.textContent = folded ? fill(this.#words.folded, { count: folded }) : "";
  }
}
