// Where a phrase stands, by asking the index for as few of its words as will do.

import { single, wordsOf } from "./words.js";

const AT_ONCE = 3; // words asked for together
const ENOUGH = 2; // words of a phrase that will do where the others are common
const HEAVIEST = [2, 3]; // weights of words that fill a file, or a large one
const FEW = 10; // pages whose texts are read instead of asking for more words
const SOME = 24; // pages whose texts are read instead of asking for common words

// Returns {found, sure}: id → the places at which the phrase begins, in the index's count of words,
// and whether the phrase is known to stand there. Of a long phrase with rare words the common ones
// are asked for only where `thorough`; without them no page is missed, but one too many may be found.
export async function places(index, tokens, thorough = false) {
  const words = wordsOf(tokens);
  if (!words.length) return { found: await index.places(single(tokens[0])), sure: true };
  const { cover, common } = await chosen(index, words, tokens.length);
  let found = null;
  for (let asked = 0; asked < cover.length; asked += AT_ONCE) {
    if (found && found.size <= FEW) return confirmed(index, found, tokens);
    found = await narrowed(index, found, cover.slice(asked, asked + AT_ONCE));
    if (!found.size) return { found, sure: true };
  }
  for (const word of common) {
    if (found.size <= SOME) return confirmed(index, found, tokens);
    if (!thorough) return { found, sure: false };
    found = await narrowed(index, found, [word]);
  }
  return { found, sure: true };
}

// Words that together hold every token; rare ones rather than common ones, pairs rather than edges.
// The first ones lie wide apart, because they will mostly do. Words so common that each fills a
// file stand apart, `common`, in a phrase that has others enough.
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
  const kept = light.find((some) => some.length >= ENOUGH) ?? order;
  return { cover: kept, common: order.slice(kept.length) };
}

async function narrowed(index, found, words) {
  const answers = await Promise.all(words.map(({ word }) => index.places(word)));
  return words.reduce((left, { at }, i) => shared(left, answers[i], at), found);
}

function shared(found, answer, at) {
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
  return { found: new Map(kept.flat()), sure: true };
}
