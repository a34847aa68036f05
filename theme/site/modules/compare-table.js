// The table of a comparison: a column for each case, a row for each fact, measure and criterion
// that one of them has. Nothing in it is marked as better.

import { plain, said } from "./cards.js";
import { changeLine } from "./change-line.js";
import { element, worded } from "./dom.js";
import { pageAt } from "./pages.js";

export function table(cards, words, root, base, remove) {
  const made = role("table", element("table", "compare"));
  made.dataset.cases = cards.length;
  made.append(
    element("caption", "visually-hidden", words.caption),
    head(cards, words, root, base, remove),
    ...group(words.facts, cards, rowsOf(cards, "facts"), (items) => facts(items, words)),
    ...group(words.measures, cards, rowsOf(cards, "measures"), (items, row) => measures(items, row, words)),
    ...group(words.criteria, cards, rowsOf(cards, "criteria"), ([item], row, card) =>
      passages(item, card, words, base)),
  );
  return made;
}

function head(cards, words, root, base, remove) {
  const row = role("row", element("tr", ""));
  row.append(role("cell", element("td", "compare-corner")));
  for (const card of cards) {
    const cover = element("img", "cover compare-cover");
    Object.assign(cover, { src: root + card.cover, alt: "", width: 300, height: 399 });
    const link = element("a", "compare-name", said(card.name));
    link.href = pageAt(`${base}cases/${card.id}/`);
    const of = element("span", "visually-hidden", ` ${plain(card.name)}`);
    const button = element("button", "compare-remove", words.remove, of);
    button.type = "button";
    button.addEventListener("click", () => remove(card.id));
    const cell = role("columnheader", element("th", `compare-case hue-${card.hue}`,
      cover,
      link,
      element("span", "compare-place", card.place),
      element("span", "compare-title", said(card.title)),
      element("span", "compare-place", card.programme),
      button));
    cell.scope = "col";
    row.append(cell);
  }
  return role("rowgroup", element("thead", "", row));
}

// On a phone the rows are grids, which would take the roles of a table away: they are said.
function role(name, made) {
  made.setAttribute("role", name);
  return made;
}

// The rows that any case has, in their fixed order: {key, first, cells}, a list for each case.
function rowsOf(cards, part) {
  const rows = new Map();
  cards.forEach((card, column) => {
    for (const item of card[part]) {
      if (!rows.has(item.key)) {
        rows.set(item.key, { first: item, cells: cards.map(() => []) });
      }
      rows.get(item.key).cells[column].push(item);
    }
  });
  return [...rows.values()].sort((a, b) => a.first.row - b.first.row);
}

function group(title, cards, rows, content) {
  if (!rows.length) return [];
  const heading = role("rowheader", element("th", "compare-group", element("span", "", title)));
  heading.scope = "rowgroup";
  heading.colSpan = cards.length + 1;
  heading.ariaColSpan = cards.length + 1;
  const lines = rows.map((row) => {
    const name = role("rowheader", element("th", "compare-row", ...rowName(row.first)));
    name.scope = "row";
    const cells = row.cells.map((items, column) => {
      const card = cards[column];
      return role("cell", element("td", `hue-${card.hue}`, ...content(items, row, card)));
    });
    return role("row", element("tr", "", name, ...cells));
  });
  return [role("rowgroup", element("tbody", "", role("row", element("tr", "", heading)), ...lines))];
}

function rowName(item) {
  if (!item.short) return [item.label];
  return [element("b", `compare-criterion hue-${item.hue}`, `${item.direction} ${item.number}`), item.short];
}

function facts(items, words) {
  if (!items.length) return [missing(words.not_stated)];
  return items.map((item) => element("p", "", worded("span", "", item.value), ...note(item.note)));
}

function measures(items, row, words) {
  if (!items.length) return [missing(words.not_stated)];
  // One scale for a row, so that lines of equal steepness are equal changes.
  const scale = row.cells.flat().flatMap((item) => item.points ?? []);
  return items.map((item) => {
    if (!item.points) {
      const single = element("div", "compare-ends", end(item.when, item.number, item.unit));
      return element("div", "compare-measure", single, ...note(item.note));
    }
    const ends = element("div", "compare-ends",
      end(item.before_when, item.before, item.unit),
      end(item.when, item.number, item.unit));
    return element("div", "compare-measure", changeLine(item, scale), ends, ...note(item.note));
  });
}

function end(when, number, unit) {
  return element("p", "",
    element("span", "compare-when", when),
    " ",
    element("span", "compare-number", number, element("span", "compare-unit", unit)));
}

function passages(item, card, words, base) {
  if (!item) return [missing(words.not_marked)];
  const links = item.passages.map(([anchor, title]) => {
    const link = element("a", "", title);
    link.href = `${pageAt(`${base}cases/${card.id}/`)}#${encodeURIComponent(anchor)}`;
    if (item.lang) link.lang = item.lang;
    return element("li", "", link);
  });
  const mark = element("span", `compare-mark hue-${item.hue}`, words.marked);
  return links.length ? [mark, element("ul", "compare-passages", ...links)] : [mark];
}

function note(text) {
  return text ? [worded("span", "fact-note", text)] : [];
}

function missing(word) {
  return element("span", "compare-missing", word);
}
