// Files of the search data, each asked for once and kept; one that failed may be asked for again.
// @ts-check

/** @typedef {(path: string) => Promise<any>} Load */

/** Remembers what a loader brought, by path. */
export class Kept {
  /** @param {Load} load */
  constructor(load) {
    this.load = load;
    /** @type {Map<string, Promise<any>>} */
    this.asked = new Map();
    /** @type {Map<string, any>} */
    this.brought = new Map();
  }

  /** @param {string} path */
  get(path) {
    const asked = this.asked.get(path);
    if (asked) return asked;
    const coming = Promise.resolve(path).then(this.load).then(
      (data) => {
        this.brought.set(path, data);
        return data;
      },
      (error) => {
        this.asked.delete(path);
        throw error;
      });
    this.asked.set(path, coming);
    return coming;
  }

  /**
   * @param {string[]} paths
   * @returns {Promise<boolean>} whether all are here; those that came stay, whatever became of the others
   */
  async getAll(paths) {
    const ends = await Promise.all(paths.map((path) => this.get(path).then(() => true, () => false)));
    return ends.every(Boolean);
  }
}
