// The page of the reading list: one's own, to be put in order, or one that an address brought.

import { Cards, plain, said } from "./cards.js";
import { copyAddress } from "./copy-address.js";
import { element, fill } from "./dom.js";
import {
  LIMIT, SIDE_BY_SIDE, canKeep, follow, keep, keepButton, kept, listed, parseIds,
} from "./kept.js";
import { lasting, pageAt } from "./pages.js";

const FEWEST = 2; // cases side by side

class ReadingList {
  constructor(page) {
    const within = (name) => page.querySelector(`[data-${name}]`);
    this.words = JSON.parse(page.dataset.words);
    this.root = page.dataset.root;
    this.base = page.dataset.base;
    this.cards = new Cards(this.root, page.dataset.locale);
    this.list = within("items");
    this.status = within("status");
    this.undoing = within("undo");
    this.notice = within("notice");
    this.link = within("link");
    this.parts = { app: within("app"), empty: within("empty"), tools: within("tools") };
    this.shared = { part: within("shared"), words: within("shared-words"), take: within("take") };
    this.buttons = { compare: within("compare"), clear: within("clear") };
    this.chosen = new Set();
    this.found = [];
    this.before = null; // the list before it was cleared or shortened
    this.run = 0;
    within("compare").addEventListener("click", () => this.compare());
    within("copy-address").addEventListener("click", () => this.copy());
    within("print-page").addEventListener("click", () => print());
    within("clear").addEventListener("click", () => this.change([], this.words.cleared));
    within("take").addEventListener("click", () => this.take());
    this.undoing.addEventListener("click", () => this.undo());
  }

  async start() {
    this.parts.app.hidden = false;
    addEventListener("popstate", () => this.draw());
    follow(() => this.draw());
    await this.draw();
  }

  // Whether an address brought the list; nothing of it is kept until the reader takes it.
  get isShared() {
    return new URLSearchParams(location.search).has("cases");
  }

  get given() {
    return parseIds(new URLSearchParams(location.search).get("cases") ?? "");
  }

  get ids() {
    return this.isShared ? this.given.ids.slice(0, LIMIT) : kept();
  }

  async draw() {
    const run = ++this.run;
    const ids = this.ids;
    try {
      const found = await this.cards.all(ids);
      if (run !== this.run) return; // the list has changed meanwhile
      const focus = this.focused();
      this.list.replaceChildren(...found.map((item, at) => this.item(item, at, found.length)));
      this.refocus(focus);
      this.show(found);
    } catch (error) {
      console.error(error);
      this.status.textContent = this.words.unread;
    }
  }

  show(found) {
    const { strange } = this.isShared ? this.given : { strange: [] };
    this.chosen = new Set([...this.chosen].filter((id) => found.some((item) => item.id === id)));
    this.parts.empty.hidden = found.length > 0;
    this.parts.tools.hidden = !found.length;
    this.buttons.clear.hidden = this.isShared;
    this.link.hidden = true;
    this.notice.textContent = strange.length
      ? fill(this.words.strange, { ids: listed(strange) })
      : this.isShared || canKeep() ? "" : this.words.closed;
    this.found = found;
    this.showShared(found);
    this.countChosen();
  }

  // Cases of a shared list that are not in one's own.
  get fresh() {
    const mine = kept();
    return this.found.filter((item) => item.card && !mine.includes(item.id));
  }

  showShared(found) {
    this.shared.part.hidden = !this.isShared;
    this.shared.take.hidden = !this.fresh.length;
    this.shared.words.textContent = this.fresh.length
      ? fill(this.words.shared, { count: found.length })
      : this.words.shared_known;
  }

  item({ given, id, card, gone }, at, count) {
    const item = element("li", `reading-item${card ? ` hue-${card.hue}` : ""}`);
    item.dataset.id = given;
    const name = card ? plain(card.name) : given;
    const words = card ? this.about(card) : this.missing(given, gone);
    const side = element("div", "reading-side");
    if (card) side.append(this.choice(id, name));
    if (this.isShared) {
      if (card) side.append(keepButton(id, name));
    } else {
      side.append(
        this.button("up", this.words.up, name, at === 0, () => this.move(at, -1)),
        this.button("down", this.words.down, name, at === count - 1, () => this.move(at, 1)),
        this.button("remove", this.words.remove, name, false, () => this.remove(given, name)),
      );
    }
    item.append(...words, side);
    return item;
  }

