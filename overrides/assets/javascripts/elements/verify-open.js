// 核验, taking what is to be verified: files dropped, chosen or pasted, text pasted, the camera. Several at once.
// Tells what is wrong with anything that is no credential; judges none.
// @ts-check
import { MOST_BYTES, findInBytes, findInText } from "../core/credential-file.js";
import { button, make, say, statusLine } from "./dom.js";
import { NO_READER, cameraSection } from "./verify-camera.js";
import { loadReader, readPicture } from "./verify-picture.js";

/** @typedef {import("../core/credential-verdict.js").Found} Found */
/** @typedef {import("../core/credential-file.js").Findings} Findings */

const UNREADABLE = "浏览器打不开这个文件。把它另存一份，或者截一张图再拖进来。";
const NO_CODE = "这张图里没有读出二维码。拍得正一些、近一些、亮一些，让二维码占到画面的一半，再试一次。";

/** @param {Blob} file @returns {Promise<Findings>} */
async function findInPicture(file) {
  const decodeQR = await loadReader().catch(() => null);
  if (!decodeQR) return { found: [], reason: NO_READER };
  const text = await readPicture(file, decodeQR).catch(() => null);
  if (text === null) return { found: [], reason: "浏览器打不开这种图片。截一张图，或者存成 JPG、PNG，再拖进来。" };
  return text === "" ? { found: [], reason: NO_CODE } : findInText(text);
}

/** @param {File} file @returns {Promise<Findings>} */
async function findInFile(file) {
  try {
    const bytes = new Uint8Array(file.size > MOST_BYTES ? MOST_BYTES + 1 : await file.arrayBuffer());
    const findings = findInBytes(bytes);
    return findings.isPicture ? await findInPicture(file) : findings;
  } catch (error) {
    return { found: [], reason: UNREADABLE };
  }
}

/** @param {HTMLElement} zone @param {(files: FileList | null | undefined) => void} take */
function watchDrops(zone, take) {
  const isOver = (/** @type {boolean} */ on) => zone.classList.toggle("portal-is-over", on);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); isOver(true); });
  zone.addEventListener("dragleave", () => isOver(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    isOver(false);
    take(event.dataTransfer && event.dataTransfer.files);
  });
}

/**
 * @param {(found: Found[]) => void} onFound
 * @returns {HTMLElement}
 */
export function verifyOpen(onFound) {
  const status = statusLine();
  const files = make("input", { type: "file", multiple: true, accept: ".json,.png,.pdf,.txt,image/*" });
  const pasted = make("textarea", { class: "portal-code", rows: 3, spellcheck: "false", autocomplete: "off" });

  const takeText = (/** @type {string} */ text) => {
    const { found, reason } = findInText(text);
    say(status, reason);
    if (found.length > 0) onFound(found);
  };
  const takeFiles = async (/** @type {FileList | null | undefined} */ list) => {
    const chosen = Array.from(list || []);
    if (chosen.length === 0) return;
    say(status, "正在读……");
    const all = [];
    for (const file of chosen) all.push(await findInFile(file));
    const refused = all.map(({ reason }, i) => reason && `${chosen[i].name}：${reason}`).filter(Boolean);
    say(status, ...refused.map((words) => make("span", { class: "portal-verify-refused" }, words)));
    files.value = ""; // the same file can then be chosen again
    const found = all.reduce((/** @type {Found[]} */ sum, one) => sum.concat(one.found), []);
    if (found.length > 0) onFound(found);
  };
  const takePasted = () => {
    if (pasted.value.trim() === "") say(status, "先把文字粘贴到框里。");
    else takeText(pasted.value);
  };

  files.addEventListener("change", () => takeFiles(files.files));
  pasted.addEventListener("paste", (event) => {
    const { clipboardData } = event;
    if (!clipboardData || clipboardData.files.length === 0) return;
    event.preventDefault(); // a screenshot from the clipboard
    takeFiles(clipboardData.files);
  });
  const zone = make("div", { class: "portal-drop" },
    make("label", { class: "portal-field" }, "选文件，或者拖到这里：.json、.png、.pdf，二维码的照片或截图，可以一次选几个", files));
  watchDrops(zone, takeFiles);
  return make("section", { class: "portal-card portal-verify-open" },
    make("h2", { id: "open" }, "要核验的学习记录"), zone, cameraSection(takeText),
    make("label", { class: "portal-field" }, "或者粘贴扫出来的文字（以 XYC1. 开头；也可以直接粘贴截图）", pasted),
    make("div", { class: "portal-row" }, button("核验粘贴的文字", takePasted, "portal-button-main")), status);
}
