// @ts-check
// Tables that are sorted by the buttons in their heads and cut down by what is chosen above them.

/** @typedef {{ part: Part, section: HTMLElement, lines: HTMLElement[], order: number[], column: number,
 *   falls: boolean, chosen: Map<number, string>, words: string, count: HTMLElement,
 *   changed: (visible: number[]) => void }} Table */

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** @param {Value} value @returns {number | string | null} */
function rank(value) {
  if (Array.isArray(value)) return value[1] ? value[0] / value[1] : null;
  return value;
}

/** @param {Value} one @param {Value} other @param {number} sign @returns {number} */
function compare(one, other, sign) {
  const [a, b] = [rank(one), rank(other)];
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** @param {Table} table @param {number} row @returns {boolean} */
function isWanted(table, row) {
  const values = table.part.rows[row];
  for (const [column, wanted] of table.chosen) {
    if (String(values[column] ?? "") !== wanted) return false;
  }
  if (!table.words) return true;
  return table.part.find.some((column) => String(values[column] ?? "").toLowerCase().includes(table.words));
}

/** @param {Table} table @returns {number[]} rows that are seen, in their order */
function show(table) {
  const visible = table.order.filter((row) => isWanted(table, row));
  const seen = new Set(visible);
  table.lines.forEach((line, row) => { line.hidden = !seen.has(row); });
  const all = table.part.rows.length;
  table.count.textContent = visible.length === all ? `共 ${all} 行` : `显示 ${visible.length} 行，共 ${all} 行`;
  table.changed(visible);
  return visible;
}

/** @param {Table} table @param {number} column */
function sort(table, column) {
  const isText = table.part.columns[column].form === "text";
  table.falls = table.column === column ? !table.falls : !isText;
  table.column = column;
  const { rows } = table.part;
  const sign = table.falls ? -1 : 1;
  table.order = rows.map((_, row) => row)
    .sort((a, b) => compare(rows[a][column], rows[b][column], sign) || a - b);
  table.section.querySelector("tbody")?.append(...table.order.map((row) => table.lines[row]));
  table.section.querySelectorAll("thead th").forEach((head, place) => {
    if (place === column) head.setAttribute("aria-sort", table.falls ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  show(table);
  say(`${table.part.title}：按“${table.part.columns[column].title}”${table.falls ? "从大到小" : "从小到大"}排`);
}

/** @param {Table} table The title stands a second time, for paper: browsers repeat no head with buttons. */
function addButtons(table) {
  if (table.part.rows.length < 2) return;
  table.section.querySelectorAll("thead th").forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent || "");
    button.addEventListener("click", () => sort(table, column));
    head.replaceChildren(button, make("span", { class: "printed" }, head.textContent || ""));
  });
}

/** @param {Table} table */
function tell(table) {
  show(table);
  say(`${table.part.title}：${table.count.textContent}`);
}

/** @param {Table} table @param {number} column @returns {HTMLElement | null} */
function chooser(table, column) {
  const values = [...new Set(table.part.rows.map((row) => String(row[column] ?? "")))];
  if (values.length < 2) return null;
  const { title, empty } = table.part.columns[column];
  const select = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, "全部")));
  for (const value of values) select.append(make("option", { value: `=${value}` }, value || empty || "（空）"));
  select.addEventListener("change", () => {
    if (select.value) table.chosen.set(column, select.value.slice(1));
    else table.chosen.delete(column);
    tell(table);
  });
  return make("label", {}, `${title} `, select);
}

/** @param {Table} table @returns {HTMLElement} */
function finder(table) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "search", autocomplete: "off" }));
  box.addEventListener("input", () => {
    table.words = box.value.trim().toLowerCase();
    tell(table);
  });
  const titles = table.part.find.map((column) => table.part.columns[column].title);
  return make("label", {}, `找${titles.join("、")} `, box);
}

/**
 * Make a part's table one that can be sorted and cut down.
 * @param {HTMLElement} section
 * @param {Part} part
 * @param {(visible: number[]) => void} changed told which rows are seen, in their order
 * @returns {Table}
 */
function startTable(section, part, changed) {
  const lines = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("tbody tr")]);
  const table = {
    part, section, lines, changed, column: -1, falls: false, words: "", chosen: new Map(),
    order: lines.map((_, row) => row), count: make("output"),
  };
  addButtons(table);
  const controls = part.choose.map((column) => chooser(table, column)).filter((one) => one !== null);
  if (part.find.length && part.rows.length > 5) controls.push(finder(table));
  if (controls.length) {
    const row = make("div", { class: "controls" }, ...controls, table.count);
    (section.querySelector("figure") || section.querySelector("details, .scroll"))?.before(row);
  }
  return table;
}
