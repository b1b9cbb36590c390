// 正式考核, a locked paper: asks for the opening code that is given out at the hour. The page stays alive while the key is made.
// @ts-check
import { plainCode } from "../core/opening-code.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { unlockPaper } from "./paper-lock.js";

/** @typedef {import("../core/paper.js").Paper} Paper */

const NO_CODE = "开卷码是 10 个字母和数字，形如 7K3QX-9M2TB。请照监考老师给的再输一次。";
const NO_MEMORY = "这台设备打不开锁着的试卷，多半是内存不够。关掉别的网页和程序再试一次；还不行，请监考老师换一台。";
const WRONG_CODE = "开卷码不对，或者试卷文件传坏了。先核对开卷码；还不行，就向主考老师再要一份试卷。";

/**
 * @param {import("../core/paper.js").LockedPaper} locked
 * @param {(paper: Paper) => void} onOpen
 * @param {() => void} onBack
 * @returns {HTMLElement}
 */
export function unlockSection(locked, onOpen, onBack) {
  const status = statusLine();
  const bar = make("progress", { class: "portal-bar", max: 1, "aria-label": "正在打开试卷" });
  const code = make("input", {
    type: "text", maxlength: 60, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", name: "code",
  });
  const openButton = make("button", { type: "submit", class: "portal-button portal-button-main" }, "打开试卷");
  setVisible(bar, false);

  const isBusy = (/** @type {boolean} */ on) => {
    openButton.disabled = on;
    setVisible(bar, on);
  };
  const tryCode = async () => {
    const plain = plainCode(code.value);
    if (plain === null) return say(status, NO_CODE);
    isBusy(true);
    say(status, "正在打开，请等几秒。");
    const unlocking = unlockPaper(locked, plain, (part) => { bar.value = part; });
    const [paper, words] = await unlocking.then((found) => [found, WRONG_CODE], () => [null, NO_MEMORY]);
    isBusy(false);
    // Somebody may have turned to another paper meanwhile.
    if (!form.isConnected) return undefined;
    if (paper) return onOpen(paper);
    code.select();
    return say(status, words);
  };
  const form = make("form", {},
    make("label", { class: "portal-field" }, "开卷码", code), bar,
    make("div", { class: "portal-row" }, openButton, button("换一份试卷", onBack)), status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!openButton.disabled) tryCode();
  });
  return make("section", { class: "portal-card" },
    make("h2", { id: "unlock", tabindex: "-1" }, locked.title),
    make("p", {}, "这份试卷锁着。开卷码由监考老师到点时给出，大小写、空格和短横都不要紧。"), form);
}
