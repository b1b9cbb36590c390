// 课时台账, taking it along: a table for Excel, the same as text where downloads are blocked, and paper for inspection.
// @ts-check
import { writeTable } from "../core/csv.js";
import { toSeconds } from "../core/instant.js";
import { exportFileName } from "../core/file-name.js";
import { heldEntries } from "../core/ledger.js";
import { ledgerRows } from "../core/ledger-words.js";
import { copyField, downloadText, isChatWebview } from "./deliver.js";
import { button, link, make, say, statusLine } from "./dom.js";
import { ledgerPaper } from "./ledger-paper.js";

export class TakeLedger {
  /** @param {import("./ledger.js").PortalLedger} page */
  constructor(page) {
    this.page = page;
    const { school = "", name = "" } = page.context.store.facts.learner();
    this.school = make("input", { type: "text", maxlength: 80, value: school, autocomplete: "off", name: "school" });
    this.teacher = make("input", { type: "text", maxlength: 80, value: name, autocomplete: "off", name: "teacher" });
    this.text = make("textarea", { class: "portal-code", readonly: true, rows: 6, hidden: true, "aria-label": "台账的文字" });
    this.backup = make("p", {});
    this.status = statusLine();
    this.paper = make("div", { class: "portal-ledger-paper" });
    this.element = this.build();
  }

  refresh() {
    const { page } = this;
    const all = heldEntries(page.context.lessons.all());
    this.element.hidden = all.length === 0;
    const backup = page.context.store.facts.backup();
    const fresh = all.filter(({ at }) => !backup || !at || toSeconds(at) > toSeconds(backup.at)).length;
    const state = fresh > 0 ? `有 ${fresh} 条还没有备份。` : "都已备份过。";
    this.backup.replaceChildren(`台账是学习记录的一部分，只存在这个浏览器里，${state}换电脑、交记录，用`,
      link("我的数据", page.context.url("my/data/")), "里的导出。");
    this.showPaper();
  }

  /** @private */
  showPaper() {
    this.paper.replaceChildren(...ledgerPaper(this.page, this.school.value.trim(), this.teacher.value.trim()));
  }

  /** @private Oldest first, as one reads a ledger. */
  rows() {
    const { page } = this;
    return ledgerRows(page.entries().reverse(), page.lessons, (entry) => page.classWords(entry), page.today);
  }

  /** @private */
  toTable() {
    const name = exportFileName(this.teacher.value.trim() || this.page.context.profiles.mine().name,
      new Date(this.page.context.clock()), "csv").replace("学习记录", "课时台账");
    downloadText(name, "text/csv", writeTable(this.rows()));
    say(this.status, `已导出：${name}。`);
  }

  /** @private Tabs between the cells: pasted into a table program it is a table again. */
  async toText() {
    this.text.value = this.rows().map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
    this.text.hidden = false;
    const isCopied = await copyField(this.text);
    say(this.status, isCopied ? "已复制，粘贴到聊天或表格里就行。" : "没有复制成功：请在上面的框里长按或按 Ctrl+C，全选后复制。");
  }

  /** @private */
  print() {
    this.showPaper();
    window.print();
  }

  /** @private */
  build() {
    const hint = "微信、钉钉里常常下载不了、也打印不了：请用右上角菜单“在浏览器打开”，或者用“复制成文字”。";
    return make("section", { class: "portal-card" },
      make("h2", { id: "take" }, "导出和打印"),
      make("p", {}, "打印和表格里是上面选的学年和班级。学校和教师只印在纸上，不在这里保存。"),
      make("div", { class: "portal-fields" },
        make("label", { class: "portal-field" }, "学校（可不填）", this.school),
        make("label", { class: "portal-field" }, "教师（可不填）", this.teacher)),
      isChatWebview() && make("p", { class: "portal-hint" }, hint),
      make("div", { class: "portal-row" },
        button("打印台账", () => this.print(), "portal-button-main"),
        button("下载表格 (.csv)", () => this.toTable()),
        button("复制成文字", () => this.toText())),
      this.text, this.status, this.backup);
  }
}
