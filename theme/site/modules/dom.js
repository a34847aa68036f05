// Make elements of text nodes, and sentences of words.

export function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

// An element with a text of the library, which may be in the other language than the page still:
// the script tells, as in casebook/site/tongue.py.
export function worded(name, classes, text) {
  const made = element(name, classes, text);
  const chinese = /\p{Script=Han}/u.test(text);
  const words = text.match(/[A-Za-z][A-Za-z’'-]+/g) ?? [];
  if (document.documentElement.lang === "en") {
    if (chinese) made.lang = "zh-CN";
  } else if (!chinese && words.length >= 3) made.lang = "en";
  return made;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
