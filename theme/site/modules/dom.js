// Make elements of text nodes, and sentences of words.

export function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

// An element with a text of the library, which on an English page may be Chinese still.
export function worded(name, classes, text) {
  const made = element(name, classes, text);
  if (document.documentElement.lang === "en" && /\p{Script=Han}/u.test(text)) made.lang = "zh-CN";
  return made;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
