// The stem of an English word, by which its forms are found: elected, election, elects. The index
// of the site keeps stems; here the same algorithm, English of Snowball, is run in the browser
// (https://snowballstem.org/algorithms/english/stemmer.html).

const WHOLE = new Map(Object.entries({
  skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl",
  gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl", sky: "sky",
  news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes",
}));
const KEPT = new Set([
  "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
]);
const SECOND = { // suffixes of the first region, and what takes their place
  tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize",
  ization: "ize", ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al",
  alli: "al", fulness: "ful", ousli: "ous", ousness: "ous", iveness: "ive", iviti: "ive",
  biliti: "ble", bli: "ble", ogi: "og", fulli: "ful", lessli: "less", li: "",
};
const THIRD = {
  tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "",
  ness: "", ative: "",
};
const FOURTH = [ // of the second region
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate",
  "iti", "ous", "ive", "ize", "ion",
];

const hasVowel = (part) => /[aeiouy]/.test(part);
const endsShort = (word) =>
  /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(word);
const region = (word, from) => {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
};
const longest = (word, suffixes) =>
  suffixes.filter((suffix) => word.endsWith(suffix)).sort((a, b) => b.length - a.length)[0];

export function stem(given) {
  if (given.length < 3) return given;
  if (WHOLE.has(given)) return WHOLE.get(given);
  const marked = given.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const [begin] = /^(?:gener|commun|arsen)/.exec(marked) ?? [""];
  const first = begin ? begin.length : region(marked, 0);
  const second = region(marked, first);
  const singular = withoutPlural(marked);
  if (KEPT.has(singular)) return singular;
  const tense = withoutTense(singular, first).replace(/(?<=.[^aeiouy])[yY]$/, "i");
  const plainer = withoutSuffixes(tense, first, second);
  return withoutEnd(plainer, first, second).replaceAll("Y", "y");
}

function withoutPlural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/(?:ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  return /s$/.test(word) && !/[us]s$/.test(word) && hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutTense(word, first) {
  const suffix = longest(word, ["eed", "eedly", "ed", "edly", "ing", "ingly"]);
  if (!suffix) return word;
  const part = word.slice(0, -suffix.length);
  if (suffix.startsWith("ee")) return part.length >= first ? `${part}ee` : word;
  if (!hasVowel(part)) return word;
  if (/(?:at|bl|iz)$/.test(part)) return `${part}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(part)) return part.slice(0, -1);
  return endsShort(part) && part.length <= first ? `${part}e` : part;
}

function withoutSuffixes(word, first, second) {
  const once = replaced(word, SECOND, first, (suffix, part) =>
    suffix === "ogi" ? part.endsWith("l") : suffix !== "li" || /[cdeghkmnrt]$/.test(part));
  const twice = replaced(once, THIRD, first, (suffix, part) => suffix !== "ative" || part.length >= second);
  const suffix = longest(twice, FOURTH);
  const part = suffix ? twice.slice(0, -suffix.length) : twice;
  return part.length >= second && (suffix !== "ion" || /[st]$/.test(part)) ? part : twice;
}

function replaced(word, table, from, fits) {
  const suffix = longest(word, Object.keys(table));
  if (!suffix) return word;
  const part = word.slice(0, -suffix.length);
  return part.length >= from && fits(suffix, part) ? part + table[suffix] : word;
}

function withoutEnd(word, first, second) {
  const part = word.slice(0, -1);
  if (word.endsWith("e") && (part.length >= second || (part.length >= first && !endsShort(part)))) return part;
  return word.endsWith("ll") && part.length >= second ? part : word;
}
