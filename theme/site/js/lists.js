// The list that a reader came from: a case opened from it leads on to the list's next one.
//
// Any element with data-list counts, also one that a script has made: its value is the list's name
// (empty: the page's heading, with its data-query), its links to cases are the list, in their order; the name of a case
// is what bears data-list-name in its <li>, else the link's words. A list of which only a part is
// shown says how many cases stand before it (data-list-before) and how many there are in all
// (data-list-total). Kept for this tab alone.
(() => {
  const KEY = "list";
  const HUE = /^hue-[a-z-]+$/;
  const INDEX = document.documentElement.dataset.index ?? ""; // a copy in a folder names the files
  const idOf = (path) => /\/cases\/([a-z0-9._-]+)\/(?:index\.html)?$/.exec(path)?.[1];

  const gather = (list) => {
    const items = new Map();
    for (const link of list.querySelectorAll("a[href]")) {
      const id = idOf(link.pathname);
      if (!id || items.has(id)) continue;
      const item = link.closest("li") ?? link;
      const name = (item.querySelector("[data-list-name]") ?? link).textContent.trim();
      const hue = [...item.classList].find((css) => HUE.test(css)) ?? "";
      items.set(id, [id, name, hue]);
    }
    return [...items.values()];
  };

  const nameOf = (list) => {
    if (list.dataset.list) return list.dataset.list;
    const heading = document.querySelector("h1")?.textContent.trim();
    return [heading, list.dataset.query].filter(Boolean).join(" · ");
  };

  const remember = (event) => {
    const link = event.target.closest?.("[data-list] a[href]");
    if (!link || !idOf(link.pathname)) return;
    const list = link.closest("[data-list]");
    const items = gather(list);
    const whole = {
      name: nameOf(list),
      lang: document.documentElement.lang,
      href: location.pathname + location.search,
      before: Number(list.dataset.listBefore ?? 0),
      total: Number(list.dataset.listTotal ?? items.length),
      items,
    };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(whole));
    } catch {
      // storage is closed to us: the case shows its neighbours in the order of the library
    }
  };
  addEventListener("click", remember, true);

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  };

  const line = document.querySelector("[data-from-list]");
  const neighbours = document.querySelector("[data-neighbours]");
  const list = line && neighbours ? kept() : null;
  const here = idOf(location.pathname);
  const place = list?.items?.findIndex(([id]) => id === here) ?? -1;
  if (place < 0 || !/^\/(?![/\\])/.test(list.href)) return; // "//…" would name another host

  const say = (element, text, lang) => {
    element.textContent = text;
    if (lang !== document.documentElement.lang) element.lang = lang;
    return element;
  };
  const back = say(document.createElement("a"), list.name, list.lang);
  back.href = list.href;
  line.append(back, ` ${list.before + place + 1}/${list.total}`);
  line.hidden = false;

  const neighbour = (side, step, kind) => {
    const item = list.items[place + step];
    if (!item) return document.createElement("span");
    const [id, name, hue] = item;
    const link = document.createElement("a");
    link.className = `neighbour ${kind} ${HUE.test(hue) ? hue : ""}`;
    link.rel = side === "previous" ? "prev" : "next";
    link.href = `../${id}/${INDEX}`;
    const word = document.createElement("span");
    word.textContent = neighbours.dataset[side];
    link.append(word, say(document.createElement("b"), name, list.lang));
    return link;
  };
  const copy = line.cloneNode(true);
  copy.removeAttribute("data-from-list");
  neighbours.replaceChildren(
    neighbour("previous", -1, ""),
    copy,
    neighbour("next", 1, "neighbour-next"),
  );
})();
