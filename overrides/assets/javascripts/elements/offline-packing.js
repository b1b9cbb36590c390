// A pack on its page: shows the size, fetches with progress, stops, goes on, deletes. Asks the worker for each file.
// Whatever has come stays, so a broken line costs nothing.
// @ts-check
import { bytesOf, dayWords, missingOf, ownFiles, roomTrouble, sizeWords, stateOf, troubleWords, withName } from "../core/pack.js";
import { toInstant } from "../core/instant.js";
import { button, make, say, statusLine } from "./dom.js";
import { watchKeptFiles } from "./kept-files.js";
import { OfflineShelf, canKeep, packNotes, savePackNote } from "./offline-shelf.js";

/** @typedef {import("../core/pack.js").PackFile} PackFile */
/** @typedef {import("./portal-element.js").Context} Context */

const LANES = 4;
const SETTLING_MS = 20000;
const NO_WORKER = {
  file: "这里打开的就是离线版，不用再下载。",
  plain: "这个网址不是 https，浏览器不让网页自己存下来。要在没有网的地方用，请向管网站的人要离线包：一个压缩文件，解压以后双击就能打开。",
  other: "这个浏览器不能把网页存下来。换一个新一些的浏览器，或者向管网站的人要离线包：一个压缩文件，解压以后双击就能打开。",
};

function whyNot() {
  if (location.protocol === "file:") return NO_WORKER.file;
  return window.isSecureContext ? NO_WORKER.other : NO_WORKER.plain;
}

class Packing {
  /** @param {HTMLElement} place @param {string} path @param {Context} context @param {OfflineShelf} shelf */
  constructor(place, path, context, shelf) {
    this.place = place;
    this.path = path;
    this.context = context;
    this.shelf = shelf;
    this.words = statusLine();
    this.bar = make("progress", { class: "portal-pack-bar", "aria-label": "下载进度", hidden: true });
    this.figures = make("p", { class: "portal-quiet", hidden: true }); // for eyes: at each file, ears would hear nothing else
    this.row = make("div", { class: "portal-row" });
    this.extra = make("input", { type: "checkbox" });
    this.extraField = make("label", { class: "portal-pack-extra" }, this.extra);
    this.extra.addEventListener("change", () => this.show());
    place.append(this.extraField, this.words, this.bar, this.figures, this.row);
    this.isStopped = true;
  }

  async load() {
    await this.shelf.keep([this.context.url(this.path)]);
    this.pack = /** @type {import("../core/pack.js").Pack | undefined} */ (await this.shelf.read(this.path));
    if (!this.pack) return say(this.words, "要先连上网，才知道有哪些文件。");
    this.extra.checked = Boolean(this.note && this.note.extra);
    this.extraField.hidden = this.pack.extra.length === 0;
    this.extraField.append(` 连 Word、课件、PDF 和表格一起（${this.pack.extra.length} 个，${sizeWords(bytesOf(this.pack.extra))}）`);
    return this.show();
  }

  get note() {
    return packNotes(this.context)[this.path];
  }

  /** @private */
  async missing() {
    const pack = /** @type {import("../core/pack.js").Pack} */ (this.pack);
    return missingOf(pack, await this.shelf.keptOf(pack), this.extra.checked);
  }

  /** What stands there while nothing is being fetched. @param {string} [before] */
  async show(before = "") {
    const pack = /** @type {import("../core/pack.js").Pack} */ (this.pack);
    const missing = await this.missing();
    const total = pack.files.length + (this.extra.checked ? pack.extra.length : 0);
    const size = sizeWords(bytesOf(missing));
    const { note } = this;
    const state = stateOf(missing, note ? note.at : null, total);
    const day = note ? dayWords(note.at, new Date(this.context.clock()).getFullYear()) : "";
    const said = {
      new: `${missing.length} 个文件，共 ${size}。下载以后，没有网也能打开。`,
      part: `打开过的已经在这台设备上，还差 ${missing.length} 个文件，${size}。`,
      done: `已下载，可以离线打开（${day}）。`,
      old: `${day}下载过，有更新：${missing.length} 个文件，${size}。`,
    }[state];
    const verb = { new: withName("下载", pack.name), part: withName("接着下载", pack.name), old: "更新", done: "" }[state];
    this.bar.hidden = this.figures.hidden = true;
    this.offer(verb && button(verb, () => this.fetchAll(missing)),
      note && button("从这台设备删除", () => this.remove(), "portal-button-quiet"));
    say(this.words, before + said);
  }

