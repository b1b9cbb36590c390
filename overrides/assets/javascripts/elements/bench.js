// <portal-bench>: 本校汇总. Takes what a school's office has, has it counted, shows the tables. Counts nothing itself.
// Keeps nothing: what was brought and what came of it is gone with the page.
// @ts-check
import { decodeText } from "../core/read-any.js";
import { localDay } from "../core/school-year.js";
import { chosenFiles, droppedFiles, joinFiles } from "./bench-files.js";
import { resultSection } from "./bench-results.js";
import { startWork } from "./bench-run.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("./bench-files.js").Brought} Brought */
/** @typedef {import("../core/bench/desk.js").Order} Order */
/** @typedef {import("../core/bench/desk.js").Progress} Progress */

const STAGES = { reading: "正在读", judging: "正在判分" };
const MOST_ROSTER_BYTES = 8 * 1024 * 1024;

/** @template T @param {string} selector @param {(element: any) => string} textOf @param {T} otherwise @returns {T} data that stands in the page */
function dataIn(selector, textOf, otherwise) {
  const element = document.querySelector(selector);
  return element ? JSON.parse(textOf(element)) : otherwise;
}

/** @param {string} words @param {HTMLElement} input */
const field = (words, input) => make("label", { class: "portal-field" }, words, input);

/** @param {Record<string, string | boolean>} attributes */
const fileInput = (attributes) => make("input", { type: "file", ...attributes });

/** @param {string} hint */
const textBox = (hint) => make("textarea", { class: "portal-code", rows: 3, spellcheck: "false", autocomplete: "off", placeholder: hint });

/** @param {HTMLInputElement} input @returns {Promise<{name: string, text: string}[]>} */
async function textsOf(input) {
  const files = Array.from(input.files || []).filter(({ size }) => size <= MOST_ROSTER_BYTES);
  return Promise.all(files.map(async (file) => ({ name: file.name, text: decodeText(new Uint8Array(await file.arrayBuffer())) })));
}

export class PortalBench extends PortalElement {
  constructor() {
    super();
    /** @type {Brought[]} */
    this.files = [];
    /** What 清空 took away. @type {Brought[]} */
    this.taken = [];
    this.folder = fileInput({ webkitdirectory: true, multiple: true });
    this.single = fileInput({ multiple: true, accept: ".json,.csv,.txt,.zip,.xlsx" });
    this.pasted = textBox("XY1.……");
    this.rosterFile = fileInput({ accept: ".csv,.txt" });
    this.rosterText = textBox("编号　姓名　学校　轨道");
    this.results = fileInput({ multiple: true, accept: ".json" });
    this.confirmed = fileInput({ accept: ".csv,.txt" });
    this.day = make("input", { type: "date", required: true });
    this.there = make("p", { class: "portal-bench-there" });
    this.status = statusLine();
    this.bar = make("progress", { class: "portal-bar", max: 1, value: 0, "aria-label": "汇总进度" });
    this.progressWords = make("p", { class: "portal-progress-words" });
    this.clearButton = button("清空", () => this.clear(), "portal-button-quiet");
    this.undoButton = button("撤销清空", () => this.undo());
    this.startButton = button("开始汇总", () => this.count(), "portal-button-main");
    this.stopButton = button("停止", () => this.stop());
    this.shown = make("div", {});
    /** @type {import("./bench-run.js").Work | null} */
    this.work = null;
  }

  start() {
    this.day.value = localDay(this.context.clock());
    this.watch();
    this.replaceChildren(this.records(), this.roster(), this.more(),
      make("div", { class: "portal-row" }, this.startButton, this.stopButton), this.status, this.bar, this.progressWords, this.shown);
    this.showFiles();
    this.setBusy(false);
  }

  /** @private */
  watch() {
    for (const input of [this.folder, this.single]) {
      input.addEventListener("change", () => {
        this.bring(chosenFiles(input.files || []));
        input.value = ""; // the same folder can then be chosen again
      });
    }
  }

