// Tables that are wider than the screen can be moved by keyboard, and say so to a screen reader.
// The theme puts each table into a box that scrolls, but keys reach such a box only when it can hold the focus.
// @ts-check

const BOX = ".md-typeset__scrollwrap";

/** @param {HTMLElement} box */
function mark(box) {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "表格，可以左右移动");
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
  }
}

/** Watch the boxes of all tables of the page; a turned phone changes which of them are too wide. */
export function watchWideTables() {
  const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(/** @type {HTMLElement} */ (target))));
  document.querySelectorAll(BOX).forEach((box) => watcher.observe(box));
}
