// The table of facets and cases: what may be chosen, how many cases each choice would leave, and
// the cards that show a case without its text.

import { json } from "./fetched.js";
import { Once } from "./once.js";

export class Table {
  #folder;
  #files;
  #each;
  #cards = new Once();

  // `folder` is the address of search/.
  static async read(folder, locale) {
    // The table names files that go with it; an old one from the browser's store would name
    // files that are gone.
    const address = new URL(`table.${locale}.json`, folder);
    return new Table(await json(address, { fresh: true }), folder);
  }

  constructor({ facets, rows, cards, each }, folder) {
    this.facets = facets.map(([key, values]) => ({
      key,
      values: values.map(([name, label, above = -1]) => ({ key: name, label, above })),
      places: new Map(values.map(([name], place) => [name, place])),
    }));
    this.rows = rows.map(([url, image, hue, ...chosen]) => ({
      url,
      image: image.replace("*", () => url.split("/").at(-2)),
      hue,
      chosen: chosen.map((places, facet) => this.#within(facet, places)),
    }));
    this.#folder = folder;
    this.#files = cards;
    this.#each = each;
  }

  // A case of a district is one of its city and province too.
  #within(facet, places) {
    const { key, values } = this.facets[facet];
    if (key !== "region") return places;
    const all = new Set(places);
    for (const place of all) if (values[place].above >= 0) all.add(values[place].above);
    return [...all];
  }

  facet(key) {
    return this.facets.find((facet) => facet.key === key);
  }

  // The labels of a row in a facet, to stand beside a case; there, that a source does not state
  // a thing says nothing.
  labels(row, key) {
    const at = this.facets.findIndex((facet) => facet.key === key);
    const own = row.chosen[at].map((place) => this.facets[at].values[place]);
    return own.filter((value) => value.key !== "unstated").map(({ label }) => label);
  }

  // Keep the rows that carry, in every facet with a choice, one of the keys chosen; a key that
  // the library does not have is carried by none. Counted is, for every value, how many results a
  // reader would see who chose it, the choices in the other facets being what they are.
  keep(positions, choice) {
    const wanted = this.facets.map(({ key, places }) => {
      const keys = choice.get(key);
      return keys.size ? new Set([...keys].map((name) => places.get(name) ?? -1)) : null;
    });
    const counts = this.facets.map(({ values }) => values.map(() => 0));
    const kept = positions.filter((position) => {
      const { chosen } = this.rows[position];
      const failed = wanted.flatMap((places, facet) =>
        places && !chosen[facet].some((place) => places.has(place)) ? [facet] : []);
      if (failed.length > 1) return false;
      for (const facet of failed.length ? failed : counts.keys()) {
        for (const place of chosen[facet]) counts[facet][place] += 1;
      }
      return !failed.length;
    });
    return { kept, counts };
  }

  // The card of a row: title, name, place and a line. Neighbours come in one file.
  async card(position) {
    const file = Math.floor(position / this.#each);
    const cards = await this.#cards.get(file, () => json(new URL(this.#files[file], this.#folder)));
    return cards[position % this.#each];
  }
}
