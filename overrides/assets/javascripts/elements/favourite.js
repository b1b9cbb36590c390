// The 收藏 button of a question: keeps it at hand in 错题本, right or wrong.
// @ts-check
import { button } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */

/**
 * @param {Context} context
 * @param {string} question
 * @param {string} [title] where several stand one below the other
 * @returns {{element: HTMLButtonElement, refresh: () => void}}
 */
export function favouriteButton({ store }, question, title) {
  const element = button("", () => store.setFavourite(question, !store.isFavourite(question)), "portal-button-quiet portal-favourite");
  const refresh = () => {
    const isOn = store.isFavourite(question);
    element.textContent = isOn ? "★ 已收藏" : "☆ 收藏";
    element.setAttribute("aria-pressed", String(isOn));
    // One name for both states: the state is in aria-pressed.
    element.setAttribute("aria-label", title ? `收藏：${title}` : "收藏这一题");
  };
  refresh();
  return { element, refresh };
}
