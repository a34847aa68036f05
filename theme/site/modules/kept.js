// The reading list: ids of cases in the reader's own order, kept in this browser and nowhere else.
// Runs on every page: buttons that keep a case, and how many are kept in the masthead.

import { fill } from "./dom.js";

const ID = /^[a-z0-9][a-z0-9._-]*$/;
const KEY = "reading-list";
const LONGEST = 80; // characters of an id
const LISTED = 200; // characters shown of what was not understood
export const LIMIT = 100; // cases of a list: what an address can carry
export const SIDE_BY_SIDE = 4; // cases of a comparison

const masthead = document.querySelector("[data-kept]");
const words = masthead ? JSON.parse(masthead.dataset.kept) : null;
const status = document.createElement("p");
const followers = new Set();

export function isId(text) {
  return typeof text === "string" && text.length <= LONGEST && ID.test(text);
}

// Ids of an address, `a,b,c`: those that may be ids, each once, and what else stands there.
export function parseIds(text) {
  const parts = [...new Set(text.split(",").map((part) => part.trim()).filter(Boolean))];
  return { ids: parts.filter(isId), strange: parts.filter((part) => !isId(part)) };
}

// Ids, or what should have been some, for a sentence.
export function listed(ids) {
  return ids.join(", ").slice(0, LISTED);
}

export function kept() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? [...new Set(ids.filter(isId))].slice(0, LIMIT) : [];
  } catch {
    return []; // closed to us, or not ours
  }
}

// Whether this browser keeps anything for us.
export function canKeep() {
  try {
    localStorage.setItem(`${KEY}-probe`, "");
    localStorage.removeItem(`${KEY}-probe`);
    return true;
  } catch {
    return false;
  }
}

// Replace the list; returns whether it was kept, and says it where it was not.
export function keep(ids) {
  if (ids.length > LIMIT) return say(fill(words.full, { count: LIMIT }));
  try {
    if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids));
    else localStorage.removeItem(KEY);
  } catch {
    return say(words.failed);
  }
  say("");
  changed();
  return true;
}

// Called after every change, also one made in another tab.
export function follow(follower) {
  followers.add(follower);
}

// A button for lists that scripts make; nothing on a page without a masthead, where none is read.
export function keepButton(id, name) {
  if (!words) return "";
  const button = document.createElement("button");
  const word = document.createElement("span");
  const of = document.createElement("span");
  button.type = "button";
  button.className = "keep";
  button.dataset.keep = id;
  word.className = "keep-word";
  of.className = "visually-hidden";
  of.append(" ", name);
  button.append(word, of);
  mark(button, kept());
  return button;
}

function mark(button, ids) {
  const isKept = ids.includes(button.dataset.keep);
  button.setAttribute("aria-pressed", String(isKept));
  button.querySelector(".keep-word").textContent = isKept ? words.added : words.add;
  button.hidden = false;
}

function say(sentence) {
  status.textContent = sentence;
  return false;
}

function changed() {
  const ids = kept();
  for (const button of document.querySelectorAll("[data-keep]")) mark(button, ids);
  for (const link of document.querySelectorAll("[data-kept-link]")) {
    link.textContent = ids.length ? fill(words.count, { count: ids.length }) : words.name;
  }
  for (const follower of followers) follower(ids);
}

function toggle(id) {
  const ids = kept();
  keep(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
}

if (words) {
  status.className = "keep-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep]");
    if (button) toggle(button.dataset.keep);
    else say("");
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) changed(); // back again, while the list may have changed elsewhere
  });
  for (const hidden of document.querySelectorAll("[data-kept-shown]")) hidden.hidden = false;
  changed();
}
