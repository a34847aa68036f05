// A result as the list shows it: its facts, and excerpts with what was found marked.

import { element, fill } from "./dom.js";
import { facts, item } from "./item.js";

const PASSAGES = 3; // passages shown of a result
const BEFORE = 44; // room of an excerpt before the first mark and from there on: a Chinese
const EXCERPT = 180; // character takes 2, a Latin one 1

// The text between two places of a line, its ranges as <mark>.
function marked({ text }, ranges, start = 0, end = text.length) {
  const made = document.createDocumentFragment();
  let at = start;
  for (const [from, to] of ranges) {
    if (to <= at || from >= end) continue;
    made.append(text.slice(at, Math.max(from, at)));
    made.append(element("mark", "", text.slice(Math.max(from, at), Math.min(to, end))));
    at = Math.min(to, end);
  }
  made.append(text.slice(at, end));
  return made;
}

// The part of a line around its first mark; a number or an address (99.6%) is never cut in two.
function excerpt(line, ranges) {
  const { text, tokens } = line;
  const [from, to] = ranges[0] ?? [0, 0];
  const first = Math.max(0, tokens.findIndex(([start]) => start >= from));
  const latin = ([start, end]) => /^[\x21-\x7e]+$/.test(text.slice(start, end));
  const width = (token) => (token[1] - token[0]) * (latin(token) ? 1 : 2);
  const joined = (at) => at > 0 && at < tokens.length &&
    latin(tokens[at - 1]) && latin(tokens[at]) && tokens[at - 1][1] === tokens[at][0];
  let [start, end] = [first, first];
  for (let room = BEFORE; start > 0 && (room > 0 || joined(start)); start -= 1) {
    room -= width(tokens[start - 1]);
  }
  for (let room = EXCERPT; end < tokens.length && (room > 0 || tokens[end][0] < to || joined(end)); end += 1) {
    room -= width(tokens[end]);
  }
  const made = document.createDocumentFragment();
  if (start > 0) made.append("…");
  const places = end > start ? [tokens[start][0], tokens[end - 1][1]] : [0, 0];
  made.append(marked(line, ranges, ...places));
  if (end < tokens.length) made.append("…");
  return made;
}

// Says of each line where something sought stands. Other forms of an English word are marked where
// the word itself is nowhere.
class Marks {
  #sought;

  constructor(sought, texts) {
    this.#sought = sought.map((one) =>
      ({ ...one, like: one.like && !texts.some((text) => text.holds(one.tokens)) }));
  }

  of(line) {
    return line.ranges(this.#sought);
  }

  has(line) {
    return this.of(line).length > 0;
  }
}

// `own` is the text in the page's language, `other` the one in which the passages were found: it
// may be the same. `addresses` are those of the pages with these texts.
export function result({ own, other, addresses, sought, row, table, words, root }) {
  const marks = new Marks(sought, [own, other]);
  const { title, name, place, summary } = own;
  const link = element("a", "", marked(title, marks.of(title)));
  link.href = addresses.own;
  const known = [name, place].filter(({ text }) => text).map((line) => marked(line, marks.of(line)));
  known.push(...table.labels(row, "type"), ...table.labels(row, "year"));
  const body = element("div", "search-words",
    said(element("h2", "search-title", link), title), facts(known));

  const shown = new Set([title.text, summary.text]);
  const isNew = (line) => !shown.has(line.text) && marks.has(line);
  const found = other.passages.filter(({ heading, lines }) => [heading, ...lines].some(isNew));
  if (!found.length || marks.has(summary)) {
    body.append(said(element("p", "search-excerpt", excerpt(summary, marks.of(summary))), summary));
  }
  if (found.length) body.append(passages(found, { title: other.title, address: addresses.other, marks, words, isNew }));
  return item(row, root, body);
}

function passages(found, { title, address, marks, words, isNew }) {
  const list = element("ul", "search-passages");
  for (const { anchor, heading, lines } of found.slice(0, PASSAGES)) {
    const named = heading.text ? heading : title;
    const link = element("a", "search-passage", marked(named, marks.of(named)));
    link.href = anchor ? `${address}#${encodeURIComponent(anchor)}` : address;
    const line = lines.find(isNew) ?? lines[0];
    const text = line ? [said(element("p", "search-excerpt", excerpt(line, marks.of(line))), line)] : [];
    list.append(element("li", "", said(link, named), ...text));
  }
  if (found.length > PASSAGES) {
    const more = fill(words.more_passages, { count: found.length - PASSAGES });
    list.append(element("li", "search-faint", more));
  }
  return list;
}

// Name the language of a line of the library where it is not the page's.
function said(made, { text }) {
  const chinese = /\p{Script=Han}/u.test(text);
  if (document.documentElement.lang === "en") {
    if (chinese) made.lang = "zh-CN";
  } else if (!chinese && /[a-z]{3}/i.test(text)) made.lang = "en";
  return made;
}
