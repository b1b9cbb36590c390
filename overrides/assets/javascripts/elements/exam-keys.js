// Which keys mean something on an answer sheet, and how that is said to the reader.
// @ts-check

export const KEYS_HELP = "键盘：A、B、C 选答案，N 下一题，P 上一题，M 做标记；正在填空时，先按 Tab 离开输入框。";

const NOT_TYPED = ["radio", "checkbox"];

/** @param {EventTarget | null} target */
const isTyping = (target) => target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !NOT_TYPED.includes(target.type));

/**
 * @param {KeyboardEvent} event
 * @returns {string} the key in lower case; "" for what belongs to the browser, or to a text that is being typed
 */
export function sheetKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return "";
  if (event.key.length !== 1) return "";
  // The theme has keys of its own, N and P among them: they would leave the page.
  event.stopPropagation();
  return event.key.toLowerCase();
}
