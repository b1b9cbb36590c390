// @ts-check
// Copies the names of those who are missing as a message for a chat. Nothing is sent anywhere.

/** @param {string} text @returns {boolean} the old way, which works from a folder too */
function copyByHand(text) {
  const box = /** @type {HTMLTextAreaElement} */ (make("textarea", { readonly: "" }));
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** @param {Value[]} row (county, school, count, names) @returns {string} */
function message([, school, count, names]) {
  return `${school}：到 ${report.date}，还有 ${count} 位老师的学习记录没有收到：${names}。`
    + "请在“我的数据”里导出后发过来；已经发过的，请告诉我一声。";
}

/** @param {HTMLElement} button @param {string} text */
async function copyAndSay(button, text) {
  const before = button.textContent || "";
  const done = await copy(text);
  button.focus();
  button.textContent = done ? "已复制" : "没复制上，请选中文字再复制";
  say(button.textContent);
  setTimeout(() => { button.textContent = before; }, 2000);
}

/** @param {Table} table @returns {HTMLElement} */
function copyAll(table) {
  const button = make("button", { type: "button", class: "copy" }, "复制看得见的");
  button.addEventListener("click", () => {
    const rows = table.order.filter((row) => isWanted(table, row));
    copyAndSay(button, rows.map((row) => message(table.part.rows[row])).join("\n"));
  });
  return button;
}

/** @param {Table} table Add a button to each school, and one for all that are seen. */
function addCopying(table) {
  table.section.querySelector("thead tr")?.append(make("td", { class: "copying" }));
  table.lines.forEach((line, row) => {
    const button = make("button", { type: "button", class: "copy" }, "复制");
    button.setAttribute("aria-label", `复制 ${table.part.rows[row][1]} 的名单`);
    button.addEventListener("click", () => copyAndSay(button, message(table.part.rows[row])));
    line.append(make("td", { class: "copying" }, button));
  });
  const controls = table.section.querySelector(".controls");
  if (controls) controls.append(copyAll(table));
  else table.section.querySelector(".scroll")?.before(make("div", { class: "controls" }, copyAll(table)));
}
