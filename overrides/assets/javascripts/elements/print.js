// Prints a part of a page (the questions, with or without the key; the worksheet) and leaves the page as it was.
// What each way shows is decided in stylesheets/question.css and lesson.css.
// @ts-check

/** What a way of printing opens first. @type {Record<string, string>} */
const OPENED = { "portal-print-key": "portal-question details", "portal-print-lesson": ".portal-sources" };

/**
 * A closed <details> prints nothing, whatever the stylesheet says.
 * @param {string} selector
 */
function openAllDetails(selector) {
  const closed = Array.from(document.querySelectorAll(selector)).filter(
    (details) => !(/** @type {HTMLDetailsElement} */ (details).open),
  );
  closed.forEach((details) => details.setAttribute("open", ""));
  return () => closed.forEach((details) => details.removeAttribute("open"));
}

/**
 * Colour alone would leave typed words in the text of a PDF.
 * @returns {() => void} puts them back
 */
function emptyGaps() {
  const gaps = Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("portal-question .portal-blank")));
  const typed = gaps.map((gap) => gap.value);
  gaps.forEach((gap) => { gap.value = ""; });
  // What was written meanwhile, here or by another tab, is newer.
  return () => gaps.forEach((gap, i) => { gap.value = gap.value || typed[i]; });
}

/** @param {"portal-print-key" | "portal-print-paper" | "portal-print-lesson" | "portal-print-sheet" | "portal-print-plan" | "portal-print-month"} look */
export function printAs(look) {
  const root = document.documentElement;
  const closeAgain = OPENED[look] ? openAllDetails(OPENED[look]) : () => {};
  const fillAgain = look === "portal-print-sheet" ? () => {} : emptyGaps();
  const restore = () => {
    root.classList.remove(look);
    closeAgain();
    fillAgain();
    window.removeEventListener("afterprint", restore);
    window.removeEventListener("pointerdown", restore);
  };
  root.classList.add(look);
  window.addEventListener("afterprint", restore);
  // Some phones never send afterprint; the next touch of the page is then the sign that printing is over.
  setTimeout(() => window.addEventListener("pointerdown", restore), 1000);
  try {
    window.print();
  } catch (error) {
    restore();
    throw error;
  }
}
