// Two to four cases side by side, on the same facts, measures and criteria. The address names them.

import { Cards, plain } from "./cards.js";
import { table } from "./compare-table.js";
import { copyAddress } from "./copy-address.js";
import { fill } from "./dom.js";
import { SIDE_BY_SIDE, kept, listed, parseIds } from "./kept.js";
import { lasting } from "./pages.js";
import { Picker } from "./picker.js";

class Compare {
  constructor(page) {
    const within = (name) => page.querySelector(`[data-${name}]`);
    this.words = JSON.parse(page.dataset.words);
    this.root = page.dataset.root;
    this.base = page.dataset.base;
    this.cards = new Cards(this.root, page.dataset.locale);
    this.app = within("app");
    this.status = within("status");
    this.notice = within("notice");
    this.region = within("table");
    this.swipe = within("swipe");
    this.tools = within("tools");
    this.link = within("link");
    this.scale = within("scale");
    this.address = within("address");
    this.picking = within("picker");
    this.box = within("box");
    this.options = within("options");
    this.title = document.title;
    this.shown = [];
    this.run = 0;
    within("print-page").addEventListener("click", () => print());
    within("copy-address").addEventListener("click", () => this.copy());
  }

  async start() {
    this.app.hidden = false;
    addEventListener("popstate", () => this.draw());
    try {
      const { entries } = await this.cards.index();
      new Picker(this.box, this.options, {
        entries,
        offered: (all, typed) => this.offered(all, typed),
        chosen: (id) => this.go([...this.ids, id], id),
        found: (count) => this.say(count ? "" : this.words.none),
      });
    } catch (error) {
      this.fail(error);
      return;
    }
    await this.draw();
  }

  get ids() {
    return this.shown.map((card) => card.id);
  }

  // Typing finds any case that does not stand here yet; an empty box offers the reading list.
  offered(all, typed) {
    const free = all.filter((entry) => !this.ids.includes(entry.id));
    const list = kept();
    const listed = list.map((id) => free.find((entry) => entry.id === id)).filter(Boolean);
    return !typed && listed.length ? listed : free;
  }

  async go(ids, added) {
    const query = ids.length ? `?cases=${ids.join(",")}` : "";
    history.pushState(null, "", location.pathname + query);
    await this.draw();
    const card = this.shown.find((one) => one.id === added);
    if (card) this.say(fill(this.words.added, { name: plain(card.name), count: this.shown.length }));
  }

  async draw() {
    const run = ++this.run;
    const { ids, strange } = parseIds(new URLSearchParams(location.search).get("cases") ?? "");
    try {
      const found = await this.cards.all(ids.slice(0, SIDE_BY_SIDE));
      if (run !== this.run) return; // other cases have been asked for meanwhile
      this.shown = [...new Set(found.map((item) => item.card).filter(Boolean))];
      const lost = (why) => found.filter((item) => item.gone === why).map((item) => item.given);
      this.show([
        this.named("strange", strange),
        this.named("unknown", lost("unknown")),
        this.named("withdrawn", lost("withdrawn")),
        this.named("too_many", ids.slice(SIDE_BY_SIDE)),
      ]);
    } catch (error) {
      this.fail(error);
    }
  }

  named(word, ids) {
    const values = { ids: listed(ids), most: SIDE_BY_SIDE };
    return ids.length ? fill(this.words[word], values) : "";
  }

  show(sentences) {
    const { shown } = this;
    this.notice.textContent = sentences.filter(Boolean).join(" ");
    this.region.replaceChildren(
      ...(shown.length ? [table(shown, this.words, this.root, this.base, (id) => this.remove(id))] : []),
    );
    this.region.hidden = this.tools.hidden = !shown.length;
    this.swipe.hidden = shown.length < 3; // two fit any phone
    this.swipe.dataset.cases = shown.length;
    this.scale.hidden = !this.region.querySelector(".slope");
    this.address.textContent = lasting(location.href);
    this.picking.hidden = shown.length >= SIDE_BY_SIDE;
    this.link.hidden = true;
    const names = shown.map((card) => plain(card.name)).join(this.words.separator);
    document.title = names ? `${names} · ${this.title}` : this.title;
    this.say(shown.length === 1 ? this.words.one_more : "");
  }

  async remove(id) {
    const card = this.shown.find((one) => one.id === id);
    await this.go(this.ids.filter((other) => other !== id));
    this.say(fill(this.words.removed, { name: plain(card.name), count: this.shown.length }));
    this.box.focus();
    this.options.hidden = true;
  }

  async copy() {
    const copied = await copyAddress(lasting(location.href), this.link);
    this.say(copied ? this.words.copied : this.words.copy_by_hand);
  }

  fail(error) {
    console.error(error);
    this.say(this.words.unread);
  }

  say(sentence) {
    this.status.textContent = sentence;
  }
}

const page = document.querySelector(".page-compare");
if (page) new Compare(page).start();
