// The photos of a page, one at a time: keys, buttons or a swipe lead from one to the next.

const template = document.querySelector("[data-lightbox]");
const links = [...document.querySelectorAll("[data-photo]")];

export function offerLightbox() {
  if (!template || !links.length) return;
  let box = null;
  for (const [index, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab or window of its own
      event.preventDefault();
      box ??= makeBox();
      box.open(index);
    });
  }
}

function makeBox() {
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  const within = (name) => dialog.querySelector(`[data-${name}]`);
  const [strip, where, said] = ["strip", "where", "said"].map(within);
  const steps = [...dialog.querySelectorAll("[data-step]")];
  let shown = 0;
  strip.append(...links.map(frame));
  document.querySelector("main").append(dialog);

  const words = (index) =>
    where.dataset.words.replace("{n}", index + 1).replace("{total}", links.length);

  const show = (index) => {
    shown = index;
    where.textContent = `${index + 1}/${links.length}`;
    for (const button of steps) {
      const target = index + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(target < 0 || target >= links.length));
    }
    const caption = strip.children[index].querySelector("figcaption").textContent.trim();
    said.textContent = `${caption} ${words(index)}`;
  };

  const go = (index, behavior) => {
    const target = Math.min(Math.max(index, 0), links.length - 1);
    strip.scrollTo({ left: target * strip.clientWidth, behavior });
    if (target !== shown) show(target);
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const turn = (index) => go(index, calm.matches ? "instant" : "smooth");

  const keys = {
    ArrowLeft: () => turn(shown - 1),
    ArrowRight: () => turn(shown + 1),
    Home: () => turn(0),
    End: () => turn(links.length - 1),
  };
  dialog.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const button of steps) {
    button.addEventListener("click", () => turn(shown + Number(button.dataset.step)));
  }
  within("close").addEventListener("click", () => dialog.close());
  // a swipe ends where the browser lets it snap; while we turn ourselves the place is known
  strip.addEventListener("scrollend", () => {
    const index = Math.round(strip.scrollLeft / strip.clientWidth);
    if (index !== shown) show(index);
  });
  new ResizeObserver(() => dialog.open && go(shown, "instant")).observe(strip);

  const open = (index) => {
    dialog.showModal();
    go(index, "instant");
    show(index);
    within("close").focus();
    dialog.addEventListener("close", () => links[index].focus(), { once: true });
  };
  return { open };
}

function frame(link) {
  const item = document.createElement("li");
  const figure = document.createElement("figure");
  const picture = link.querySelector("picture").cloneNode(true);
  for (const source of picture.querySelectorAll("source")) source.sizes = "100vw";
  const caption = link.closest("figure").querySelector("figcaption").cloneNode(true);
  figure.append(picture, caption);
  item.append(figure);
  return item;
}
