// What this device keeps for the time without a network: the worker's cache, and a note on each fetched pack.
// The notes are no part of the learner's record.
// @ts-check
import { askWorker, notesKey } from "./offline-worker.js";

/** @typedef {import("../core/pack.js").Pack} Pack */
/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {{name: string, at: string, extra: boolean}} Note */

/** @param {Context} context @returns {Record<string, Note>} path of a pack's list → note */
export function packNotes(context) {
  try {
    return Object.assign(Object.create(null), JSON.parse(context.settings.get(notesKey(context)) || "{}"));
  } catch (error) {
    return Object.create(null);
  }
}

/** @param {Context} context @param {string} path @param {Note | null} note */
export function savePackNote(context, path, note) {
  const notes = packNotes(context);
  if (note) notes[path] = note;
  else delete notes[path];
  context.settings.set(notesKey(context), JSON.stringify(notes));
}

/** Whether this page's address lets a browser keep anything: https or this computer, and a site with a worker. */
export function canKeep() {
  return location.protocol !== "file:" && "serviceWorker" in navigator && Boolean(document.querySelector('meta[name="portal-manifest"]'));
}

export class OfflineShelf {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.root = context.url(".");
  }

  /** @param {(string | [string, string])[]} addresses */
  async keep(addresses) {
    const { active } = await navigator.serviceWorker.ready;
    const answer = await askWorker(active, addresses);
    this.cacheName = answer.cache;
    return answer.trouble;
  }

  /** @private */
  async cache() {
    if (!this.cacheName) await this.keep([]);
    return caches.open(/** @type {string} */ (this.cacheName));
  }

  /** @param {string} path @returns {Promise<any>} what a JSON file that is kept says */
  async read(path) {
    const answer = await (await this.cache()).match(this.context.url(path));
    return answer && answer.json();
  }

  /** @param {string} path @returns {Promise<string>} */
  async text(path) {
    const answer = await (await this.cache()).match(this.context.url(path));
    return answer ? answer.text() : "";
  }

  /** @returns {Promise<string[]>} */
  async paths() {
    return (await (await this.cache()).keys()).map(({ url }) => url.slice(this.root.length));
  }

  /** @param {Pack} pack @returns {Promise<Map<string, string | null>>} path → digest, of what is kept of a pack */
  async keptOf(pack) {
    const cache = await this.cache();
    const kept = new Map(/** @type {[string, string | null][]} */ ((await this.paths()).map((path) => [path, null])));
    await Promise.all(pack.extra.filter(([path]) => kept.has(path)).map(async ([path]) => {
      const answer = await cache.match(this.context.url(path));
      kept.set(path, answer ? answer.headers.get("portal-digest") : null);
    }));
    return kept;
  }

  /** @param {string[]} paths */
  async drop(paths) {
    const cache = await this.cache();
    await Promise.all(paths.map((path) => cache.delete(this.context.url(path))));
  }
}
