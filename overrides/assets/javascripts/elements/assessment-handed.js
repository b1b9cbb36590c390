// 正式考核, after the sitting: the sealed answers as a file or as a text to copy, as often as needed and always the same.
// Shows nothing of what was answered: from here on only the trainer opens it.
// @ts-check
import { fromBase64Url } from "../core/bytes.js";
import { handInFile } from "../core/hand-in.js";
import { ask } from "./ask.js";
import { localTime } from "./assessment-begin.js";
import { copyField, downloadBytes, isChatWebview } from "./deliver.js";
import { button, make, say, statusLine } from "./dom.js";

const NOT_KEPT = "浏览器没有存下这份答卷。现在就下载，或者复制答卷码；关了这一页，它就没有了。";
const WEBVIEW = "微信、钉钉里常常下载不了文件：用“复制答卷码”，粘贴发给主考老师。";

/**
 * @param {import("../store/paper-desk.js").HandedIn} item
 * @param {() => void} onErase
 * @param {boolean} [isKept] whether the browser kept it
 * @returns {HTMLElement}
 */
export function handedSection(item, onErase, isKept = true) {
  const { paper, title, name, number, at, code } = item;
  const status = statusLine();
  const place = make("div", {});
  const field = make("textarea", { class: "portal-code", readonly: true, rows: 4, "aria-label": "答卷码", hidden: true });
  const file = handInFile(paper);

  const download = () => {
    downloadBytes(file, fromBase64Url(code.split(".")[1]));
    say(status, `已下载：${file}。把它交给主考老师，才算交完。`);
  };
  const copy = async () => {
    field.value = code;
    field.hidden = false;
    const isCopied = await copyField(field);
    say(status, isCopied ? `答卷码已复制（${code.length} 个字符）。粘贴发给主考老师，才算交完。`
      : "没有复制成功：请在上面的框里长按或按 Ctrl+C，全选后复制，发给主考老师。");
  };
  const erase = () => ask(place, {
    question: "从这个浏览器里清除这份答卷？主考老师说收到了，再清除；清除以后找不回来。", yes: "清除", onYes: onErase, opener: eraseButton,
  });
  const eraseButton = button("主考老师收到了，清除", erase, "portal-button-quiet");

  return make("section", { class: "portal-card" },
    make("h2", { tabindex: "-1" }, `已经密封：${title}`),
    make("p", {}, `${name}（编号 ${number}），${localTime(at)}交卷。还差一步：照主考老师说的办法，把答卷文件或者答卷码交给他。`),
    !isKept && make("p", { class: "portal-hint" }, make("strong", {}, NOT_KEPT)),
    isChatWebview() && make("p", { class: "portal-hint" }, WEBVIEW),
    make("div", { class: "portal-row" },
      button("下载答卷文件", download, "portal-button-main"), button("复制答卷码", copy), eraseButton),
    make("p", {}, "没交成可以再交，交几次都是同一份。"),
    field, place, status);
}
