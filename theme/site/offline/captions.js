// Captions of a video in a copy that is opened from a folder: there no browser reads a file of
// captions, so that a script hands them over. They are as casebook/video/captions.py writes them.

import { text } from "./fetched.js";

const CUE = /^(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})\n/;

// Called when a video is first played.
export async function showCaptions(video) {
  await Promise.all(Array.from(video.querySelectorAll("[data-captions]"), async (element) => {
    const { label, srclang, dataset: { captions, shown } } = element;
    element.remove();
    const file = new URL(captions, document.baseURI);
    const cues = cuesOf(await text(file));
    const track = video.addTextTrack("captions", label, srclang);
    for (const cue of cues) track.addCue(cue);
    track.mode = shown === undefined ? "disabled" : "showing";
  }));
}

function cuesOf(file) {
  return file.split(/\n{2,}/).flatMap((block) => {
    const [head, ...times] = CUE.exec(block) ?? [];
    if (!head) return [];
    const [from, to] = [times.slice(0, 3), times.slice(3)].map(seconds);
    return [new VTTCue(from, to, block.slice(head.length).trim())];
  });
}

const seconds = ([hours, minutes, rest]) => 3600 * hours + 60 * minutes + Number(rest);
