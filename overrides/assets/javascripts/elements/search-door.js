// The door of the search: waits on each page until somebody wants to search. Only then are the search's files,
// its look and its data asked for; and only a page reached from a result asks for what marks the words.
// @ts-check
import { wearLook } from "./search-look.js";

/** @typedef {Pick<import("./portal-element.js").Context, "settings" | "clock" | "url">} Context what the search needs of a page */
/**
 * @typedef {object} Door
 * @property {HTMLElement} box
 * @property {HTMLInputElement} input
 * @property {HTMLInputElement} toggle by which the theme shows the search
 * @property {string} words of the address
 * @property {HTMLElement | null} [cameFrom] where the focus was before
 * @property {Promise<Response | null>} [head] of the data, on its way
 */

/** @param {Context} context Its name stays the same from build to build, so the browser has to ask whether it has changed. */
export const askForHead = ({ url }) => fetch(url("search/head.json"), { cache: "no-cache" });

/** @param {Door} door @param {Context} context @returns {() => void} what asks for the search, once */
function loader(door, context) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    // All three at once: on a slow line each would else wait for the answer to the one before.
    wearLook(context);
    door.head = askForHead(context).catch(() => null);
    import("./search.js").then(({ startSearch }) => startSearch(door, context), () => {
      isAsked = false;
      door.box.getElementsByClassName("md-search-result__meta")[0].textContent = "搜索没有打开，刷新再试。";
    });
  };
}

/** @param {Door} door @param {() => void} load */
function watch(door, load) {
  const { input, toggle } = door;
  input.addEventListener("focus", ({ relatedTarget }) => {
    if (toggle.checked) return;
    door.cameFrom = /** @type {HTMLElement | null} */ (relatedTarget);
    toggle.click();
  });
  toggle.addEventListener("change", () => {
    if (!toggle.checked) return;
    input.focus(); // within the tap on the magnifying glass, or a phone shows no keyboard
    load();
  });
  const { keyboard$ } = /** @type {any} */ (window); // the theme's: silent while somebody types elsewhere
  if (keyboard$) keyboard$.subscribe((/** @type {{mode: string, type: string, claim: () => void}} */ { mode, type, claim }) => {
    if (mode !== "global" || !["f", "s", "/"].includes(type)) return;
    claim();
    input.focus();
    input.select();
  });
}

/** @param {Context} context */
export function watchSearchDoor(context) {
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-portal-search]"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  const input = box && box.querySelector("input");
  if (!box || !toggle || !input) return;
  const asked = new URLSearchParams(location.search);
  // `query`: sent by the form itself before this script was there.
  const words = asked.get("q") || asked.get("query") || "";
  const door = { box, input, toggle, words };
  watch(door, loader(door, context));
  if (words) input.value = words;
  const isOpen = toggle.checked || document.activeElement === input;
  toggle.checked = false;
  if (words || isOpen) toggle.click();
  const found = asked.get("h");
  if (found) import("./marked-words.js").then(({ markWords }) => markWords(found, context));
}
