// Captions of a video. A copy that is opened from a folder reads them in another way:
// theme/site/offline/captions.js.

// Called when a video is first played: a track that is marked as the default one would be loaded
// with the page.
export function showCaptions(video) {
  const element = video.querySelector("track[data-shown]");
  const chosen = [...video.textTracks].some((track) => track.mode !== "disabled");
  if (element && !chosen) element.track.mode = "showing";
}
