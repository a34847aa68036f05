// Choose a case by typing: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

import { fits, fold, said } from "./cards.js";
import { element } from "./dom.js";

const SHOWN = 8;

export class Picker {
  // `offered(all, typed)` says which cases may be chosen, in order; `chosen(id)` is told the choice,
  // `found(number)` how many fit what was typed.
  constructor(box, list, { entries, offered, chosen, found }) {
    this.box = box;
    this.list = list;
    this.entries = entries;
    this.offered = offered;
    this.chosen = chosen;
    this.told = found;
    this.at = -1;
    this.listen();
    // what was typed before the cases had come
    if (this.box.value.trim() && document.activeElement === this.box) this.open();
  }

  listen() {
    this.box.addEventListener("input", (event) => {
      if (!event.isComposing) this.open();
    });
    this.box.addEventListener("compositionend", () => this.open());
    this.box.addEventListener("click", () => this.open());
    this.box.addEventListener("blur", () => this.close());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      this.mark(this.at + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const options = this.list.children;
      const option = options[this.at] ?? (this.box.value.trim() && options.length === 1 && options[0]);
      if (option && !this.list.hidden) this.choose(option);
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.box.value = "";
      this.close();
    }
  }

  found() {
    const parts = fold(this.box.value).split(/\s+/).filter(Boolean);
    const offered = this.offered([...this.entries.values()], parts.length > 0);
    return offered.filter((entry) => fits(parts, entry));
  }

  open() {
    const found = this.found();
    const options = found.slice(0, SHOWN).map((entry, number) => {
      const place = element("span", "picker-place", entry.place);
      const option = element("li", "picker-option", said(entry.name), " ", place);
      option.id = `picker-option-${number}`;
      option.dataset.id = entry.id;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.box.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(-1);
    this.told(found.length);
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  mark(at) {
    const options = [...this.list.children];
    this.at = Math.max(-1, Math.min(at, options.length - 1));
    options.forEach((option, number) =>
      option.setAttribute("aria-selected", String(number === this.at)));
    const active = options[this.at];
    if (active) this.box.setAttribute("aria-activedescendant", active.id);
    else this.box.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    this.box.value = "";
    this.close();
    this.chosen(option.dataset.id);
  }
}
