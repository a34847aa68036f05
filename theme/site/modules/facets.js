// The filters beside the results: the fieldsets, and what is chosen in them.

import { FACETS } from "./address.js";
import { Choice, Group } from "./choices.js";

export class Facets {
  #place;
  #words;
  #groups = [];
  #table = null;

  // `place` takes the fieldsets; `changed` is called when the reader has chosen.
  constructor(place, words, changed) {
    this.#place = place;
    this.#words = words;
    this.choice = new Map(FACETS.map((facet) => [facet, new Set()]));
    place.addEventListener("change", (event) => {
      if (event.target.type !== "checkbox") return;
      this.#pick(event.target);
      changed();
    });
  }

  // Draw the choices that the table knows.
  draw(table) {
    this.#table = table;
    const roots = new Map(FACETS.map((facet) => [facet, this.#tree(facet, -1)]));
    roots.set("direction", this.#tree("direction", -1, "criterion"));
    roots.delete("criterion"); // they stand below their directions
    this.#groups = [...roots].filter(([, found]) => found.length)
      .map(([facet, found]) => new Group(facet, found, this.#words));
    this.#place.replaceChildren(...this.#groups.map(({ fieldset }) => fieldset));
  }

  // The choices of a facet that stand below one place; `within` is the facet of those below them.
  #tree(facet, above, within = facet) {
    return this.#table.facet(facet).values.flatMap((value, place) => {
      if (value.above !== above) return [];
      const below = within === facet && facet !== "region" ? [] : this.#tree(within, place);
      return [new Choice(facet, place, value, below, this.#words)];
    });
  }

  // A place chosen within a province takes the province's stead, and the other way round: together
  // they would mean no more than the province.
  #pick(box) {
    const chosen = this.choice.get(box.name);
    if (!box.checked) {
      chosen.delete(box.value);
      return;
    }
    const all = this.#groups.flatMap(({ choices }) => choices);
    for (const one of all) {
      const inside = one.all.slice(1).filter(({ facet }) => facet === box.name);
      if (one.box === box) inside.forEach(({ key }) => chosen.delete(key));
      else if (one.facet === box.name && inside.some((other) => other.box === box)) {
        chosen.delete(one.key);
      }
    }
    chosen.add(box.value);
  }

  // Show at every choice whether it is made and how many results it would leave.
  update(counts) {
    const places = new Map(this.#table.facets.map(({ key }, place) => [key, place]));
    const counted = ({ facet, place }) => counts[places.get(facet)][place];
    for (const group of this.#groups) group.update(this.choice, counted);
  }
}
