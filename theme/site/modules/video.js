// Videos: captions are shown from the first play on, and only then are they loaded; one plays at a time.

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

// A track that is marked as the default one would be loaded with the page.
function showCaptions(video) {
  const element = video.querySelector("track[data-shown]");
  const chosen = [...video.textTracks].some((track) => track.mode !== "disabled");
  if (element && !chosen) element.track.mode = "showing";
}
