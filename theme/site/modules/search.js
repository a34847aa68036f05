// The search page: the query and the filters stand in the address, Pagefind finds phrases, and
// everything shown is built from text nodes. Words of the interface come from the template.
//
// Pagefind is asked for nothing but phrases of whole tokens. Their answers depend on the index
// alone; those of an ordinary search also depend on what was searched before in the session.

// The same expression as in casebook/search/tokens.py; a test compares the two.
const ALONE =
  "\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u2070-\\u209c\\u2150-\\u218b\\u2460-\\u24ff\\u2776-\\u2793" +
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u318f\\u31a0-\\u31ff\\u3220-\\u33ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97c\\uac00-\\ud7fb\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(
  `(?:(?![${ALONE}])[\\p{L}\\p{Nl}\\p{No}])+|\\p{Nd}+|\\S`, "gu");
const WORD = new RegExp(`^(?![${ALONE}])[\\p{L}\\p{Nl}\\p{No}]`, "u");
const MARK = /^[^\p{L}\p{N}]$/u;
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = "␣";
const LINE = "␤";

const SHOWN = 10; // results at a time; each costs a file
const PASSAGES = 3; // passages shown of a result
const LONGEST = 64; // tokens of a query
const BEFORE = 44; // room of an excerpt before the first mark and from there on: a Chinese
const EXCERPT = 180; // character takes 2, a Latin one 1
const PAUSE = 150; // milliseconds without typing before a search starts

export function fold(text) {
  const half = text
    .normalize("NFC")
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/％/g, "%")
    .replace(/＋/g, "+")
    .replace(/[␣␤]/g, " ")
    .replace(UNSEEN, "");
  return half.replace(/(?<=[\p{L}\p{Nl}\p{No}])'/gu, "’");
}

export function tokens(text) {
  return fold(text).match(TOKEN) ?? [];
}

// Cut a query into parts that must all be found: at spaces, but not inside straight quotation
// marks. A mark that ends an English word is left out: nobody means the comma.
export function parse(query) {
  const parts = [];
  let left = LONGEST;
  for (const [, quoted, plain] of query.matchAll(/"([^"]+)"?|([^\s"]+)/g)) {
    const text = quoted ?? plain.replace(/(?<=[a-zA-Z])[,.;:!?]+$/, "");
    const part = tokens(text).slice(0, left).map((token) => token.toLowerCase());
    left -= part.length;
    if (part.length) parts.push(part);
  }
  return parts;
}

// Unpack a file of Pagefind's: gzip (unless the server has undone it), then a signature.
async function unpack(response) {
  const signature = 12;
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return JSON.parse(new TextDecoder().decode(bytes.subarray(signature)));
}

