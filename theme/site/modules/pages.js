// Addresses of pages. In a copy of the site that is opened from a folder (casebook/offline) a page
// is a file with a name; what is handed on or printed is the address on the network all the same.

const { index = "", root, live } = document.documentElement.dataset;

// The address of a page by that of its folder, which ends in a slash.
export const pageAt = (folder) => folder + index;

// The address at which others find what stands at an address of this page's site.
export function lasting(address) {
  const { href } = new URL(address, document.baseURI);
  if (!live) return href;
  const path = href.slice(new URL(root, document.baseURI).href.length);
  return live + path.replace(/index\.html(?=[?#]|$)/, "");
}
