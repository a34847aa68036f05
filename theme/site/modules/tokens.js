// Cut a query as the index is cut. The same expression as in casebook/search/tokens.py; a test
// compares the two.

import { simplified } from "./script.js";

const ALONE =
  "\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u2070-\\u209c\\u2150-\\u218b\\u2460-\\u24ff\\u2776-\\u2793" +
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u318f\\u31a0-\\u31ff\\u3220-\\u33ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97c\\uac00-\\ud7fb\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(
  `(?:(?![${ALONE}])[\\p{L}\\p{Nl}\\p{No}])+|\\p{Nd}+|\\S`, "gu");
const LETTERS = new RegExp(`^(?![${ALONE}])[\\p{L}\\p{Nl}\\p{No}]`, "u");
const WORD = new RegExp(`^(?![${ALONE}])[\\p{L}\\p{N}]`, "u");
const MARK = /^[^\p{L}\p{N}]$/u;
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;

const LONGEST = 64; // tokens of a query

export function fold(text) {
  const half = text
    .normalize("NFC")
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/％/g, "%")
    .replace(/＋/g, "+")
    .replace(/␤/g, " ")
    .replace(UNSEEN, "");
  return half.replace(/(?<=[\p{L}\p{Nl}\p{No}])'/gu, "’");
}

// A token as it is compared.
export function normal(token) {
  return simplified(token).toLowerCase().replace('"', "“");
}

// The tokens of a text as they are compared.
export function tokens(text) {
  return (fold(text).match(TOKEN) ?? []).map(normal);
}

// The tokens of a folded text with their places in it: [start, end, as compared].
export function placed(text) {
  return Array.from(text.matchAll(TOKEN), ({ 0: token, index }) =>
    [index, index + token.length, normal(token)]);
}

export const isLetters = (token) => LETTERS.test(token);
export const isWord = (token) => WORD.test(token);
export const isMark = (token) => MARK.test(token);
export const isHan = (token) => /^\p{Script=Han}/u.test(token);

// Cut a query into parts that must all be found: at spaces, but not inside straight quotation
// marks, which ask for exactly what stands between them. A mark that ends an English word is left
// out: nobody means the comma.
export function parse(query) {
  const parts = [];
  let left = LONGEST;
  for (const [, quoted, plain] of query.matchAll(/"([^"]+)"?|([^\s"]+)/g)) {
    const text = quoted ?? plain.replace(/(?<=[a-zA-Z])[,.;:!?]+$/, "");
    const cut = tokens(text).slice(0, left);
    left -= cut.length;
    if (cut.length) parts.push({ text: fold(text), tokens: cut, quoted: quoted !== undefined });
  }
  return parts;
}
