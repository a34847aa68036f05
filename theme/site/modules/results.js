// A result as the list shows it: its facts, and excerpts with what was found marked.

import { element, fill } from "./dom.js";
import { facts, item } from "./item.js";
import { bare } from "./tokens.js";

const PASSAGES = 3; // passages shown of a result
const BEFORE = 44; // room of an excerpt before the first mark and from there on: a Chinese
const EXCERPT = 180; // character takes 2, a Latin one 1

// The text between two places, its marks as <mark>; neighbouring marked tokens share one.
function marked(page, { start, end }, marks) {
  const made = document.createDocumentFragment();
  let text = "";
  let inside = false;
  const close = () => {
    if (text) made.append(inside ? element("mark", "", text) : text);
    text = "";
  };
  for (let at = start; at < end; at += 1) {
    if (marks.has(at) !== inside) {
      close();
      inside = !inside;
    }
    const word = bare(page.tokens[at]);
    text += word;
    if (word === page.tokens[at]) continue;
    if (inside && !marks.has(at + 1)) {
      close();
      inside = false;
    }
    text += " ";
  }
  close();
  return made;
}

// The part of a line around its first mark; a number or an address (99.6%) is never cut in two.
function excerpt(page, line, marks) {
  let first = line.start;
  while (first < line.end && !marks.has(first)) first += 1;
  if (first === line.end) first = line.start;
  let { start, end } = { start: first, end: first };
  const latin = (token) => /^[\x21-\x7e]+$/.test(token);
  const width = (at) => page.tokens[at].length * (latin(bare(page.tokens[at])) ? 1 : 2);
  const joined = (at) => at > line.start && at < line.end &&
    latin(page.tokens[at - 1]) && latin(bare(page.tokens[at]));
  for (let room = BEFORE; start > line.start && (room > 0 || joined(start)); start -= 1) {
    room -= width(start - 1);
  }
  for (let room = EXCERPT; end < line.end && (room > 0 || marks.has(end) || joined(end)); end += 1) {
    room -= width(end);
  }
  const made = document.createDocumentFragment();
  if (start > line.start) made.append("…");
  made.append(marked(page, { start, end }, marks));
  if (end < line.end) made.append("…");
  return made;
}

function textOf(page, { start, end }) {
  return page.tokens.slice(start, end).join(" ");
}

function hasMark({ start, end }, marks) {
  for (let at = start; at < end; at += 1) if (marks.has(at)) return true;
  return false;
}

export function result(page, row, table, marks, words, base, root) {
  const [title, name, place, summary] = page.lines;
  const address = base + page.url;
  const link = element("a", "", marked(page, title, marks));
  link.href = address;
  const known = [name, place].filter((line) => line.end > line.start)
    .map((line) => marked(page, line, marks));
  known.push(...table.labels(row, "type"), ...table.labels(row, "year"));
  const line = facts(known);
  const body = element("div", "search-words", element("h2", "search-title", link), line);

  const said = [title, summary].map((line) => textOf(page, line));
  const isNew = (line) => line && hasMark(line, marks) && !said.includes(textOf(page, line));
  const found = page.passages.filter(({ heading, lines }) => [heading, ...lines].some(isNew));
  if (!found.length || hasMark(summary, marks)) {
    body.append(element("p", "search-excerpt", excerpt(page, summary, marks)));
  }
  if (found.length) body.append(passages(page, found, title, address, marks, words, isNew));
  if (document.documentElement.lang === "en" && /\p{Script=Han}/u.test(link.textContent)) {
    for (const part of body.children) if (part !== line) part.lang = "zh-CN"; // not translated
  }
  return item(row, root, body);
}

function passages(page, found, title, address, marks, words, isNew) {
  const list = element("ul", "search-passages");
  for (const { anchor, heading, lines } of found.slice(0, PASSAGES)) {
    const named = heading && heading.end > heading.start ? heading : title;
    const link = element("a", "search-passage", marked(page, named, marks));
    link.href = anchor ? `${address}#${encodeURIComponent(anchor)}` : address;
    const line = lines.find(isNew) ?? lines[0];
    const text = line ? [element("p", "search-excerpt", excerpt(page, line, marks))] : [];
    list.append(element("li", "", link, ...text));
  }
  if (found.length > PASSAGES) {
    const more = fill(words.more_passages, { count: found.length - PASSAGES });
    list.append(element("li", "search-faint", more));
  }
  return list;
}
