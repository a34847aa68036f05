// As early as can be without holding up the first paint: the reader's own choice of day or night, if there is one.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen) document.documentElement.dataset.scheme = chosen;
} catch {
  // storage is closed to us: the system's scheme is used
}
