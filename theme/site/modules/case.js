// A case's page: its photos in large, its videos, its citations to copy, itself to print.

import { offerLightbox } from "./lightbox.js";
import { watchVideos } from "./video.js";

offerLightbox();
watchVideos();

const locale = document.documentElement.lang;
const today = new Date();
const two = (number) => String(number).padStart(2, "0");
const iso = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
const inWords = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { dateStyle: "long" });

for (const place of document.querySelectorAll("[data-accessed]")) {
  const day = "inWords" in place.dataset ? inWords.format(today) : iso;
  place.textContent = place.dataset.accessed.replace("{date}", day);
}

const status = document.querySelector("[data-cite-status]");

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

for (const button of document.querySelectorAll("[data-cite-copy]")) {
  const text = button.closest("dd").querySelector("[data-cite]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      status.textContent = button.dataset.copied;
    } catch {
      // not allowed, or no secure address: the text is selected, to be copied by hand
      select(text);
      status.textContent = button.dataset.failed;
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
