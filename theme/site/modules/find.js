// Find the pages that a query names, and put them in order.

import { MARK, WORD, parse } from "./tokens.js";

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
