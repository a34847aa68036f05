// Small helps for readers; every page works without them.
(() => {
  const root = document.documentElement;
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // a choice that cannot be kept still holds for this page
    }
  };
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  // day and night
  const toggle = document.querySelector("[data-scheme-toggle]");
  if (toggle) {
    const systemDark = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : systemDark.matches);
    const name = () => {
      toggle.textContent = isDark() ? toggle.dataset.light : toggle.dataset.dark;
    };
    toggle.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      keep("scheme", root.dataset.scheme);
      name();
    });
    systemDark.addEventListener("change", name);
    name();
    toggle.hidden = false;
  }

  // the other language keeps the place on the page and the query
  for (const link of document.querySelectorAll("[data-language]")) {
    const follow = () => {
      link.hash = location.hash;
      link.search = location.search;
    };
    addEventListener("hashchange", follow);
    link.addEventListener("pointerdown", follow);
    link.addEventListener("focus", follow);
    follow();
  }

  // lists: covers or index
  const lists = document.querySelectorAll("[data-shelf-list]");
  const choices = document.querySelectorAll("[data-shelf-choice]");
  const show = (form) => {
    for (const list of lists) list.dataset.form = form;
    for (const button of document.querySelectorAll("[data-shelf]")) {
      button.setAttribute("aria-pressed", String(button.dataset.shelf === form));
    }
  };
  for (const choice of choices) {
    choice.hidden = false;
    choice.addEventListener("click", (event) => {
      const form = event.target.closest("[data-shelf]")?.dataset.shelf;
      if (!form) return;
      keep("shelf", form);
      show(form);
    });
  }
  if (choices.length) show(kept("shelf") === "index" ? "index" : "covers");

  // the contents of a case follow the reader: beside the text, and on a phone in a bar above it
  const links = [...document.querySelectorAll("[data-toc] a")];
  const idOf = (link) => decodeURIComponent(link.hash.slice(1));
  const headings = [...new Set(links.map(idOf))]
    .map((id) => document.getElementById(id))
    .filter(Boolean);
  const bar = document.querySelector("[data-toc-bar]");
  if (headings.length) {
    const here = document.querySelector("[data-toc-here]");
    const mark = () => {
      const line = innerHeight / 3;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
      const current = passed.at(-1) ?? headings[0];
      for (const link of links) {
        if (idOf(link) === current.id) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
      }
      if (here) here.textContent = passed.length ? current.textContent : "";
    };
    const observer = new IntersectionObserver(mark, { threshold: [0, 1] });
    for (const heading of headings) observer.observe(heading);
    addEventListener("scroll", mark, { passive: true });
    mark();
  }
  if (bar) {
    bar.dataset.follows = "";
    bar.addEventListener("click", (event) => {
      if (event.target.closest("a")) bar.open = false;
    });
  }

  // what is to be pasted elsewhere is copied; where that is not allowed it is selected
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        if (!document.execCommand("copy")) return;
      }
      button.nextElementSibling.textContent = button.dataset.copied;
    });
  }

  // what unfolds over the page closes when the reader goes elsewhere
  for (const menu of [document.querySelector(".masthead-menu"), bar]) {
    if (!menu) continue;
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }
})();
