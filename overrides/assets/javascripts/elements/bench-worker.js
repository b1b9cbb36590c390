// 本校汇总, the desk at work: in a worker, where there is no page, it serves whoever made it; on a page it works in
// slices short enough that nobody notices. Touches nothing of the page.
// @ts-check
import { Desk } from "../core/bench/desk.js";

/** @typedef {import("../core/bench/desk.js").Order} Order */
/** @typedef {import("../core/bench/desk.js").Progress} Progress */
/** @typedef {import("../core/bench/desk.js").Result} Result */
/** @typedef {import("../core/bench/columns.js").Sheet} Sheet */
/**
 * @typedef {{kind: "ready"} | {kind: "progress", progress: Progress} | {kind: "sheet", sheet: Sheet}
 *   | {kind: "result", result: Result} | {kind: "failed"}} Answer what a worker says; a result's sheets come before it, one by one
 */

const TELL_MS = 100;
/** So long may a page be kept from drawing. */
const SLICE_MS = 12;

/** A timer would rest four milliseconds each time. */
function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(undefined); };
    port2.postMessage(null);
  });
}

/**
 * @param {Order} order
 * @param {{onProgress: (progress: Progress) => void, pause: () => Promise<unknown>, pauseMs: number, isStopped: () => boolean}} options
 * @returns {Promise<Result | null>} null: stopped
 */
async function work(order, { onProgress, pause, pauseMs, isStopped }) {
  const run = new Desk(order).run();
  let rested = performance.now();
  let told = 0;
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return step.value;
    const now = performance.now();
    if (now - told >= TELL_MS) {
      told = now;
      onProgress(step.value);
    }
    if (now - rested >= pauseMs) {
      await pause();
      rested = performance.now();
    }
    if (isStopped()) return null;
  }
}

/**
 * On the page itself, where a browser allows no worker.
 * @param {Order} order
 * @param {(progress: Progress) => void} onProgress
 * @param {() => boolean} isStopped
 */
export function workInSlices(order, onProgress, isStopped) {
  return work(order, { onProgress, pause: breathe, pauseMs: SLICE_MS, isStopped });
}

/** @param {any} scope of the worker */
function serve(scope) {
  const say = (/** @type {Answer} */ answer) => scope.postMessage(answer);
  scope.onmessage = (/** @type {MessageEvent<Order>} */ { data }) => {
    const options = { pause: async () => {}, pauseMs: Infinity, isStopped: () => false };
    work(data, { ...options, onProgress: (progress) => say({ kind: "progress", progress }) })
      .then((result) => {
        if (!result) return;
        // One message with all tables would keep the page for as long as it takes to unpack them.
        result.sheets.forEach((sheet) => say({ kind: "sheet", sheet }));
        say({ kind: "result", result: { ...result, sheets: [] } });
      }, () => say({ kind: "failed" }));
  };
  say({ kind: "ready" });
}

if (typeof document === "undefined") serve(self);
