// Talks with the service worker: asks it to keep files, and which build it and this tab are of.
// @ts-check

/** @typedef {{trouble: "" | "network" | "changed" | "full", build: string, cache: string, tab?: string}} Answer */

/** Where the notes on fetched packs stand; there may be several sites on one host. @param {Pick<import("./portal-element.js").Context, "url">} context */
export const notesKey = ({ url }) => `portal-packs:${new URL(url(".")).pathname}`;

/**
 * @param {ServiceWorker | null} worker
 * @param {(string | [string, string])[]} [keep] addresses, those outside the build's list with their digests
 * @returns {Promise<Answer>}
 */
export function askWorker(worker, keep = []) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    if (worker) worker.postMessage({ keep }, [port2]);
    else reject(new Error("no worker"));
  });
}
