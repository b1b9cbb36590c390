// Prints a part of a page (the questions, with or without the key; the worksheet) and leaves the page as it was.
// What each way shows is decided in stylesheets/question.css and portal.css.
// @ts-check

/** A closed <details> prints nothing, whatever the stylesheet says. */
function openAllDetails() {
  const closed = Array.from(document.querySelectorAll("portal-question details")).filter(
    (details) => !(/** @type {HTMLDetailsElement} */ (details).open),
  );
  closed.forEach((details) => details.setAttribute("open", ""));
  return () => closed.forEach((details) => details.removeAttribute("open"));
}

/** @param {"portal-print-key" | "portal-print-paper" | "portal-print-sheet"} look */
export function printAs(look) {
  const root = document.documentElement;
  const closeAgain = look === "portal-print-key" ? openAllDetails() : () => {};
  const restore = () => {
    root.classList.remove(look);
    closeAgain();
    window.removeEventListener("afterprint", restore);
    window.removeEventListener("pointerdown", restore);
  };
  root.classList.add(look);
  window.addEventListener("afterprint", restore);
  // Some phones never send afterprint; the next touch of the page is then the sign that printing is over.
  setTimeout(() => window.addEventListener("pointerdown", restore), 1000);
  window.print();
}
