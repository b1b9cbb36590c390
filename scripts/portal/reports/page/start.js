// @ts-check
// Starts every part of the page that there is.

for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"))) {
  const name = section.dataset.part || "";
  const part = report.parts[name];
  if (!part.rows.length) continue;
  const table = startTable(section, part, startDrawing(section, part));
  if (name === "missing") addCopying(table);
  if (part.drawing?.kind === "lines") chooseFirst(section);
  show(table);
}
followThePage();
followThePrinter();

/**
 * The lines are those of one track: the first one is chosen.
 * @param {HTMLElement} section
 */
function chooseFirst(section) {
  const select = section.querySelector("select");
  if (!select) return;
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change"));
}
