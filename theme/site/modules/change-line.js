// The line of a change, in the manner of casebook/site/slope.py, but on a scale that is given:
// side by side, each change on a scale of its own would mislead. The numbers stand beside it.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [160, 44, 6];

export function changeLine({ points, times }, scale) {
  const high = Math.max(...scale);
  const span = high - Math.min(...scale);
  const places = points.map((value, at) => ({
    x: EDGE + (WIDTH - 2 * EDGE) * times[at],
    y: EDGE + (HEIGHT - 2 * EDGE) * (span ? (high - value) / span : 0.5),
  }));
  const picture = node("svg", { class: "slope", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const line = places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  picture.append(node("path", { class: "slope-line", d: `M${line}` }));
  for (const [kind, place] of [["start", places[0]], ["end", places.at(-1)]]) {
    picture.append(node("circle", { class: `slope-${kind}`, cx: place.x, cy: place.y, r: 4 }));
  }
  return picture;
}

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
