// The filters beside the results: what is chosen, how many results each choice would leave, and
// the part of the address that says so.

import { element, fill } from "./dom.js";

// Keep the ids that carry, in every facet with a choice, one of the labels chosen.
function chosenOf(ids, table, choice, except = null) {
  const wanted = table.facets.map(({ key, labels }) => {
    const names = key === except ? [] : choice.get(key) ?? [];
    return names.map((name) => labels.indexOf(name)).filter((i) => i >= 0);
  });
  const chosen = new Map(table.records.map((record) => [record.id, record.chosen]));
  return ids.filter((id) =>
    wanted.every((w, facet) => !w.length || w.some((i) => chosen.get(id)[facet].includes(i))));
}

// For every label: how many results a reader would see who chose it (too), the choices in other
// facets being what they are.
function countsOf(ids, table, choice) {
  const chosen = new Map(table.records.map((record) => [record.id, record.chosen]));
  return table.facets.map(({ key, labels }, facet) => {
    const counts = labels.map(() => 0);
    for (const id of chosenOf(ids, table, choice, key)) {
      for (const label of chosen.get(id)[facet]) counts[label] += 1;
    }
    return counts;
  });
}

export class Facets {
  #sheet;
  #list;
  #clear;
  #words;
  #table = null;
  #choice = new Map();

  // `page` holds .search-sheet, .search-facets and .search-clear; `changed` is called when the
  // reader has chosen, `cleared` when all choices were taken back.
  constructor(page, words, { changed, cleared }) {
    this.#sheet = page.querySelector(".search-sheet");
    this.#list = page.querySelector(".search-facets");
    this.#clear = page.querySelector(".search-clear");
    this.#words = words;
    this.#listen(changed, cleared);
  }

  #listen(changed, cleared) {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => { this.#sheet.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    this.#list.addEventListener("change", () => {
      this.#readBoxes();
      changed();
    });
    this.#clear.addEventListener("click", () => {
      for (const box of this.#boxes()) box.checked = false;
      this.#readBoxes();
      cleared();
    });
  }

  #boxes() {
    return [...this.#list.querySelectorAll("input[type=checkbox]")];
  }

  #readBoxes() {
    this.#choice = new Map();
    for (const box of this.#boxes().filter((b) => b.checked)) {
      this.#choice.set(box.name, [...(this.#choice.get(box.name) ?? []), box.value]);
    }
  }

  // Draw the choices that the table knows; nothing is chosen yet.
  draw(table) {
    this.#table = table;
    this.#list.replaceChildren();
    for (const { key, labels } of table.facets) {
      if (!labels.length) continue;
      const group = element("fieldset", "search-facet", element("legend", "", this.#words.facets[key]));
      for (const label of labels) {
        const box = element("input", "");
        Object.assign(box, { type: "checkbox", name: key, value: label });
        const count = element("span", "search-count");
        group.append(element("label", "search-choice", box, element("span", "", label), count));
      }
      this.#list.append(group);
    }
  }

  // Take the choices from the address.
  read(parameters) {
    for (const box of this.#boxes()) {
      box.checked = parameters.getAll(box.name).includes(box.value);
    }
    this.#readBoxes();
  }

  // Put the choices into the address.
  write(parameters) {
    for (const [key, labels] of this.#choice) labels.forEach((l) => parameters.append(key, l));
  }

  // Keep the ids that fit what is chosen, and show at every choice what it would leave of them.
  keep(ids) {
    this.#drawCounts(ids);
    return chosenOf(ids, this.#table, this.#choice);
  }

  #drawCounts(ids) {
    const counts = countsOf(ids, this.#table, this.#choice);
    const counted = new Map(this.#table.facets.flatMap(({ key, labels }, facet) =>
      labels.map((label, i) => [`${key} ${label}`, counts[facet][i]])));
    for (const box of this.#boxes()) {
      const count = counted.get(`${box.name} ${box.value}`);
      box.parentElement.querySelector(".search-count").textContent = count;
      box.parentElement.classList.toggle("search-empty", !count);
    }
    const chosen = [...this.#choice.values()].flat().length;
    this.#clear.hidden = !chosen;
    this.#sheet.querySelector("summary").textContent =
      chosen ? fill(this.#words.filters_chosen, { count: chosen }) : this.#words.filters;
  }
}
