// Keeps a page's store and elements waiting until somebody uses the page. What is pressed before they are there is held
// and pressed again, a form is not sent, a file that is taken is noted: nothing of the first touch is lost.
// @ts-check
/** @typedef {{take: (link: DOMStringMap) => void, ticks: (list: HTMLElement) => void}} Note what cannot wait: a link that says of its file, a list with ticks */

/** A click among them: voice control and switches click without a pointer. */
export const SIGNS_OF_USE = ["pointerdown", "pointermove", "touchstart", "wheel", "keydown", "scroll", "focusin", "input", "click"];
const HELD = ["click", "auxclick", "submit", "change"];
const NEAR = "50%";
const LONGEST_PRESS_MS = 3000;
const CLICK_FOLLOWS_MS = 100;

/**
 * The page says that it can wait, its address asks for nothing, and who uses this browser has nothing here to be shown.
 * @param {string[]} keys of what this browser keeps
 */
export function mayWait(keys) {
  const isAsked = location.search !== "" || !document.querySelector("script[data-portal-later]");
  return !isAsked && !keys.some((key) => key.startsWith("portal"));
}

/** The header belongs to the search, and its keys too. @param {Event} event */
function isUse(event) {
  const { target, ctrlKey, metaKey } = /** @type {KeyboardEvent} */ (event);
  return !(target instanceof Element) || target.closest("main") !== null || Boolean(ctrlKey || metaKey);
}

/** @param {Element} host @param {string | null} words */
const alike = (host, words) => Array.from(host.querySelectorAll("button")).filter(({ textContent }) => textContent === words);

/** @param {Element} control @returns {() => HTMLElement | undefined} it, or what stands in its place once the element around it has come */
function twinOf(control) {
  const host = control.closest(":not(:defined)");
  const words = control.textContent;
  const place = host ? alike(host, words).indexOf(/** @type {any} */ (control)) : -1;
  return () => (control.isConnected ? /** @type {HTMLElement} */ (control) : host ? alike(host, words)[place] : undefined);
}

/** @param {Note} note @returns {() => void} ends the holding */
function holding(note) {
  /** @type {Map<Element, () => void>} */
  const held = new Map();
  const hold = (/** @type {Event} */ event) => {
    const at = event.target;
    if (!(at instanceof Element)) return;
    const [taken, list] = /** @type {(HTMLElement | null)[]} */ ([at.closest("[data-portal-take]"), at.closest("portal-checklist:not(:defined)")]);
    if (taken && /** @type {MouseEvent} */ (event).button < 2) note.take(taken.dataset);
    if (event.type === "change") {
      if (list) note.ticks(list);
      return;
    }
    const isForm = event.type === "submit";
    const control = isForm ? at : at.closest("button");
    if (!control || !control.closest(":not(:defined)")) return;
    event.preventDefault();
    event.stopPropagation();
    control.setAttribute("aria-busy", "true");
    const twin = twinOf(control);
    held.set(control, () => {
      control.removeAttribute("aria-busy");
      if (isForm) control.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
      else (twin() || { click() {} }).click();
    });
  };
  HELD.forEach((type) => document.addEventListener(type, hold, true));
  return () => {
    HELD.forEach((type) => document.removeEventListener(type, hold, true));
    held.forEach((act) => act());
  };
}

/**
 * Nothing may move or be replaced under a finger between pressing and letting go, or the press would go astray.
 * @returns {() => Promise<void>} kept as soon as no press is under way
 */
export function watchPresses() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let press;
  /** @type {(() => void)[]} */
  const waiting = [];
  const endIn = (/** @type {number} */ delay) => {
    clearTimeout(press);
    press = setTimeout(() => {
      press = undefined;
      waiting.splice(0).forEach((go) => go());
    }, delay);
  };
  const isSpace = (/** @type {Event} */ event) => /** @type {KeyboardEvent} */ (event).key === " ";
  const follow = (/** @type {string} */ type, /** @type {(event: Event) => void} */ run) =>
    document.addEventListener(type, run, { capture: true, passive: true });
  follow("pointerdown", () => endIn(LONGEST_PRESS_MS));
  follow("keydown", (event) => isSpace(event) && endIn(LONGEST_PRESS_MS));
  follow("pointerup", () => press !== undefined && endIn(CLICK_FOLLOWS_MS));
  for (const type of ["click", "keyup", "pointercancel"]) follow(type, () => press !== undefined && endIn(0));
  return () => new Promise((resolve) => {
    if (press === undefined) resolve();
    else waiting.push(resolve);
  });
}

/** Questions that are in sight are wanted now; those far below wait. @param {() => void} begin */
function whenInSight(begin) {
  const quiz = document.querySelector(".portal-quiz");
  if (!quiz) return;
  if (!("IntersectionObserver" in window)) return begin();
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    begin();
  }, { rootMargin: NEAR });
  watcher.observe(quiz);
}

/**
 * For a page that has something to show at once: on a slow line somebody is faster than its files all the same.
 * @param {() => Promise<void>} start
 * @param {Note} note
 */
export async function atOnce(start, note) {
  const release = holding(note);
  await start();
  release();
}

/**
 * @param {() => Promise<void>} start called once, at the first sign of use
 * @param {Note} note
 */
export function whenUsed(start, note) {
  const release = holding(note);
  const noticed = (/** @type {Event} */ event) => isUse(event) && begin();
  let hasBegun = false;
  const begin = async () => {
    if (hasBegun) return;
    hasBegun = true;
    SIGNS_OF_USE.forEach((sign) => document.removeEventListener(sign, noticed, true));
    await start();
    release();
  };
  SIGNS_OF_USE.forEach((sign) => document.addEventListener(sign, noticed, { capture: true, passive: true }));
  window.addEventListener("beforeprint", begin);
  whenInSight(begin);
}