  /** Puts other buttons there. Who has just pressed one goes on at the first, but never at the one that deletes. @private @param {...(HTMLButtonElement | "" | null)} buttons */
  offer(...buttons) {
    const hadFocus = this.row.contains(document.activeElement);
    const there = /** @type {HTMLButtonElement[]} */ (buttons.filter(Boolean));
    this.row.replaceChildren(...there);
    const next = there.find(({ className }) => !className.includes("quiet")) || this.place.querySelector("summary");
    if (hadFocus && next) next.focus();
  }

  /** @private @param {PackFile[]} missing */
  async fetchAll(missing) {
    const { storage } = navigator;
    const trouble = storage && storage.estimate ? roomTrouble(bytesOf(missing), await storage.estimate()) : "";
    if (trouble) return say(this.words, trouble);
    if (storage && storage.persist) storage.persist().catch(() => false);
    this.isStopped = false;
    this.fetched = /** @type {string[]} */ ([]);
    const total = bytesOf(missing);
    this.isCancelled = false;
    this.offer(button("暂停", () => { this.isStopped = true; }),
      button("取消", () => { this.isStopped = true; this.isCancelled = true; }, "portal-button-quiet"));
    Object.assign(this.bar, { hidden: false, max: total, value: 0 });
    Object.assign(this.figures, { hidden: false, textContent: "" });
    say(this.words, `正在下载，共 ${sizeWords(total)}……`);
    const problem = await this.fetchInLanes([...missing]);
    return this.end(problem);
  }

  /** @private @param {PackFile[]} waiting @returns {Promise<string>} what went wrong */
  async fetchInLanes(waiting) {
    let trouble = "";
    const lane = async () => {
      while (waiting.length > 0 && !this.isStopped && !trouble) {
        const [path, bytes, digest] = /** @type {PackFile} */ (waiting.shift());
        const address = this.context.url(path);
        const found = await this.shelf.keep([digest ? [address, digest] : address]).catch(() => "network");
        trouble = trouble || found;
        if (!found) this.count(path, bytes);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return trouble;
  }

  /** @private @param {string} path @param {number} bytes */
  count(path, bytes) {
    (this.fetched || []).push(path);
    this.bar.value += bytes;
    this.bar.textContent = `${Math.round((this.bar.value / this.bar.max) * 100)}%`;
    this.figures.textContent = `${sizeWords(this.bar.value)} / ${sizeWords(this.bar.max)}`;
  }

  /** @private @param {string} trouble */
  async end(trouble) {
    const wasStopped = this.isStopped;
    this.isStopped = true;
    if (this.isCancelled) return this.cancel();
    if (trouble) {
      if (trouble === "network") window.addEventListener("online", () => this.isStopped && this.show(), { once: true });
      return this.show(troubleWords(trouble));
    }
    if (wasStopped) return this.show("已暂停。");
    const pack = /** @type {import("../core/pack.js").Pack} */ (this.pack);
    savePackNote(this.context, this.path, { name: pack.name, at: toInstant(this.context.clock()), extra: this.extra.checked });
    if (this.extra.checked) watchKeptFiles();
    return this.show();
  }

  /** @private */
  async cancel() {
    const own = new Set(ownFiles(/** @type {import("../core/pack.js").Pack} */ (this.pack)));
    await this.shelf.drop((this.fetched || []).filter((path) => own.has(path)));
    return this.show("已取消，刚才下载的删掉了。");
  }

  /** @private */
  async remove() {
    await this.shelf.drop(ownFiles(/** @type {import("../core/pack.js").Pack} */ (this.pack)));
    savePackNote(this.context, this.path, null);
    this.extra.checked = false;
    return this.show("删掉了，学习记录不受影响。");
  }
}

/** A worker that cannot be set up never becomes ready. */
const settled = () => Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((resolve) => { setTimeout(resolve, SETTLING_MS, false); }),
]);

/** @param {HTMLElement} place with the path of the pack's list @param {Context} context */
export async function showPack(place, context) {
  const wait = make("p", { class: "portal-quiet" }, "稍等，正在看还差哪些文件……");
  place.append(wait);
  const isReady = canKeep() && await settled();
  wait.remove();
  if (!isReady) return place.append(make("p", {}, whyNot()));
  const packing = new Packing(place, place.dataset.portalPack || "", context, new OfflineShelf(context));
  return packing.load();
}
