// The keyboard in the open search: arrows, Home and End walk through the results, Enter opens the first,
// Esc closes, a letter goes on typing. Tab reaches everything, and closes on its way out.
// @ts-check

/**
 * @typedef {object} Keyboard
 * @property {HTMLInputElement} input
 * @property {() => HTMLElement[]} stops what the arrows walk through
 * @property {() => void} enter
 * @property {() => void} close
 */

/** @param {string} key @param {number} at where the focus is, -1: before the first @param {number} last @returns {number | null} where it goes, -1: to the input */
export function step(key, at, last) {
  if (key === "ArrowDown") return at === last ? -1 : at + 1;
  if (key === "ArrowUp") return at === -1 ? last : at - 1;
  if (key === "Home" && at >= 0) return 0;
  if (key === "End" && at >= 0) return last;
  return null;
}

/** @param {KeyboardEvent} event @returns {boolean} whether it writes a character that no button or link has a use for */
const isLetter = ({ key, ctrlKey, metaKey, altKey }) => key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;

/** @param {HTMLElement} box @param {Keyboard} keyboard */
export function watchKeys(box, { input, stops, enter, close }) {
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // 229: browsers that say so, and not isComposing, while a word is composed
    const isInput = document.activeElement === input;
    const walk = stops();
    const at = walk.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = step(event.key, at, walk.length - 1);
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && isInput) enter();
    else if (to !== null) (walk[to] || input).focus();
    else {
      if (isInput || !isLetter(event)) return;
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length); // the character goes there
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}
