// Names typed by their sound: kaixuanhui, kai xuan hui, kxh; and by other characters of that sound.

const UNITS = /\p{Script=Han}|[a-z]+|\d+/giu;
const INITIAL = /^(zh|ch|sh|.)/u;
const MOST = 4; // names that a sound may mean

// Names as [unit, syllable] pairs; `lines` hold a name, a tab, and a syllable for each of its
// characters, words and numbers.
export function namesOf(lines) {
  return lines.split("\n").filter(Boolean).map((line) => {
    const [name, reading] = line.split("\t");
    const syllables = reading.split(" ");
    return Array.from(name.matchAll(UNITS), ({ 0: unit, index }, i) =>
      ({ start: index, end: index + unit.length, syllable: syllables[i], name }));
  });
}

// What typed letters may mean, the likeliest first: whole syllables, a last one not finished,
// initials. Letters within a name count where they are syllables, or at least three initials.
export function sounding(names, letters) {
  const found = new Map(); // text → [kind, within a name, -names]
  for (const units of names) {
    for (let at = 0; at < units.length; at += 1) {
      const met = spelled(units, at, letters) ?? initials(units, at, letters);
      if (met) note(found, units, at, met);
    }
  }
  return likeliest(found);
}

// Names in which these syllables follow one another.
export function sameSound(names, syllables) {
  const found = new Map();
  for (const units of names) {
    for (let at = 0; at + syllables.length <= units.length; at += 1) {
      if (syllables.every((syllable, i) => units[at + i].syllable === syllable)) {
        note(found, units, at, { size: syllables.length, kind: 0 });
      }
    }
  }
  return likeliest(found);
}

function spelled(units, at, letters) {
  let left = letters;
  let size = 0;
  while (left && at + size < units.length) {
    const { syllable } = units[at + size];
    size += 1;
    if (left.startsWith(syllable)) left = left.slice(syllable.length);
    else if (syllable.startsWith(left)) return size > 1 ? { size, kind: 1 } : null;
    else return null;
  }
  return left || (at && size < 2) ? null : { size, kind: 0 };
}

function initials(units, at, letters) {
  let left = letters;
  let size = 0;
  while (left && at + size < units.length) {
    const { syllable } = units[at + size];
    const [both] = syllable.match(INITIAL);
    if (left.startsWith(both)) left = left.slice(both.length);
    else if (left.startsWith(syllable[0])) left = left.slice(1);
    else return null;
    size += 1;
  }
  return left || size < (at ? 3 : 2) ? null : { size, kind: 2 };
}

function note(found, units, at, { size, kind }) {
  const { name, start } = units[at];
  // one syllable alone says too little: it stands for the names that begin with it
  const text = size === 1 ? name : name.slice(start, units[at + size - 1].end);
  const key = [kind, at ? 1 : 0];
  const known = found.get(text);
  const better = !known || key[0] < known[0] || (key[0] === known[0] && key[1] < known[1]);
  found.set(text, [...(better ? key : known.slice(0, 2)), (known?.[2] ?? 0) - 1]);
}

function likeliest(found) {
  const best = Math.min(...[...found.values()].map(([kind]) => kind));
  return [...found].filter(([, [kind]]) => kind === best)
    .sort(([a, x], [b, y]) => x[1] - y[1] || x[2] - y[2] || (a < b ? -1 : 1))
    .slice(0, MOST).map(([text]) => text);
}
