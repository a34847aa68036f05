// What a query may mean besides its own words: words of the trade that mean the same, names typed
// by their sound, Traditional characters that are current in Simplified texts too.

import { mayBeTraditional, simplified } from "./script.js";
import { namesOf, sameSound, sounding } from "./sounds.js";
import { isHan, isLetters, isMark, tokens } from "./tokens.js";

const MOST = 8; // variants of a part
// Written today in both ways of writing, so that the table leaves them alone.
const EITHER = new Map(Object.entries({
  乾: "干", 著: "着", 於: "于", 藉: "借", 徵: "征", 覆: "复", 夥: "伙",
}));

// Cut the parts of a query into slots: parts that stand for one thing, and variants of them as
// {text, tokens}.
export async function understood(index, parts) {
  const { synonyms } = await index.known();
  const terms = termsOf(synonyms, index.locale);
  const slots = [];
  for (let at = 0; at < parts.length;) {
    const { size, variants } = meant(parts, at, terms);
    const some = parts.slice(at, at + size);
    const all = [...some.flatMap(script), ...variants];
    slots.push({ parts: some, variants: distinct(all, some) });
    at += size;
  }
  return slots;
}

// Each term of the trade by its key, with the words that mean the same in a text of this language:
// on English pages the Chinese ones too, because not every text is translated.
function termsOf(synonyms, locale) {
  const terms = new Map();
  const wanted = ({ zh, en }) => (locale === "zh" ? zh : [...en, ...zh]);
  for (const [zh, en, narrowerZh, narrowerEn] of synonyms) {
    const same = [...wanted({ zh, en }), ...wanted({ zh: narrowerZh, en: narrowerEn })];
    for (const term of [...zh, ...en]) terms.set(keyOf(tokens(term)), { same, size: tokens(term).length });
  }
  return terms;
}

// Of English words the plural and the possessive do not count.
function keyOf(some) {
  return some.filter((token) => !isMark(token))
    .map((token) => (isLetters(token) ? token.replace(/s$/, "") : token))
    .filter(Boolean).join(" ");
}

function meant(parts, at, terms) {
  for (let size = Math.min(5, parts.length - at); size > 0; size -= 1) {
    const some = parts.slice(at, at + size);
    if (some.some(({ quoted }) => quoted)) continue;
    const known = terms.get(keyOf(some.flatMap((part) => part.tokens)));
    if (known) return { size, variants: known.same.map(variant) };
  }
  const [part] = parts.slice(at);
  return { size: 1, variants: part.quoted ? [] : replaced(part.tokens, terms) };
}

function variant(text) {
  return { text, tokens: tokens(text) };
}

// The part with the Chinese terms in it replaced; the longest term counts at each place.
function replaced(own, terms) {
  let made = [[]];
  for (let at = 0; at < own.length;) {
    let size = Math.min(own.length - at, 12);
    while (size > 1 && !(isHan(own[at]) && terms.has(keyOf(own.slice(at, at + size))))) size -= 1;
    const piece = own.slice(at, at + size);
    const others = size > 1 ? terms.get(keyOf(piece)).same.map(tokens).filter((t) => t.every((x) => !isLetters(x))) : [];
    made = made.flatMap((before) => [piece, ...others].map((after) => [...before, ...after])).slice(0, MOST + 1);
    at += size;
  }
  return made.slice(1).map((some) => ({ text: some.join(""), tokens: some }));
}

// A part in Traditional characters: said once in Simplified ones, and where a character may be
// either, also searched for so.
function script({ text, tokens: own, quoted }) {
  const plain = simplified(text);
  if (!mayBeTraditional(text) || quoted) return [];
  const other = Array.from(plain, (c) => EITHER.get(c) ?? c).join("");
  return [...(plain === text ? [] : [{ text: plain, tokens: own }]), ...(other === plain ? [] : [variant(other)])];
}

// Leave out what would find nothing more: what was typed, and what holds it.
function distinct(variants, parts) {
  const typed = parts.length === 1 ? parts[0].tokens.join(" ") : null;
  const text = parts.map((part) => part.text).join(" ").toLowerCase();
  const kept = new Map();
  for (const one of variants) {
    if (one.text.toLowerCase() === text) continue;
    const spelt = one.tokens.join(" ");
    const same = typed !== null && ` ${spelt} `.includes(` ${typed} `) && spelt !== typed;
    if (!same && !kept.has(one.text)) kept.set(one.text, one);
  }
  return [...kept.values()].slice(0, MOST);
}

// Where letters that no text of the page's language has may be the sound of a name, give their
// slots what they may mean. `answered` gives slots their hits.
export async function withSounds(index, slots, answered) {
  const made = [];
  for (let at = 0; at < slots.length;) {
    let end = at;
    while (end < slots.length && spelling(slots[end])) end += 1;
    const run = slots.slice(at, Math.max(end, at + 1));
    const unknown = end > at && run.some(({ hits }) => ![...hits.values()].some(({ level }) => !level));
    made.push(...(unknown ? await sounded(index, run, answered) : run));
    at += run.length;
  }
  return made;
}

// The letters of a slot that may be a sound, else nothing.
function spelling({ parts, variants }) {
  if (variants.length || parts.length > 1 || parts[0].quoted) return "";
  const joined = parts[0].tokens.filter((token) => token !== "’").join("").replaceAll("ü", "v");
  return /^(?=.*[a-z])[a-z\d]{2,}$/.test(joined) ? joined : "";
}

async function sounded(index, run, answered) {
  const { files } = await index.known();
  const names = namesOf(await index.file(files.names));
  const whole = sounding(names, run.map(spelling).join(""));
  const some = whole.length
    ? [{ parts: run.flatMap(({ parts }) => parts), variants: whole.map(variant) }]
    : run.map((slot) => ({ ...slot, variants: sounding(names, spelling(slot)).map(variant) }));
  return answered(some);
}

// For Chinese parts that nothing answers: the same with names of the same sound in their place.
export async function misspelled(index, slots) {
  const { files } = await index.known();
  const isName = ({ hits, parts: [{ tokens: own, quoted }, ...others] }) =>
    !hits.size && !quoted && !others.length && own.length > 1 && own.every(isHan);
  if (!slots.some(isName)) return slots;
  const [names, readings] = await Promise.all([
    index.file(files.names).then(namesOf), index.file(files.readings).then(readingsOf)]);
  return slots.map((slot) => {
    if (!isName(slot)) return slot;
    const heard = slot.parts[0].tokens.map((token) => readings.get(token));
    return { ...slot, variants: sameSound(names, heard).map(variant) };
  });
}

// Characters with their syllable; `lines` hold a syllable and its characters.
function readingsOf(lines) {
  const readings = new Map();
  for (const line of lines.split("\n")) {
    const [syllable, characters] = line.split(" ");
    for (const character of characters ?? "") readings.set(character, syllable);
  }
  return readings;
}
