// 我的数据, erase: takes away all of this profile, after a typed word, with a copy offered first and a way back.
// Also tells of entries that could not be read and were set aside.
// @ts-check
import { describeRecord } from "./data-export.js";
import { downloadText } from "./deliver.js";
import { ask } from "./ask.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */

const WORD = "清空";
const LABEL = "everything";

/**
 * @param {Context} context
 * @param {() => Promise<void>} saveFile exports a copy
 */
export function eraseSection(context, saveFile) {
  const { store, profiles } = context;
  const place = make("div", {});
  const status = statusLine();
  const typed = make("input", { type: "text", maxlength: 20, autocomplete: "off" });

  const erase = () => {
    if (typed.value.trim() !== WORD) return say(status, `没有清空：要在框里写“${WORD}”两个字。`);
    store.eraseEverything();
    undoButton.focus();
    return say(status, "已清空。关掉这个标签页以前可以撤销。");
  };
  const askFirst = () => {
    typed.value = "";
    const extra = make("div", { class: "portal-row" },
      button("先导出一份", () => { saveFile(); }),
      make("label", { class: "portal-field" }, `写“${WORD}”两个字，表示想好了`, typed));
    const question = `清空档案“${profiles.mine().name}”的全部记录（${describeRecord(store.record())}）？`;
    ask(place, { question, yes: WORD, onYes: erase, opener: askButton, extra });
  };
  const askButton = button("清空这个档案的记录", askFirst, "portal-button-danger");
  const undoButton = button("撤销清空", () => {
    store.undo(LABEL);
    say(status, "记录都回来了。");
    askButton.focus();
  });

  const refresh = () => setVisible(undoButton, store.canUndo(LABEL));
  refresh();
  const element = make("section", { class: "portal-card" },
    make("h2", { id: "erase" }, "清空"),
    make("p", {}, "记录只存在这个浏览器里。不再使用这台电脑时，可以在这里清空；别人的档案不受影响。"),
    make("div", { class: "portal-row" }, askButton, undoButton), place, status);
  return { element, refresh };
}

/** @param {Context} context */
export function brokenSection({ store }) {
  const words = make("p", {});
  const save = () => downloadText("读不出来的记录.json", "application/json", JSON.stringify(store.brokenEntries(), null, 1));
  const element = make("section", { class: "portal-card" },
    make("h2", { id: "broken" }, "放在一边的内容"), words,
    make("div", { class: "portal-row" }, button("下载这些内容", save)));
  const refresh = () => {
    const count = Object.keys(store.brokenEntries()).length;
    words.textContent = `有 ${count} 条内容读不出来，已经放在一边，其余的不受影响。可以下载下来，请培训者帮忙看看。`;
    setVisible(element, count > 0);
  };
  refresh();
  return { element, refresh };
}
