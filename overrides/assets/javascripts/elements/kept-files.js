// Take-away files out of a pack: browsers ask the network alone for a link with `download`, so where such files were
// fetched onto this device, a click asks the worker instead, which has them without a network too.
// @ts-check
import { downloadBytes } from "./deliver.js";

/** @param {MouseEvent} event */
async function take(event) {
  const link = event.target instanceof Element && /** @type {HTMLAnchorElement | null} */ (event.target.closest("a[download][href*='files/']"));
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  // Not among what was fetched, and no network: then the browser says so in its own words.
  if (answer && answer.ok) downloadBytes(link.download, new Uint8Array(await answer.arrayBuffer()));
  else location.assign(link.href);
}

let isWatching = false;

export function watchKeptFiles() {
  if (!isWatching) document.addEventListener("click", take);
  isWatching = true;
}
