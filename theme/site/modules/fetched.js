// Files of the site, asked for once more when the line was cut.

const AGAIN = 300; // milliseconds

// Returns the answer; throws where the server refuses or cannot be reached.
export async function request(url, options) {
  const response = await fetch(url, options).catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return fetch(url, options);
  });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

// The bytes of a file that is packed with gzip, unless the server has unpacked it.
export async function unpacked(url) {
  const bytes = new Uint8Array(await (await request(url)).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// What was made for a key, made once; what failed is made again when it is next asked for.
export class Once {
  #made = new Map();

  get(key, make) {
    if (!this.#made.has(key)) {
      const made = make();
      made.catch(() => this.#made.delete(key));
      this.#made.set(key, made);
    }
    return this.#made.get(key);
  }
}
