// 正式考核, taking the paper: a file dropped or chosen, or its text pasted. Tells what is wrong with anything else.
// @ts-check
import { MOST_CHARACTERS, readPaperText } from "../core/paper.js";
import { button, make, say, statusLine } from "./dom.js";

/** @typedef {import("../core/paper.js").PaperReading} PaperReading */

const UNREADABLE = "浏览器读不了这个文件。把它另存一份，或者用“粘贴试卷的内容”。";

/** @param {File} file @returns {Promise<PaperReading>} */
async function readFile(file) {
  if (file.size > MOST_CHARACTERS) return readPaperText("x".repeat(MOST_CHARACTERS + 1));
  try {
    return readPaperText(new TextDecoder().decode(await file.arrayBuffer()));
  } catch (error) {
    return { reason: UNREADABLE };
  }
}

/**
 * @param {(reading: PaperReading) => void} onOpen called with a good one
 * @returns {HTMLElement}
 */
export function openSection(onOpen) {
  const status = statusLine();
  const files = make("input", { type: "file", accept: ".json,.txt,application/json" });
  const pasted = make("textarea", { class: "portal-code", rows: 3, spellcheck: "false" });

  const take = (/** @type {PaperReading} */ reading) => {
    if (reading.reason) say(status, reading.reason);
    else onOpen(reading);
  };
  const takeFiles = async (/** @type {FileList | null | undefined} */ list) => {
    const [file, ...more] = Array.from(list || []);
    if (more.length > 0) say(status, "一次只打开一份试卷。");
    else if (file) take(await readFile(file));
    // The same file can then be chosen again.
    files.value = "";
  };
  const takePasted = () => {
    if (pasted.value.trim() === "") say(status, "先把试卷的内容粘贴到框里。");
    else take(readPaperText(pasted.value));
  };

  files.addEventListener("change", () => takeFiles(files.files));
  const zone = make("div", { class: "portal-drop" },
    make("label", { class: "portal-field" }, "选试卷文件（以 .paper.json 结尾），或者把它拖到这里", files));
  const isOver = (/** @type {boolean} */ on) => zone.classList.toggle("portal-is-over", on);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); isOver(true); });
  zone.addEventListener("dragleave", () => isOver(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    isOver(false);
    takeFiles(event.dataTransfer && event.dataTransfer.files);
  });

  return make("section", { class: "portal-card portal-exam-card" },
    make("h2", { id: "open", tabindex: "-1" }, "打开试卷"), zone,
    make("details", {}, make("summary", {}, "粘贴试卷的内容"),
      make("label", { class: "portal-field" }, "试卷文件里的全部文字", pasted),
      make("div", { class: "portal-row" }, button("打开粘贴的试卷", takePasted))),
    status);
}
