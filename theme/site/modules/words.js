// The words of a query as the index keeps those of a text: pairs of Chinese characters, and whole
// words. casebook/search/words.py does the same with texts; a test compares the two.

import { isWord } from "./tokens.js";

// A letter that no text has: with it no word is the beginning of another.
export const END = "\ua000";

// The word by which the index knows a single character or mark, or a word of letters or a number.
export const single = (token) => (isWord(token) ? END : "") + token + END;

// `tokens` are those of a line or of a part of it. A word that stands at `from` is made of `size`
// tokens. Between letters and numbers stand runs of Chinese characters and marks: each two
// neighbours are a word; where a run touches letters or a number, its edge is one too. So the words
// of a query that stands in a line are among the line's words, one after another.
export function wordsOf(tokens) {
  const found = [];
  for (let start = 0; start < tokens.length;) {
    if (isWord(tokens[start])) {
      found.push({ word: single(tokens[start]), from: start, size: 1 });
      start += 1;
      continue;
    }
    let end = start;
    while (end < tokens.length && !isWord(tokens[end])) end += 1;
    found.push(...run(tokens, start, end));
    start = end;
  }
  return found;
}

function run(tokens, start, end) {
  const edge = (at) => ({ word: single(tokens[at]), from: at, size: 1 });
  const left = start > 0 ? [edge(start)] : [];
  const right = end < tokens.length ? [edge(end - 1)] : [];
  if (end - start === 1) return left.length ? left : right;
  const pairs = [];
  for (let at = start; at < end - 1; at += 1) {
    pairs.push({ word: tokens[at] + tokens[at + 1], from: at, size: 2 });
  }
  return [...left, ...pairs, ...right];
}
