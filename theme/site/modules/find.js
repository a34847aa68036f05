// Find the cases that a query names, and put them in order.

import { places } from "./phrase.js";
import { misspelled, understood, withSounds } from "./query.js";
import { isLetters, isMark, parse } from "./tokens.js";

// What was typed counts before words that mean the same; what stands in a text of the other
// language only comes after either.
const MEANT = 1;
const FOREIGN = 2;

const PIECES = 6; // asked for when nothing is found

// Returns {ids, exact, sought, also, foreign}: the ids in order, whether all parts of the query
// were found, what to mark, the words also searched for and found, and the ids that were found in
// the other language alone.
export async function find(index, query) {
  await index.prepare(query);
  const parts = parse(query);
  if (!parts.length) return { ids: [], exact: true, sought: [], also: [], foreign: new Set() };
  const typed = await answered(index, await understood(index, parts));
  let slots = await withSounds(index, typed, (some) => answered(index, some));
  let ids = inAll(slots);
  if (!ids.length) {
    slots = await answered(index, await misspelled(index, slots));
    ids = inAll(slots);
  }
  if (!ids.length) return near(index, parts);
  const keys = new Map(ids.map((id) => [id, key(slots.map(({ hits }) => hits.get(id)))]));
  const met = slots.flatMap(({ variants }) => variants.filter(({ hits }) => ids.some((id) => hits.has(id))));
  return {
    ids: await ordered(index, ids, keys),
    exact: true,
    sought: [
      ...parts.map(({ tokens }) => ({ tokens, like: tokens.length === 1 })),
      ...met.map(({ tokens }) => ({ tokens })),
    ],
    also: [...new Set(met.map(({ text }) => text))],
    foreign: new Set(ids.filter((id) => keys.get(id)[0] >= FOREIGN)),
  };
}

// The ids that every slot has.
function inAll([first, ...others]) {
  return [...first.hits.keys()].filter((id) => others.every(({ hits }) => hits.has(id)));
}

// Give every slot of a query its hits: id → {level, depth, count}, from all its parts as they were
// typed, or from a variant of them.
async function answered(index, slots) {
  return Promise.all(slots.map(async (slot) => {
    const typed = await Promise.all(slot.parts.map(({ tokens }) => phraseHits(index, tokens, 0)));
    const variants = await Promise.all(slot.variants.map(async (variant) =>
      ({ ...variant, hits: await phraseHits(index, variant.tokens, MEANT) })));
    const [first, ...others] = typed;
    const hits = new Map();
    for (const id of first.keys()) {
      if (others.every((hit) => hit.has(id))) hits.set(id, together(typed.map((hit) => hit.get(id))));
    }
    for (const [id, hit] of variants.flatMap((variant) => [...variant.hits])) {
      const known = hits.get(id);
      if (!known || hit.level < known.level) hits.set(id, hit);
    }
    return { ...slot, variants, hits };
  }));
}

function together(hits) {
  return {
    level: Math.max(...hits.map(({ level }) => level)),
    depth: hits.reduce((sum, { depth }) => sum + depth, 0),
    count: hits.reduce((sum, { count }) => sum + count, 0),
  };
}

async function phraseHits(index, tokens, level) {
  const found = await hitsOf(index, await places(index, tokens), level);
  if (tokens.length > 1 || !isLetters(tokens[0])) return found;
  return new Map([...await hitsOf(index, await index.forms(tokens[0]), level || MEANT), ...found]);
}

async function hitsOf(index, answer, level) {
  const { records } = await index.known();
  const found = new Map();
  for (const [id, starts] of answer) {
    const record = records.get(id);
    if (!record) continue; // of the other language alone
    const zones = starts.map((start) => record.zone(start));
    const own = zones.filter(({ locale }) => locale === index.locale);
    const counted = own.length ? own : zones;
    found.set(id, {
      level: own.length ? level : level + FOREIGN,
      depth: Math.min(...counted.map(({ depth }) => depth)),
      count: counted.length,
    });
  }
  return found;
}

// By how the query was understood, by where its words first stand (title and name, then summary,
// then text), by how many places are known, then neutrally.
function key(hits) {
  const { level, depth, count } = together(hits);
  return [level, depth, -count];
}

async function ordered(index, ids, keys) {
  const { records } = await index.known();
  const full = new Map(ids.map((id) => [id, [...keys.get(id), records.get(id).position]]));
  return [...ids].sort((a, b) => {
    const [x, y] = [full.get(a), full.get(b)];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? 0 : x[at] - y[at];
  });
}

// What is close to a query that no case answers: cases that share at least half as many pieces of
// it as the best one does.
async function near(index, parts) {
  const asked = await Promise.all(pieces(parts).map(async (tokens) => {
    const hits = await phraseHits(index, tokens, 0);
    const inexact = !hits.size && tokens.length === 1 && isLetters(tokens[0]);
    return { tokens, like: inexact, hits: inexact ? await hitsOf(index, await index.beginning(tokens[0]), 0) : hits };
  }));
  const shared = new Map();
  for (const { hits } of asked) {
    for (const id of hits.keys()) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  const best = Math.max(...shared.values());
  const ids = [...shared.keys()].filter((id) => shared.get(id) * 2 >= best);
  const keys = new Map(ids.map((id) => {
    const met = asked.flatMap(({ hits }) => hits.get(id) ?? []);
    return [id, [-shared.get(id), ...key(met)]];
  }));
  return {
    ids: await ordered(index, ids, keys),
    exact: false,
    sought: asked.filter(({ hits }) => hits.size),
    also: [],
    foreign: new Set(ids.filter((id) => keys.get(id)[1] >= FOREIGN)),
  };
}

// Pairs of neighbouring tokens and whole words; of a long query every other pair.
function pieces(parts) {
  const found = new Map();
  for (const { tokens } of parts) {
    const words = tokens.filter((token) => !isMark(token));
    const pairs = words.length > 1 ? words.slice(1).map((word, i) => [words[i], word]) : [words];
    const kept = pairs.length > PIECES ? pairs.filter((_, i) => i % 2 === 0) : pairs;
    for (const pair of kept.filter((p) => p.length)) found.set(pair.join(" "), pair);
    for (const word of words.filter(isLetters)) found.set(word, [word]);
  }
  return [...found.values()].slice(0, PIECES);
}
