// Traditional characters read as Simplified ones, as casebook/search/script.py reads the texts.

const table = new Map();
let current = null;

// The characters of GB 2312, which are written today as they are: the browser's own decoder knows
// them, so that the table is fetched only for others.
function currentCharacters() {
  if (!current) {
    const bytes = [];
    for (let row = 0xb0; row <= 0xf7; row += 1) {
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
    }
    current = new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
  }
  return current;
}

export function mayBeTraditional(text) {
  const known = currentCharacters();
  return (text.match(/\p{Script=Han}/gu) ?? []).some((c) => !known.has(c));
}

// Take in the table: lines of a Simplified character and its Traditional ones.
export function learn(lines) {
  for (const line of lines.split("\n")) {
    const [first, ...others] = line;
    for (const other of others) table.set(other, first);
  }
}

export function simplified(text) {
  return table.size ? Array.from(text, (c) => table.get(c) ?? c).join("") : text;
}
