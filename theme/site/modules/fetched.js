// Files of the site, asked for once more when the line was cut. A copy of the site that is opened
// from a folder reads them in another way: theme/site/offline/fetched.js.

const AGAIN = 300; // milliseconds

// Returns the answer; throws where the server refuses or cannot be reached.
async function request(url, options, optional = false) {
  const response = await fetch(url, options).catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return fetch(url, options);
  });
  if (response.status === 404 && optional) return null;
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

// What a file of JSON holds. `fresh` is for files whose names stay while their content changes: the
// browser's store may have an old one. Of an `optional` one that is not there the answer is null.
export async function json(url, { fresh = false, optional = false } = {}) {
  const response = await request(url, fresh ? { cache: "no-cache" } : {}, optional);
  return response && response.json();
}

// The text of a file that is packed with gzip.
export async function text(url) {
  return new TextDecoder().decode(await unpacked(url));
}

// The bytes of such a file, unless the server has unpacked it.
export async function unpacked(url) {
  const bytes = new Uint8Array(await (await request(url)).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
