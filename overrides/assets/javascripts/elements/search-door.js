// The door of the search: waits on each page until somebody wants to search. Only then are the search's files,
// its look and its data asked for; and only a page reached from a result asks for what marks the words.
// @ts-check

/** @typedef {Pick<import("./portal-element.js").Context, "settings" | "clock" | "url">} Context what the search needs of a page */
/** @typedef {{box: HTMLElement, input: HTMLInputElement, toggle: HTMLInputElement, words: string, cameFrom?: HTMLElement | null}} Door cameFrom: where the focus was before */

const KEYS = ["f", "s", "/"];

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to the place where the focus is */
const isTyping = (target) => target instanceof HTMLElement &&
  (target.isContentEditable || (target.matches("input, select, textarea") && target.getAttribute("type") !== "radio"));

/** @param {Door} door @param {Context} context @returns {() => void} what opens the search, once its files are there */
function opener(door, context) {
  const { box, input, toggle } = door;
  /** @type {Promise<void> | undefined} */
  let loading;
  const load = () => {
    loading = loading || import("./search.js").then(({ startSearch }) => startSearch(door, context))
      .catch(() => {
        loading = undefined;
        box.getElementsByClassName("md-search-result__meta")[0].textContent = "网络不太稳，搜索没有打开。刷新这一页再试。";
      });
  };
  input.addEventListener("focus", ({ relatedTarget }) => {
    if (!toggle.checked) {
      door.cameFrom = /** @type {HTMLElement | null} */ (relatedTarget);
      toggle.click();
    }
    load();
  });
  toggle.addEventListener("change", load);
  return () => { input.focus(); load(); };
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
  const open = opener({ box, input, toggle, words }, context);
  document.querySelectorAll("header > nav > [for=__search]").forEach((label) => label.addEventListener("click", (event) => {
    event.preventDefault(); // it would close again what the focus opens
    open();
  }));
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || toggle.checked) return;
    if (!KEYS.includes(event.key) || isTyping(event.target)) return;
    event.preventDefault();
    open();
    input.select();
  });
  if (words) input.value = words;
  if (words || toggle.checked || document.activeElement === input) open();
  if (asked.get("h")) import("./marked-words.js").then(({ markWords }) => markWords(asked.get("h") || "", context));
}
