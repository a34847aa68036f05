// A text as it is shown: its lines, and where in them something stands.

import { isLetters, placed } from "./tokens.js";

export class Line {
  #tokens = null;

  constructor(text) {
    this.text = text;
  }

  // [start, end, the token as it is compared]
  get tokens() {
    this.#tokens ??= placed(this.text);
    return this.#tokens;
  }

  // Where what is sought stands, as [start, end] of the text in their order; neighbours share one.
  ranges(sought) {
    const found = sought.flatMap((one) => this.#places(one));
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const joined = [];
    for (const [start, end] of found) {
      const last = joined.at(-1);
      if (last && !this.text.slice(last[1], start).trim()) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  }

  #places({ tokens, like }) {
    const own = this.tokens;
    const found = [];
    for (let at = 0; at + tokens.length <= own.length; at += 1) {
      if (tokens.every((token, i) => own[at + i][2] === token || (like && akin(own[at + i][2], token)))) {
        found.push([own[at][0], own[at + tokens.length - 1][1]]);
      }
    }
    return found;
  }

  // `like` is for a single word: another form of it will do.
  holds(tokens, like = false) {
    return this.#places({ tokens, like }).length > 0;
  }
}

// Whether two English words look like forms of one: elected, election.
function akin(a, b) {
  const shared = Math.max(3, Math.min(a.length, b.length) - 3);
  return isLetters(a) && isLetters(b) && a.slice(0, shared) === b.slice(0, shared);
}

export class Text {
  // `data` as casebook/search/scratch.py writes it.
  constructor([title, name, place, summary, passages], locale) {
    this.locale = locale;
    [this.title, this.name, this.place, this.summary] =
      [title, name, place, summary].map((line) => new Line(line));
    this.passages = passages.map(([anchor, heading, ...lines]) =>
      ({ anchor, heading: new Line(heading), lines: lines.map((line) => new Line(line)) }));
  }

  get head() {
    return [this.title, this.name, this.place, this.summary];
  }

  // Whether there is more than what the top of the page says: the text itself.
  get isWhole() {
    return this.passages.some(({ anchor }) => anchor);
  }

  holds(tokens, like = false) {
    const lines = this.passages.flatMap((passage) => [passage.heading, ...passage.lines]);
    return [...this.head, ...lines].some((line) => line.holds(tokens, like));
  }
}
