// Videos: captions are shown from the first play on, and only then are they loaded; one plays at a time.

import { showCaptions } from "./captions.js";

export function watchVideos() {
  const videos = [...document.querySelectorAll("[data-video]")];
  for (const video of videos) {
    video.addEventListener("play", () => {
      for (const other of videos) {
        if (other !== video) other.pause();
      }
    });
    video.addEventListener("play", () => showCaptions(video), { once: true });
  }
}
