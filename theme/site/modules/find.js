// Find the cases that a query names, and put them in order.

import { places } from "./phrase.js";
import { misspelled, understood, withSounds } from "./query.js";
import { isLetters, isMark, parse } from "./tokens.js";

// What was typed counts before words that mean the same; what stands in a text of the other
// language only comes after either.
const MEANT = 1;
const FOREIGN = 2;

const PIECES = 6; // asked for when nothing is found

// Returns {ids, exact, sought, also, foreign, sure, holds}: the ids in order, whether all parts of
// the query were found, what to mark, the words also searched for and found, and the ids that were
// found in the other language alone. Where it is not `sure`, an id too many may be among them;
// `holds` says of an id, by its text, whether it belongs there. A `thorough` search is sure.
export async function find(index, query, { thorough = false } = {}) {
  await index.prepare(query);
  const parts = parse(query);
  if (!parts.length) return { ids: [], exact: true, sought: [], also: [], foreign: new Set(), sure: true };
  const ask = (some) => answered(index, some, thorough);
  const typed = await ask(await understood(index, parts));
  let slots = await withSounds(index, typed, ask);
  let ids = inAll(slots);
  if (!ids.length) {
    slots = await ask(await misspelled(index, slots));
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
    sure: slots.every(({ ways }) => ways.flat().every(({ sure }) => sure)),
    holds: (id) => holds(index, slots, id),
  };
}

// The ids that every slot has.
function inAll([first, ...others]) {
  return [...first.hits.keys()].filter((id) => others.every(({ hits }) => hits.has(id)));
}

// Give every slot of a query its hits: id → {level, depth, count, locales}, from all its parts as
// they were typed, or from a variant of them; and the `ways` in which it may be met.
async function answered(index, slots, thorough) {
  return Promise.all(slots.map(async (slot) => {
    const asked = (one, level) => phraseHits(index, one.tokens, level, thorough);
    const typed = await Promise.all(slot.parts.map((part) => asked(part, 0)));
    const variants = await Promise.all(slot.variants.map(async (variant) =>
      ({ ...variant, ...await asked(variant, MEANT) })));
    const [first, ...others] = typed.map(({ hits }) => hits);
    const hits = new Map();
    for (const id of first.keys()) {
      if (others.every((hit) => hit.has(id))) hits.set(id, together([first, ...others].map((hit) => hit.get(id))));
    }
    for (const [id, hit] of variants.flatMap((variant) => [...variant.hits])) {
      const known = hits.get(id);
      if (!known || hit.level < known.level) hits.set(id, hit);
    }
    return { ...slot, variants, hits, ways: [typed, ...variants.map((variant) => [variant])] };
  }));
}

// Whether a case meets every slot in one of its ways; its texts are read where the index leaves it
// open.
async function holds(index, slots, id) {
  const open = slots.filter(({ ways }) => !ways.some((way) => way.every(({ hits, sure }) => sure && hits.has(id))));
  const locales = new Set(open.flatMap(({ ways }) => ways.flat().flatMap(({ hits }) => [...hits.get(id)?.locales ?? []])));
  const texts = await Promise.all([...locales].map((locale) => index.text(id, locale)));
  const met = ({ tokens, hits, sure }) => hits.has(id) && (sure || texts.some((text) => text.holds(tokens)));
  return open.every(({ ways }) => ways.some((way) => way.every(met)));
}

function together(hits) {
  return {
    level: Math.max(...hits.map(({ level }) => level)),
    depth: hits.reduce((sum, { depth }) => sum + depth, 0),
    count: hits.reduce((sum, { count }) => sum + count, 0),
  };
}

async function phraseHits(index, tokens, level, thorough) {
  const { found, sure } = await places(index, tokens, thorough);
  const hits = await hitsOf(index, found, level);
  if (tokens.length > 1 || !isLetters(tokens[0])) return { tokens, hits, sure };
  const forms = await hitsOf(index, await index.forms(tokens[0]), level || MEANT);
  return { tokens, hits: new Map([...forms, ...hits]), sure };
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
      locales: new Set(zones.map(({ locale }) => locale)),
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

// What is close to a query that no case answers: cases that share at least half as much of it as
// the best one does. A piece counts for more the fewer cases have it, and for nothing where most do:
// 小区加装电梯 is close to what speaks of 电梯, not to every 小区.
async function near(index, parts) {
  const { records } = await index.known();
  const rare = ({ size }) => size * 2 <= Math.max(records.size, 4);
  const weight = ({ hits, like }) => (rare(hits) || like ? Math.log(1 + records.size / hits.size) : 0);
  const asked = await Promise.all(pieces(parts).map(async (tokens) => {
    const { hits } = await phraseHits(index, tokens, 0);
    const inexact = !hits.size && tokens.length === 1 && isLetters(tokens[0]);
    return { tokens, like: inexact, hits: inexact ? await alike(index, tokens) : hits };
  }));
  const shared = new Map();
  for (const piece of asked.filter(weight)) {
    for (const id of piece.hits.keys()) shared.set(id, (shared.get(id) ?? 0) + weight(piece));
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
    sure: true, // what it says is no more than that they come close
  };
}

// Where words begin like one that stands nowhere (committe, committee). Pagefind goes on to ever
// shorter beginnings until it finds any: what has no more than those (as, for asdf) is not alike.
async function alike(index, tokens) {
  const hits = await hitsOf(index, await index.beginning(tokens[0]), 0);
  const [first] = hits;
  if (!first) return hits;
  const texts = await Promise.all([...first[1].locales].map((locale) => index.text(first[0], locale)));
  return texts.some((text) => text.holds(tokens, true)) ? hits : new Map();
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
