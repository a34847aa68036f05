// Where a phrase stands, by asking the index for as few of its words as will do.

import { single, wordsOf } from "./words.js";

const AT_ONCE = 3; // words asked for together
const ENOUGH = 2; // words of a phrase that will do where the others are common
const HEAVIEST = [2, 3]; // weights of words that fill a file, or a large one
const FEW = 10; // pages whose texts are read instead of asking for more words

// Returns id → the places at which the phrase begins, in the index's count of words.
export async function places(index, tokens) {
  const words = wordsOf(tokens);
  if (!words.length) return index.places(single(tokens[0])); // a single character or mark
  const cover = await chosen(index, words, tokens.length);
  let found = null;
  for (let asked = 0; asked < cover.length; asked += AT_ONCE) {
    if (found && found.size <= FEW) return confirmed(index, found, tokens);
    const next = cover.slice(asked, asked + AT_ONCE);
    const answers = await Promise.all(next.map(({ word }) => index.places(word)));
    next.forEach(({ at }, i) => { found = narrowed(found, answers[i], at); });
    if (!found.size) return found;
  }
  return found;
}

// Words that together hold every token; rare ones rather than common ones, pairs rather than edges.
// The first ones lie wide apart, because they will mostly do. Words so common that each fills a
// file are left out of a phrase that has others enough.
async function chosen(index, words, length) {
  const { heavy } = await index.known();
  const all = words.map((word, at) =>
    ({ ...word, at, weight: heavy.get(word.word) ?? 0 }));
  const cost = ({ weight, size }) => 2 * weight + (size === 1 ? 1 : 0);
  const covered = new Set();
  const cover = [];
  for (let token = 0; token < length; token += 1) {
    if (covered.has(token)) continue;
    const best = all
      .filter(({ from, size }) => from <= token && token < from + size)
      .reduce((a, b) => (cost(b) <= cost(a) ? b : a));
    for (let i = 0; i < best.size; i += 1) covered.add(best.from + i);
    cover.push(best);
  }
  const step = Math.ceil(cover.length / AT_ONCE);
  const order = cover.map((word, i) => ({ word, key: [word.weight, i % step] }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1]).map(({ word }) => word);
  const light = HEAVIEST.map((most) => order.filter(({ weight }) => weight < most));
  return light.find((some) => some.length >= ENOUGH) ?? order;
}

function narrowed(found, answer, at) {
  const left = new Map();
  for (const [id, places] of answer) {
    const starts = found?.get(id);
    if (found && !starts) continue;
    const known = starts && new Set(starts);
    const kept = places.map((place) => place - at).filter((start) => !known || known.has(start));
    if (kept.length) left.set(id, kept);
  }
  return left;
}

// Keep the pages of which a line really holds all tokens of the phrase.
async function confirmed(index, found, tokens) {
  const { records } = await index.known();
  const kept = await Promise.all(Array.from(found, async ([id, starts]) => {
    const locales = new Set(starts.map((start) => records.get(id).zone(start).locale));
    const texts = await Promise.all([...locales].map((locale) => index.text(id, locale)));
    return texts.some((text) => text.holds(tokens)) ? [[id, starts]] : [];
  }));
  return new Map(kept.flat());
}
