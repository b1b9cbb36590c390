// 我的数据, import: reads files and pasted codes, tells what would change, and merges only when told to.
// @ts-check
import { planImport } from "../core/plan-import.js";
import { readBytes, readText } from "../core/read-any.js";
import { unreadable } from "../core/record.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("../core/record.js").Reading} Reading */
/** @typedef {import("../core/plan-import.js").Plan} Plan */

const MOST_PROBLEMS_SHOWN = 50;

/** @param {File} file @returns {Promise<Reading>} */
async function readFile(file) {
  const reading = readBytes(new Uint8Array(await file.arrayBuffer()));
  const problems = reading.problems.map(({ where, reason }) => ({ where: `${file.name} · ${where}`, reason }));
  return { record: reading.record, problems };
}

/** @param {Plan} plan */
function problemList({ problems }) {
  if (problems.length === 0) return null;
  const rows = problems.slice(0, MOST_PROBLEMS_SHOWN).map(({ where, reason }) => make("li", {}, `${where}：${reason}`));
  const rest = problems.length - rows.length;
  return make("details", { open: problems.length <= 5 }, make("summary", {}, `看不懂的 ${problems.length} 条，不会读入`),
    make("ul", {}, ...rows, rest > 0 && make("li", {}, `……还有 ${rest} 条`)));
}

/** The import form of one profile. */
class ImportForm {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.files = make("input", { type: "file", multiple: true, accept: ".json,.csv,.txt" });
    this.files.addEventListener("change", () => this.readFiles());
    this.pasted = make("textarea", { class: "portal-code", rows: 3, spellcheck: "false" });
    this.plan = make("div", {});
    this.undoButton = button("撤销这次合并", () => this.undo());
    this.status = statusLine();
    this.refresh();
  }

  refresh() {
    setVisible(this.undoButton, this.context.store.canUndo("import"));
  }

  async readFiles() {
    const files = Array.from(this.files.files || []);
    const readings = await Promise.all(files.map((file) =>
      readFile(file).catch(() => unreadable(file.name, "浏览器读不了这个文件"))));
    // The same file can then be chosen again after it was mended.
    this.files.value = "";
    if (files.length > 0) this.propose(readings);
  }

  readPasted() {
    if (this.pasted.value.trim() === "") say(this.status, "先把文字码或记录内容粘贴到框里。");
    else this.propose([readText(this.pasted.value)]);
  }

  /** @param {Reading[]} readings */
  propose(readings) {
    const plan = planImport(this.context.store.record(), readings);
    const { added, updated, same, withdrawn, problems, names } = plan;
    const hasNews = added + updated > 0;
    const taken = withdrawn > 0 ? `其中撤回上课记录 ${withdrawn} 条。` : "";
    const words = `新增 ${added} 条，更新 ${updated} 条，不变 ${same} 条，看不懂 ${problems.length} 条。${taken}`;
    const mine = this.context.profiles.mine().name;
    this.plan.replaceChildren(make("div", { class: "portal-ask" },
      make("p", {}, words),
      names.length > 0 && make("p", {}, `记录上的姓名：${names.join("、")}。会合并到档案“${mine}”${this.doubt(names)}。`),
      problemList(plan),
      make("div", { class: "portal-row" },
        hasNews && button("合并", () => this.merge(plan), "portal-button-main"),
        button(hasNews ? "取消" : "知道了", () => this.plan.replaceChildren()))));
    say(this.status, hasNews ? `读好了：${words}` : `没有新的内容：${words}`);
  }

  /** Whether these may be somebody else's. @private @param {string[]} names */
  doubt(names) {
    const { name } = this.context.store.facts.learner();
    return name && !names.includes(name) ? `，可这个档案上次导出写的是“${name}”。如果不是同一个人，先别合并` : "";
  }

  /** @param {Plan} plan */
  merge(plan) {
    const { store } = this.context;
    store.importRecord(plan.merged);
    if (Object.keys(store.facts.learner()).length === 0 && plan.merged.learner) store.facts.saveLearner(plan.merged.learner);
    this.plan.replaceChildren();
    this.pasted.value = "";
    this.refresh();
    say(this.status, `合并好了：新增 ${plan.added} 条，更新 ${plan.updated} 条。`);
    this.undoButton.focus();
  }

  undo() {
    this.context.store.undo("import");
    this.refresh();
    say(this.status, "已撤销，回到合并以前。之后新做的题都留着。");
    this.files.focus();
  }

  /** @returns {HTMLElement} */
  build() {
    return make("section", { class: "portal-card" },
      make("h2", { id: "import" }, "导入学习记录"),
      make("p", {}, "可以一次选几个文件。导入只会合并，不会盖掉这里已有的作答；合并以前先告诉你会改什么。"),
      make("label", { class: "portal-field" }, "选择文件（.json 或 .csv）", this.files),
      make("label", { class: "portal-field" }, "或者粘贴文字码", this.pasted),
      make("div", { class: "portal-row" }, button("看看里面有什么", () => this.readPasted()), this.undoButton),
      this.plan, this.status);
  }
}

/** @param {Context} context */
export function importSection(context) {
  const form = new ImportForm(context);
  return { element: form.build(), refresh: () => form.refresh() };
}
