// A search as the address of the page says it: the query, the keys chosen in each facet, and how
// many results are shown. Equal searches have equal addresses, in both languages.

// The same names and order as in casebook/search/facets.py; a test compares the two.
export const FACETS = [
  "direction", "criterion", "type", "region", "programme", "year", "company",
];
const MOST = 200; // results that an address may ask for at once

export function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const many = parameters.get("n") ?? "";
  return {
    query: (parameters.get("q") ?? "").trim(),
    choice: new Map(FACETS.map((facet) =>
      [facet, new Set(parameters.getAll(facet).map((key) => key.trim()).filter(Boolean))])),
    many: /^\d{1,4}$/.test(many) ? Math.min(Number(many), MOST) : 0,
  };
}

export function writeAddress({ query, choice, many }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const facet of FACETS) {
    for (const key of [...choice.get(facet)].sort()) parameters.append(facet, key);
  }
  if (many) parameters.set("n", many);
  const address = new URL(location.href);
  address.search = parameters.toString();
  return address;
}
