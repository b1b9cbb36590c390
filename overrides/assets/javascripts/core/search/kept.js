// Files of the search data, each asked for once and kept as long as there is room; one that failed may be asked for again.
// @ts-check

/** @typedef {(path: string) => Promise<any>} Load */

/** So many files are kept: those that were asked for last. */
const MOST = 120;

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
    if (asked) {
      this.asked.delete(path);
      this.asked.set(path, asked);
      return asked;
    }
    this.forget();
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

  /** @private makes room: what was asked for longest ago goes first */
  forget() {
    for (const path of this.asked.keys()) {
      if (this.asked.size < MOST) return;
      this.asked.delete(path);
      this.brought.delete(path);
    }
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
