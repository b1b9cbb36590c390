// What the address and the screen say of an open search.
// @ts-check

/** @typedef {import("./search-door.js").Door} Door */

const PHONE = "(max-width: 59.984375em)"; // where the theme gives the search the whole screen

/** A query that came in the address is gone from it once the search is closed. @param {Door} door */
export function forgetQuery(door) {
  if (!door.words) return;
  door.words = "";
  const address = new URL(location.href);
  ["q", "query"].forEach((name) => address.searchParams.delete(name));
  try {
    history.replaceState(history.state, "", address.href);
  } catch (error) {
    // Opened from a disk some browsers keep the address as it is.
  }
}

/** On a phone the open search is all there is. @param {HTMLElement} box @param {boolean} isOpen */
export function tellWhetherModal(box, isOpen) {
  const isModal = isOpen && window.matchMedia(PHONE).matches;
  for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", "搜索"]]) {
    if (isModal) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}
