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
