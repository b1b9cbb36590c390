// 我的数据, export: what the record holds, who it belongs to (only if typed), and three ways to take it along.
// @ts-check
import { encodeRecord } from "../core/code.js";
import { writeCsv } from "../core/csv.js";
import { exportFileName } from "../core/file-name.js";
import { grade } from "../core/grading.js";
import { toInstant } from "../core/instant.js";
import { tidyText } from "../core/items.js";
import { countItems } from "../core/record.js";
import { lookUp } from "../core/text-order.js";
import { copyField, downloadText, isChatWebview } from "./deliver.js";
import { button, make, say, statusLine } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("./portal-element.js").Catalogue} Catalogue */
/** @typedef {import("../core/record.js").PortalRecord} PortalRecord */

const FIELDS = /** @type {const} */ ([["name", "姓名"], ["number", "编号（工号或学号）"], ["school", "学校"]]);
const VERDICTS = { right: "对", wrong: "错", void: "选项已改，无法判定" };

/** @param {PortalRecord} record */
export function describeRecord(record) {
  const { answers, units, attempts, lessons, favourites } = countItems(record);
  const kept = favourites > 0 ? `、${favourites} 个收藏` : "";
  return `${answers} 条作答、${units} 个单元、${attempts} 次模拟考、${lessons} 条上课记录${kept}`;
}

/** @param {Context} context @returns {Promise<Catalogue | null>} null where it cannot be fetched: an export must not depend on it */
const tryCatalogue = (context) => context.catalogue().catch(() => null);

/**
 * @param {Context} context
 * @param {import("../core/items.js").Learner} learner
 * @returns {Promise<PortalRecord>}
 */
async function buildRecord(context, learner) {
  const catalogue = await tryCatalogue(context);
  return {
    ...context.store.record(),
    release: catalogue ? tidyText(String(catalogue.release || ""), 40) : "",
    exported: toInstant(context.clock()),
    ...(Object.keys(learner).length > 0 ? { learner } : {}),
  };
}

/** @param {Catalogue | null} catalogue @returns {import("../core/csv.js").Describe} */
const describeFrom = (catalogue) => (id, value) => {
  const question = catalogue ? lookUp(catalogue.questions, id) : undefined;
  return question ? { title: question.title, verdict: VERDICTS[grade(question, value)] } : { title: "", verdict: "" };
};

/** The export form of one profile. */
class ExportForm {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    const learner = context.store.facts.learner();
    this.inputs = FIELDS.map(([name, label]) => {
      const input = make("input", { type: "text", maxlength: 80, value: learner[name] || "", autocomplete: "off", name });
      return { name, input, field: make("label", { class: "portal-field" }, label, input) };
    });
    this.holds = make("p", {});
    this.code = make("textarea", { class: "portal-code", readonly: true, rows: 5, "aria-label": "学习记录的文字码", hidden: true });
    this.status = statusLine();
    this.refresh();
  }

  refresh() {
    const { store } = this.context;
    const backup = store.facts.backup();
    const last = backup ? `上次导出：${new Date(backup.at).toLocaleString("zh-CN")}，有 ${backup.count} 条作答。` : "还没有导出过。";
    this.holds.textContent = `文件里会有：${describeRecord(store.record())}。${last}`;
  }

  /** @returns {import("../core/items.js").Learner} */
  learner() {
    const typed = this.inputs.map(({ name, input }) => [name, tidyText(input.value.trim(), 80)]);
    return Object.fromEntries(typed.filter(([, text]) => text !== ""));
  }

  /**
   * The counts are taken anew: the form may have stood open while the learner went on.
   * @param {(record: PortalRecord, learner: import("../core/items.js").Learner) => Promise<string> | string} deliver
   */
  async run(deliver) {
    const { store } = this.context;
    const learner = this.learner();
    const before = store.facts.learner().name;
    const record = await buildRecord(this.context, learner);
    store.facts.saveLearner(learner);
    const words = await deliver(record, learner);
    if (words) store.noteBackup(countItems(record).answers);
    this.refresh();
    const isSomebodyElse = words && before && learner.name && before !== learner.name;
    const doubt = isSomebodyElse ? `上次导出写的是“${before}”。如果是两个人在用，请在下面“学习档案”里各建一个，免得作答混在一起。` : "";
    say(this.status, words + doubt || "没有复制成功：请在上面的框里长按或按 Ctrl+C，全选后复制。");
  }

  /** @param {import("../core/items.js").Learner} learner @param {string} ending */
  fileName({ name, number }, ending) {
    return exportFileName(name || number || this.context.profiles.mine().name, new Date(this.context.clock()), ending);
  }

  toFile() {
    return this.run((record, learner) => {
      const name = this.fileName(learner, "json");
      downloadText(name, "application/json", `${JSON.stringify(record, null, 1)}\n`);
      return `已导出：${name}。`;
    });
  }

  toTable() {
    return this.run(async (record, learner) => {
      const name = this.fileName(learner, "csv");
      downloadText(name, "text/csv", writeCsv(record, describeFrom(await tryCatalogue(this.context))));
      return `已导出：${name}。表格里的判定只供参考，培训者会按原始作答重新评分。`;
    });
  }

  toCode() {
    return this.run(async (record) => {
      this.code.value = await encodeRecord(record);
      this.code.hidden = false;
      const isCopied = await copyField(this.code);
      return isCopied ? `文字码已复制（${this.code.value.length} 个字符），粘贴发给收记录的人就行。` : "";
    });
  }

  /** @returns {HTMLElement} */
  build() {
    const hint = "微信、钉钉里常常下载不了文件：请用右上角菜单“在浏览器打开”，或者用“复制文字码”。";
    return make("section", { class: "portal-card" },
      make("h2", { id: "export" }, "导出学习记录"),
      make("p", {}, "备份、换电脑、交给培训者，都用这一份。姓名、编号、学校可以不填；填了只写进你导出的文件，不会传到别处。"),
      make("div", { class: "portal-fields" }, ...this.inputs.map(({ field }) => field)),
      this.holds,
      isChatWebview() && make("p", { class: "portal-hint" }, hint),
      make("div", { class: "portal-row" },
        button("下载文件 (.json)", () => this.toFile(), "portal-button-main"),
        button("下载表格 (.csv)", () => this.toTable()),
        button("复制文字码", () => this.toCode())),
      this.code, this.status);
  }
}

/** @param {Context} context @returns {{element: HTMLElement, refresh: () => void, saveFile: () => Promise<void>}} */
export function exportSection(context) {
  const form = new ExportForm(context);
  return { element: form.build(), refresh: () => form.refresh(), saveFile: () => form.toFile() };
}
