// A case in the list of results: its cover in its hue, and words beside it.

import { element, worded } from "./dom.js";
import { keepButton } from "./kept.js";
import { pageAt } from "./pages.js";

export function item({ url, hue, image }, root, body) {
  body.append(keepButton(url.split("/").at(-2), body.querySelector("h2").textContent));
  const made = element("li", "search-result");
  if (/^[a-z-]+$/.test(hue)) made.classList.add(`hue-${hue}`);
  if (image) {
    const cover = element("img", "search-cover");
    Object.assign(cover, { src: root + image, alt: "", loading: "lazy" });
    made.append(cover);
  }
  made.append(body);
  return made;
}

// The facts of a result in a line; each is a text or a node. No line begins with a dot.
export function facts(known) {
  const line = element("p", "search-facts");
  known.forEach((fact, i) => line.append(...(i ? ["\u00a0· "] : []), fact));
  return line;
}

// A case as the table knows it: nothing in it is marked.
export function card(row, [title, name, place, text], table, base, root) {
  const link = worded("a", "", title);
  link.href = pageAt(base + row.url);
  const known = [name, place, ...table.labels(row, "type"), ...table.labels(row, "year")];
  const body = element("div", "search-words",
    element("h2", "search-title", link),
    facts(known.filter(Boolean).map((fact) => worded("span", "", fact))),
    worded("p", "search-excerpt", text));
  return item(row, root, body);
}
