// Asks before something is taken away, in the place of the button that was pressed. Opens no dialog.
// @ts-check
import { button, make } from "./dom.js";

/**
 * Replaces the content of a place by a question; either answer empties it again.
 * @param {HTMLElement} place
 * @param {{question: string, yes: string, onYes: () => void, opener?: HTMLElement, extra?: HTMLElement}} options
 */
export function ask(place, { question, yes, onYes, opener, extra }) {
  const close = () => {
    place.replaceChildren();
    if (opener && opener.isConnected) opener.focus();
  };
  const cancel = button("取消", close);
  const confirm = button(yes, () => {
    close();
    onYes();
  }, "portal-button-danger");
  const box = make("div", { class: "portal-ask", role: "group", "aria-label": question },
    make("p", {}, question), extra, make("div", { class: "portal-row" }, confirm, cancel));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    // Not the Enter that ends the typing of Chinese.
    const isTyped = event.key === "Enter" && !event.isComposing && event.target instanceof HTMLInputElement;
    if (!isTyped) return;
    // Or the same Enter would press whatever has the focus next.
    event.preventDefault();
    confirm.click();
  });
  place.replaceChildren(box);
  cancel.focus();
}
