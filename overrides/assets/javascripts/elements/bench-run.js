// Has an order worked off: by a worker where the browser gives one, else on the page in slices. Can be stopped.
// A page opened from a folder (file://) may load no worker's file; there the worker is made of the script's own text.
// @ts-check

/** @typedef {import("../core/bench/desk.js").Order} Order */
/** @typedef {import("../core/bench/desk.js").Progress} Progress */
/** @typedef {import("../core/bench/desk.js").Result} Result */
/** @typedef {{result: Promise<Result | null>, stop: () => void}} Work null: stopped */

const NAME = "elements/bench-worker.js";
const PLACE = "assets/javascripts/";
const READY_MS = 5000;

/** What the build gathered the scripts into; a preview has the modules as they are written. @returns {Map<string, Function> | undefined} */
const gathered = () => /** @type {any} */ (window).portalParts;

/** @param {(path: string) => string} url @returns {Promise<Worker>} */
async function makeWorker(url) {
  const parts = gathered();
  if (!parts) return new Worker(url(`${PLACE}${NAME}`), { type: "module" });
  if (location.protocol !== "file:") return new Worker(url(`${PLACE}parts/${NAME}`));
  await import("./bench-worker.js");
  const address = URL.createObjectURL(new Blob([`(${parts.get(NAME)})();`], { type: "text/javascript" }));
  try {
    return new Worker(address);
  } finally {
    setTimeout(() => URL.revokeObjectURL(address), READY_MS);
  }
}

/** @param {Worker} worker @returns {Promise<Worker>} once it has said that it runs */
function whenReady(worker) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no worker")), READY_MS);
    worker.onerror = (event) => { event.preventDefault(); clearTimeout(late); reject(new Error("no worker")); };
    worker.onmessage = () => { clearTimeout(late); resolve(worker); };
  });
}

/** @param {Worker} worker @param {Order} order @param {(progress: Progress) => void} onProgress @returns {Promise<Result>} */
function handOver(worker, order, onProgress) {
  /** @type {import("../core/bench/columns.js").Sheet[]} */
  const sheets = [];
  return new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error("failed"));
    worker.onmessage = (/** @type {MessageEvent<import("./bench-worker.js").Answer>} */ { data }) => {
      if (data.kind === "progress") onProgress(data.progress);
      else if (data.kind === "sheet") sheets.push(data.sheet);
      else if (data.kind === "result") resolve({ ...data.result, sheets });
      else reject(new Error("failed"));
    };
    worker.postMessage(order);
  });
}

/** @param {(path: string) => string} url @returns {Promise<Worker | null>} */
async function readyWorker(url) {
  try {
    const worker = await makeWorker(url);
    return await whenReady(worker).catch(() => { worker.terminate(); return null; });
  } catch (error) {
    return null;
  }
}

/**
 * @param {Order} order
 * @param {(progress: Progress) => void} onProgress
 * @param {(path: string) => string} url
 * @returns {Work}
 */
export function startWork(order, onProgress, url) {
  let isStopped = false;
  /** @type {() => void} */
  let end = () => {};
  const stopped = new Promise((resolve) => { end = () => resolve(null); });
  const run = async () => {
    const worker = await readyWorker(url);
    if (!worker) {
      const { workInSlices } = await import("./bench-worker.js");
      return workInSlices(order, onProgress, () => isStopped);
    }
    const result = isStopped ? null : await Promise.race([handOver(worker, order, onProgress), stopped]).finally(() => worker.terminate());
    return /** @type {Result | null} */ (result);
  };
  return { result: run(), stop: () => { isStopped = true; end(); } };
}
