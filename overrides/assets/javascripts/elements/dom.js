// Builds elements. All text goes in as text nodes: nothing that was stored or imported can become markup.
// @ts-check

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] true writes an empty one, false none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter(isShown));
  return element;
}

/** @param {Child} child @returns {child is Node | string} */
function isShown(child) {
  return child !== null && child !== undefined && child !== false;
}

/**
 * @param {string} text
 * @param {() => void} onClick
 * @param {string} [look] extra classes
 */
export function button(text, onClick, look = "") {
  const element = make("button", { type: "button", class: `portal-button ${look}`.trim() }, text);
  element.addEventListener("click", (event) => {
    // The second click of a double click would press whatever has just taken this button's place.
    if (event.detail < 2) onClick();
  });
  return element;
}

/**
 * A button pressed several times in a row, as with 下一步: nothing else takes its place, so quick presses count too.
 * @param {string} text
 * @param {() => void} onPress
 */
export function stepButton(text, onPress) {
  const element = make("button", { type: "button", class: "portal-button" }, text);
  element.addEventListener("click", onPress);
  return element;
}

/**
 * @param {string} text
 * @param {string} href
 * @param {string} [look]
 */
export function link(text, href, look) {
  return make("a", { href, class: look }, text);
}

/** A place whose changes are spoken by screen readers. */
export function statusLine() {
  return make("p", { class: "portal-status", role: "status" });
}

const SPEAK_DELAY_MS = 60;

/**
 * Sets the words of a status line. It is emptied first, or the same words twice would be spoken once.
 * @param {HTMLElement} line
 * @param {...Child} words
 * @returns {Promise<void>} once they stand there
 */
export function say(line, ...words) {
  line.replaceChildren();
  return new Promise((resolve) => setTimeout(() => {
    line.replaceChildren(...words.filter(isShown));
    resolve();
  }, SPEAK_DELAY_MS));
}

/**
 * @param {HTMLElement} element
 * @param {boolean} isVisible
 */
export function setVisible(element, isVisible) {
  element.hidden = !isVisible;
}
