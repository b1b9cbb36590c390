// The browser's two storages behind a guard; the only file that touches localStorage and sessionStorage.
// Never throws: what the browser refuses to keep stays in memory for this visit, and the trouble is reported.
// @ts-check

/** @param {"localStorage" | "sessionStorage"} name @returns {Storage | null} */
function openArea(name) {
  try {
    // Merely reading the property throws where the browser blocks all site data.
    return window[name];
  } catch (error) {
    return null;
  }
}

export class Shelf {
  /**
   * @param {Storage | null} area
   * @param {() => void} [onTrouble] called for each write that the browser refused
   */
  constructor(area, onTrouble = () => {}) {
    this.area = area;
    this.onTrouble = onTrouble;
    /** @type {Map<string, string | null>} refused writes; null stands for a refused removal */
    this.pending = new Map();
  }

  /** @param {string} key @returns {string | null} */
  get(key) {
    const kept = this.pending.get(key);
    return kept === undefined ? this.stored(key) : kept;
  }

  /**
   * What the browser holds, whatever this visit could not write.
   * @param {string} key
   */
  stored(key) {
    try {
      return this.area && this.area.getItem(key);
    } catch (error) {
      return null;
    }
  }

  /** @param {string} key @param {string} text @returns {boolean} whether the browser kept it */
  set(key, text) {
    return this.write(key, text, (area) => area.setItem(key, text));
  }

  /** @param {string} key @returns {boolean} */
  remove(key) {
    return this.write(key, null, (area) => area.removeItem(key));
  }

  /** @returns {string[]} */
  keys() {
    const gone = Array.from(this.pending).filter(([, text]) => text === null).map(([key]) => key);
    const kept = new Set([...this.storedKeys(), ...this.pending.keys()]);
    return Array.from(kept).filter((key) => !gone.includes(key));
  }

  /** @private */
  storedKeys() {
    try {
      const { area } = this;
      if (!area) return [];
      return Array.from({ length: area.length }, (_, i) => area.key(i) || "");
    } catch (error) {
      return [];
    }
  }

  /**
   * @private
   * @param {string} key
   * @param {string | null} text
   * @param {(area: Storage) => void} act
   */
  write(key, text, act) {
    try {
      if (!this.area) throw new Error("no storage");
      act(this.area);
      this.pending.delete(key);
      return true;
    } catch (error) {
      this.pending.set(key, text);
      this.onTrouble();
      return false;
    }
  }
}

/**
 * @param {() => void} onTrouble
 * @returns {{local: Shelf, session: Shelf}}
 */
export function openShelves(onTrouble) {
  // What sessionStorage holds is a convenience; its loss is not worth a notice.
  return { local: new Shelf(openArea("localStorage"), onTrouble), session: new Shelf(openArea("sessionStorage")) };
}

/**
 * Calls the listener when another tab has changed a key (null: everything was cleared).
 * @param {(key: string | null) => void} listener
 */
export function watchOtherTabs(listener) {
  window.addEventListener("storage", (event) => {
    if (event.storageArea === openArea("localStorage")) listener(event.key);
  });
}