  about(card) {
    const cover = element("img", "cover reading-cover");
    Object.assign(cover, { src: this.root + card.cover, alt: "", width: 300, height: 399, loading: "lazy" });
    const link = element("a", "", said(card.title));
    link.href = pageAt(`${this.base}cases/${card.id}/`);
    const place = element("span", "reading-place", card.place);
    const criteria = card.criteria.map((criterion) =>
      element("li", `hue-${criterion.hue}`,
        element("b", "", `${criterion.direction} ${criterion.number}`),
        element("span", "", ` ${criterion.short}`)));
    return [
      cover,
      element("div", "reading-words",
        element("h2", "reading-title", link),
        element("p", "reading-name", element("b", "title", said(card.name)), " ", place),
        element("p", "reading-summary", said(card.summary)),
        element("ul", "reading-criteria", ...criteria),
        element("p", "reading-address", lasting(link.href)),
      ),
    ];
  }

  missing(id, gone) {
    const name = gone === "withdrawn" ? element("a", "", id) : id;
    if (gone === "withdrawn") name.href = pageAt(`${this.base}cases/${id}/`);
    return [element("div", "reading-words",
      element("h2", "reading-title", name),
      element("p", "reading-summary", this.words[gone]))];
  }

  choice(id, name) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = this.chosen.has(id);
    box.addEventListener("change", () => {
      if (box.checked) this.chosen.add(id);
      else this.chosen.delete(id);
      this.countChosen();
    });
    const of = element("span", "visually-hidden", ` ${name}`);
    return element("label", "reading-choice", box, element("span", "", this.words.choose, of));
  }

  button(action, word, name, disabled, act) {
    const button = element("button", "reading-button", word, element("span", "visually-hidden", ` ${name}`));
    button.type = "button";
    button.disabled = disabled;
    button.dataset.action = action;
    button.addEventListener("click", act);
    return button;
  }

  // Where the keyboard is, so that it stays there when the list is drawn anew.
  focused() {
    const item = document.activeElement?.closest(".reading-item");
    if (!item || item.parentNode !== this.list) return null;
    return {
      id: item.dataset.id,
      at: [...this.list.children].indexOf(item),
      action: document.activeElement.dataset.action ?? "input",
    };
  }

  refocus(focus) {
    if (!focus) return;
    const items = [...this.list.children];
    const item = items.find((one) => one.dataset.id === focus.id) ?? items[focus.at] ?? items.at(-1);
    const wanted = focus.action === "input" ? "input" : `[data-action=${focus.action}]`;
    const other = { up: "down", down: "up" }[focus.action] ?? "remove";
    const found = [wanted, `[data-action=${other}]`].map((one) => item?.querySelector(one));
    (found.find((one) => one && !one.disabled) ?? this.undoing).focus();
  }

  change(ids, sentence) {
    const before = kept();
    if (!keep(ids)) return;
    this.before = ids.length < before.length ? before : null;
    this.say(sentence, Boolean(this.before));
    if (!ids.length) this.undoing.focus();
  }

  move(at, step) {
    const ids = kept();
    const [id] = ids.splice(at, 1);
    ids.splice(at + step, 0, id);
    this.change(ids, fill(this.words.moved, { place: at + step + 1, count: ids.length }));
  }

  remove(id, name) {
    this.change(kept().filter((other) => other !== id), fill(this.words.removed, { name }));
  }

  undo() {
    if (this.before && keep(this.before)) this.say(this.words.undone, false);
    this.before = null;
    this.status.focus();
  }

  take() {
    const fresh = this.fresh.map((item) => item.id);
    if (!keep([...kept(), ...fresh])) return;
    history.pushState(null, "", location.pathname);
    this.draw();
    this.say(fill(this.words.taken, { count: fresh.length }), false);
    this.status.focus();
  }

  countChosen() {
    this.buttons.compare.textContent = fill(this.words.compare, { count: this.chosen.size });
  }

  compare() {
    if (this.chosen.size < FEWEST || this.chosen.size > SIDE_BY_SIDE) {
      this.say(fill(this.words.choose_some, { fewest: FEWEST, most: SIDE_BY_SIDE }), false);
      return;
    }
    const ids = this.found.map((item) => item.id).filter((id) => this.chosen.has(id));
    location.assign(`${pageAt(`${this.base}compare/`)}?cases=${ids.join(",")}`);
  }

  async copy() {
    const address = new URL(location.pathname, location.href);
    address.search = `?cases=${this.ids.join(",")}`;
    const copied = await copyAddress(lasting(address.href), this.link);
    this.say(copied ? this.words.copied : this.words.copy_by_hand, false);
  }

  say(sentence, undo) {
    this.status.textContent = sentence;
    this.undoing.hidden = !undo;
  }
}

const page = document.querySelector(".page-reading-list");
if (page) new ReadingList(page).start();