  /** @private */
  records() {
    const zone = make("div", { class: "portal-drop" },
      make("p", {}, "把装着记录的文件夹、文件或压缩包 (.zip) 拖到这里，或者："),
      "webkitdirectory" in this.folder && field("选一个文件夹", this.folder), field("选文件（可以一次选几个）", this.single));
    const isOver = (/** @type {boolean} */ on) => { zone.classList.toggle("portal-is-over", on); };
    zone.addEventListener("dragover", (event) => { event.preventDefault(); isOver(true); });
    zone.addEventListener("dragleave", () => isOver(false));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      isOver(false);
      say(this.status, "正在数文件……");
      droppedFiles(event.dataTransfer).then((files) => this.bring(files));
    });
    return make("section", { class: "portal-card" }, make("h2", { id: "records" }, "一、老师交来的记录"), zone,
      field("或者粘贴文字码，可以连着聊天内容一起粘贴", this.pasted),
      this.there, make("div", { class: "portal-row" }, this.clearButton, this.undoButton));
  }

  /** @private */
  roster() {
    return make("section", { class: "portal-card" }, make("h2", { id: "roster" }, "二、名单（可以没有）"),
      make("p", {}, "有名单才知道谁没交。第一行是表头，至少要有“编号”，或者“姓名”和“学校”。"),
      field("名单文件（Excel 里另存为 CSV）", this.rosterFile), field("或者在 Excel 里选中连表头的几列，复制，粘贴到这里", this.rosterText));
  }

  /** @private */
  more() {
    return make("details", { class: "portal-card portal-bench-more" }, make("summary", {}, "考核成绩、确认表、汇总日期"),
      make("p", {}, "要求正式考核、学校确认的证书，没有这两样就没有人算通过。"),
      field("考核成绩 results.json（可以几份）", this.results), field("学校的确认表（CSV）：编号、轨道、项目、日期、确认人", this.confirmed),
      field("汇总日期", this.day));
  }

  /** @private @param {Brought[]} fresh */
  bring(fresh) {
    const before = this.files.length;
    this.files = joinFiles(this.files, fresh);
    this.taken = [];
    this.showFiles();
    const added = this.files.length - before;
    say(this.status, fresh.length === 0 ? "里面没有文件。" : `加了 ${added} 个文件${fresh.length > added ? `，${fresh.length - added} 个已经在了` : ""}。`);
  }

  /** @private */
  showFiles() {
    const bytes = this.files.reduce((sum, { file }) => sum + file.size, 0);
    const size = bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
    this.there.textContent = this.files.length > 0 ? `已选 ${this.files.length} 个文件，共 ${size}。` : "还没有选文件。";
    setVisible(this.clearButton, this.files.length > 0);
    setVisible(this.undoButton, this.taken.length > 0);
  }

  /** @private */
  clear() {
    this.taken = this.files;
    this.files = [];
    this.shown.replaceChildren();
    this.showFiles();
    this.undoButton.focus();
    say(this.status, "清空了，这里什么也没有留下。你电脑里的文件没有动。");
  }

  /** @private */
  undo() {
    this.files = this.taken;
    this.taken = [];
    this.showFiles();
    this.startButton.focus();
    say(this.status, `${this.files.length} 个文件回来了。`);
  }

  /** @private @param {boolean} isBusy */
  setBusy(isBusy) {
    this.setAttribute("aria-busy", String(isBusy));
    setVisible(this.startButton, !isBusy);
    [this.stopButton, this.bar, this.progressWords].forEach((one) => setVisible(one, isBusy));
  }

  /** @private @returns {Promise<Order>} */
  async order() {
    const [fromFile] = await textsOf(this.rosterFile);
    const [confirmed] = await textsOf(this.confirmed);
    return {
      catalogue: await this.context.catalogue(),
      moved: dataIn('meta[name="portal-moved"]', (meta) => meta.content, {}),
      words: dataIn("#portal-flag-words", (script) => script.textContent, {}),
      day: this.day.value || localDay(this.context.clock()),
      files: this.files, pasted: this.pasted.value,
      roster: this.rosterText.value.trim() ? this.rosterText.value : fromFile ? fromFile.text : "",
      results: await textsOf(this.results), confirmed: confirmed ? confirmed.text : "",
    };
  }

  /** @private @param {Progress} progress */
  tellProgress({ done, total, stage }) {
    this.bar.value = total > 0 ? done / total : 0;
    this.progressWords.textContent = `${STAGES[stage]}：${done} / ${total}`;
  }

  /** @private */
  async count() {
    if (this.files.length === 0 && this.pasted.value.trim() === "") {
      say(this.status, "先选文件夹或文件，或者粘贴文字码。");
      return;
    }
    this.setBusy(true);
    this.stopButton.focus();
    this.bar.value = 0;
    say(this.status, "正在汇总……");
    try {
      const order = await this.order();
      this.work = startWork(order, (progress) => this.tellProgress(progress), this.context.url);
      const result = await this.work.result;
      if (result) this.show(result, order.day);
      else say(this.status, "停下了，没有结果。选好的文件还在。");
    } catch (error) {
      say(this.status, "没有汇总成：这一页没有取全，或者内存不够。刷新一次；文件很多，就分学校汇总。");
    }
    this.setBusy(false);
    const heading = this.shown.querySelector("h2");
    if (document.activeElement === document.body) (heading || this.startButton).focus();
  }

  /** @private @param {import("../core/bench/desk.js").Result} result @param {string} day */
  show(result, day) {
    this.shown.replaceChildren(resultSection(result, day));
    const heading = this.shown.querySelector("h2");
    say(this.status, `汇总好了：${heading ? heading.textContent : ""}。`);
    if (heading) heading.focus();
  }

  /** @private */
  stop() {
    if (this.work) this.work.stop();
  }
}