async function request(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

// A page as the index keeps it: its tokens, its lines (title, name, place, summary, text), and
// the passages with their addresses.
export class Page {
  constructor(data) {
    this.url = data.url.replace(/^\/[a-z]+\//, "");
    this.tokens = data.content.split(" ");
    this.plain = this.tokens.map((token) => bare(token).toLowerCase());
    this.lines = [];
    this.passages = [];
    let start = 0;
    this.tokens.forEach((token, at) => {
      if (token !== LINE) return;
      this.lines.push({ start, end: at });
      start = at + 1;
    });
    const anchors = new Map(data.anchors.map((anchor) => [anchor.location, anchor.id]));
    let passage = { anchor: "", heading: null, lines: [] };
    for (const line of this.lines.slice(4)) {
      if (anchors.has(line.start)) {
        passage = { anchor: anchors.get(line.start), heading: line, lines: [] };
        this.passages.push(passage);
      } else {
        if (!this.passages.length) this.passages.push(passage);
        passage.lines.push(line);
      }
    }
  }

  // The places where the phrases stand, and those that Pagefind named (other forms of a word).
  marks(phrases, named) {
    const marked = new Set(named);
    for (const phrase of phrases) {
      for (let at = this.plain.indexOf(phrase[0]); at >= 0; at = this.plain.indexOf(phrase[0], at + 1)) {
        if (phrase.every((token, i) => this.plain[at + i] === token)) {
          phrase.forEach((_, i) => marked.add(at + i));
        }
      }
    }
    return marked;
  }
}

function bare(token) {
  return token.endsWith(SPACE) ? token.slice(0, -1) : token;
}

// What a search asks of the published index. `folder` is the address of pagefind/.
export class Index {
  #folder;
  #locale;
  #table;
  #module;
  #engine;
  #phrases = new Map();
  #pages = new Map();

  constructor(folder, locale) {
    this.#folder = folder;
    this.#locale = locale;
  }

  // The facets with their labels, and the records in neutral order.
  table() {
    this.#table ??= this.#readTable();
    return this.#table;
  }

  async #readTable() {
    // The table belongs to this very index: an old one from the browser's store would name files
    // that are gone.
    const address = new URL(`facets.${this.#locale}.json`, this.#folder);
    const { facets, records } = await (await request(address, { cache: "no-cache" })).json();
    return {
      facets: facets.map(([key, labels]) => ({ key, labels })),
      records: records.map(([id, head, lead, hue, image, ...chosen]) =>
        ({ id, head, lead, hue, image, chosen })),
    };
  }

  page(id) {
    if (!this.#pages.has(id)) {
      const address = new URL(`fragment/${id}.pf_fragment`, this.#folder);
      this.#pages.set(id, request(address).then(unpack).then((data) => new Page(data)));
    }
    return this.#pages.get(id);
  }

  // Where a phrase of tokens stands: page id → places. Of a phrase of several tokens Pagefind
  // names the first place only.
  phrase(phrase) {
    const term = `"${phrase.join(" ")}"`;
    if (!this.#phrases.has(term)) {
      this.#phrases.set(term, this.#ask(term));
    }
    return this.#phrases.get(term);
  }

  // Words that begin like this one. An instance of its own, because what is found depends on the
  // parts of the index that earlier searches have loaded.
  async beginning(word) {
    if (!this.#phrases.has(word)) {
      this.#phrases.set(word, this.#newEngine().then((engine) => answer(engine, word)));
    }
    return this.#phrases.get(word);
  }

  async #ask(term) {
    this.#engine ??= this.#newEngine();
    return answer(await this.#engine, term);
  }

  async #newEngine() {
    this.#module ??= import(new URL("pagefind.js", this.#folder).href);
    const engine = (await this.#module).createInstance({ noWorker: true });
    await engine.init();
    return engine;
  }
}

async function answer(engine, term) {
  const { results } = await engine.search(term);
  return new Map(results.map(({ id, words }) => [id, words]));
}

// Find what a query names. `exact` says whether every part of it stands there as typed; if no
// page has them all, pages come that share at least half as many pairs of neighbouring tokens as
// the best one does.
export async function find(index, query) {
  const { records } = await index.table();
  const parts = parse(query);
  if (!parts.length || !records.length) {
    const ids = query.trim() && !parts.length ? [] : records.map((record) => record.id);
    return { ids, exact: true, phrases: [], named: new Map() };
  }
  const hits = await Promise.all(parts.map((part) => index.phrase(part)));
  const all = records.filter(({ id }) => hits.every((hit) => hit.has(id)));
  if (all.length) return { ...arranged(all, hits, () => 0), exact: true, phrases: parts };

  const pieces = await piecesOf(index, parts);
  const shared = new Map(
    records.map(({ id }) => [id, pieces.filter(({ hit }) => hit.has(id)).length]));
  const best = Math.max(...shared.values());
  const close = best ? records.filter(({ id }) => shared.get(id) * 2 >= best) : [];
  return {
    ...arranged(close, pieces.map(({ hit }) => hit), (id) => -shared.get(id)),
    exact: false,
    phrases: pieces.map(({ phrase }) => phrase),
  };
}

async function piecesOf(index, parts) {
  const asked = new Map();
  for (const part of parts) {
    const words = part.filter((token) => !MARK.test(token));
    const pairs = words.length > 1 ? words.slice(1).map((word, i) => [words[i], word]) : [words];
    for (const pair of pairs.filter((p) => p.length)) asked.set(pair.join(" "), pair);
    for (const word of words.filter((w) => WORD.test(w))) asked.set(word, [word]);
  }
  return Promise.all([...asked.values()].map(async (phrase) => {
    const hit = await index.phrase(phrase);
    const inexact = !hit.size && phrase.length === 1 && WORD.test(phrase[0]);
    return { phrase, hit: inexact ? await index.beginning(phrase[0]) : hit };
  }));
}

// Order pages by where their words first stand (title and name, then summary, then text), then by
// how many places are known, then neutrally.
function arranged(records, hits, nearness) {
  const named = new Map();
  const keys = new Map();
  for (const { id, head, lead } of records) {
    const places = hits.map((hit) => hit.get(id) ?? []);
    const zones = places.filter((p) => p.length).map((p) => {
      const first = Math.min(...p);
      return first < head ? 0 : first < head + lead ? 1 : 2;
    });
    const found = places.reduce((sum, p) => sum + p.length, 0);
    named.set(id, places.flat());
    keys.set(id, [nearness(id), zones.reduce((a, b) => a + b, 0), -found]);
  }
  const ids = records.map(({ id }) => id).sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
  return { ids, named };
}

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

// ---- what is shown ----

function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

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

function result(page, record, table, marks, words, base, root) {
  const [title, name, place, summary] = page.lines;
  const address = base + page.url;
  const link = element("a", "", marked(page, title, marks));
  link.href = address;
  const item = element("li", "search-result");
  if (/^[a-z-]+$/.test(record.hue)) item.classList.add(`hue-${record.hue}`);
  if (record.image) {
    const image = element("img", "search-cover");
    Object.assign(image, { src: root + record.image, alt: "", loading: "lazy" });
    item.append(image);
  }
  const facts = element("p", "search-facts");
  const known = [name, place].filter((line) => line.end > line.start)
    .map((line) => marked(page, line, marks));
  for (const facet of ["type", "year"]) {
    const at = table.facets.findIndex(({ key }) => key === facet);
    known.push(...record.chosen[at].map((label) => table.facets[at].labels[label]));
  }
  known.forEach((fact, i) => facts.append(...(i ? [" · "] : []), fact));
  const body = element("div", "search-words", element("h2", "search-title", link), facts);

  const said = [title, summary].map((line) => textOf(page, line));
  const isNew = (line) => line && hasMark(line, marks) && !said.includes(textOf(page, line));
  const found = page.passages.filter(({ heading, lines }) => [heading, ...lines].some(isNew));
  if (!found.length || hasMark(summary, marks)) {
    body.append(element("p", "search-excerpt", excerpt(page, summary, marks)));
  }
  if (found.length) body.append(passages(page, found, title, address, marks, words, isNew));
  if (document.documentElement.lang === "en" && /\p{Script=Han}/u.test(link.textContent)) {
    for (const part of body.children) if (part !== facts) part.lang = "zh-CN"; // not translated
  }
  item.append(body);
  return item;
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

// ---- the page ----

class SearchPage {
  constructor(form) {
    const within = (selector) => document.querySelector(selector);
    this.form = form;
    this.box = form.querySelector("input[type=search]");
    this.facets = within(".search-facets");
    this.sheet = within(".search-sheet");
    this.status = within(".search-status");
    this.notice = within(".search-notice");
    this.list = within(".search-results");
    this.more = within(".search-more");
    this.clear = within(".search-clear");
    this.words = JSON.parse(form.dataset.words);
    this.base = form.dataset.base;
    this.root = form.dataset.root;
    this.index = new Index(new URL(`${this.root}pagefind/`, document.baseURI), form.dataset.locale);
    this.choice = new Map();
    this.run = 0;
    this.composing = false;
  }

  async start() {
    this.listen();
    this.readAddress();
    await this.guarded(async () => {
      this.table = await this.index.table();
      this.drawFacets();
      this.readAddress();
      await this.search();
    });
  }

  listen() {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => { this.sheet.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    this.box.addEventListener("compositionstart", () => {
      this.composing = true;
      clearTimeout(this.timer);
    });
    this.box.addEventListener("compositionend", () => {
      this.composing = false;
      this.soon();
    });
    this.box.addEventListener("input", (event) => {
      if (!event.isComposing && !this.composing) this.soon();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.composing) return;
      clearTimeout(this.timer);
      this.go("pushState");
    });
    this.facets.addEventListener("change", () => this.go("pushState"));
    this.clear.addEventListener("click", () => {
      for (const box of this.checkboxes()) box.checked = false;
      this.go("pushState");
      this.box.focus();
    });
    this.more.addEventListener("click", () => this.guarded(() => this.show(SHOWN)));
    addEventListener("popstate", () => {
      this.readAddress();
      this.guarded(() => this.search());
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.box.focus();
      this.box.select();
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go("replaceState"), PAUSE);
  }

  go(how) {
    this.readChoice();
    const address = new URL(location.href);
    address.search = this.parameters();
    if (address.href !== location.href) history[how](null, "", address);
    return this.guarded(() => this.search());
  }

  checkboxes() {
    return [...this.facets.querySelectorAll("input[type=checkbox]")];
  }

  readChoice() {
    this.choice = new Map();
    for (const box of this.checkboxes().filter((b) => b.checked)) {
      this.choice.set(box.name, [...(this.choice.get(box.name) ?? []), box.value]);
    }
  }

  parameters() {
    const parameters = new URLSearchParams();
    if (this.box.value.trim()) parameters.set("q", this.box.value.trim());
    for (const [key, labels] of this.choice) labels.forEach((l) => parameters.append(key, l));
    return parameters.toString();
  }

  readAddress() {
    const parameters = new URLSearchParams(location.search);
    const query = parameters.get("q") ?? "";
    if (this.box.value.trim() !== query) this.box.value = query;
    for (const box of this.checkboxes()) {
      box.checked = parameters.getAll(box.name).includes(box.value);
    }
    this.readChoice();
  }

  drawFacets() {
    this.facets.replaceChildren();
    for (const { key, labels } of this.table.facets) {
      if (!labels.length) continue;
      const group = element("fieldset", "search-facet", element("legend", "", this.words.facets[key]));
      for (const label of labels) {
        const box = element("input", "");
        Object.assign(box, { type: "checkbox", name: key, value: label });
        const count = element("span", "search-count");
        group.append(element("label", "search-choice", box, element("span", "", label), count));
      }
      this.facets.append(group);
    }
  }

  drawCounts(ids) {
    const counts = countsOf(ids, this.table, this.choice);
    const counted = new Map(this.table.facets.flatMap(({ key, labels }, facet) =>
      labels.map((label, i) => [`${key} ${label}`, counts[facet][i]])));
    for (const box of this.checkboxes()) {
      const count = counted.get(`${box.name} ${box.value}`);
      box.parentElement.querySelector(".search-count").textContent = count;
      box.parentElement.classList.toggle("search-empty", !count);
    }
    const chosen = [...this.choice.values()].flat().length;
    this.clear.hidden = !chosen;
    this.sheet.querySelector("summary").textContent =
      chosen ? fill(this.words.filters_chosen, { count: chosen }) : this.words.filters;
  }

  async search() {
    if (!this.table) return;
    const run = (this.run += 1);
    const query = this.box.value.trim();
    const found = await find(this.index, query);
    if (run !== this.run) return;
    const ids = chosenOf(found.ids, this.table, this.choice);
    this.drawCounts(found.ids);
    this.found = { ...found, query, ids, shown: 0 };
    await this.show(SHOWN, run);
    if (run === this.run) this.announce();
  }

  // Show the next results; all their files are asked for at once and drawn together.
  async show(count, run = this.run) {
    const { ids, shown, phrases, named } = this.found;
    const next = ids.slice(shown, shown + count);
    const pages = await Promise.all(next.map((id) => this.index.page(id)));
    if (run !== this.run) return;
    const records = new Map(this.table.records.map((record) => [record.id, record]));
    const items = next.map((id, i) => {
      const marks = pages[i].marks(phrases, named.get(id) ?? []);
      return result(
        pages[i], records.get(id), this.table, marks, this.words, this.base, this.root);
    });
    if (shown) {
      this.list.append(...items);
      items[0]?.querySelector("a").focus();
    } else {
      this.list.replaceChildren(...items);
    }
    this.found.shown = shown + next.length;
    const left = ids.length - this.found.shown;
    this.more.hidden = !left;
    this.more.textContent = fill(this.words.more, { count: Math.min(left, SHOWN) });
  }

  announce() {
    const { ids, exact, query } = this.found;
    const kind = query ? "found" : "count";
    const sentence = ids.length === 1 ? this.words[`${kind}_one`] : this.words[kind];
    const none = query ? fill(this.words.none, { query }) : this.words.none_chosen;
    this.status.textContent = ids.length ? fill(sentence, { count: ids.length }) : none;
    this.notice.textContent = ids.length && !exact ? this.words.inexact : "";
    if (!ids.length) this.notice.textContent = this.words.none_hint;
    this.list.dataset.query = query;
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      console.error(error);
      this.status.textContent = this.words.failed;
      this.list.replaceChildren();
      this.more.hidden = true;
    }
  }
}

const form = document.querySelector("form.search");
if (form) new SearchPage(form).start();
