// <portal-notices>: the one place for messages about the whole site, at the top of the main content.
// Spoken by screen readers, never takes the focus, shows each message once.
// @ts-check
import { button, link, make } from "./dom.js";

/**
 * @typedef {object} Notice
 * @property {string} id a second notice of the same id takes the place of the first
 * @property {string} text
 * @property {{text: string, href: string}} [link]
 * @property {{text: string, run: (box: HTMLElement) => void}} [action] run is given the notice, to put more into it
 * @property {() => void} [onDismiss]
 */

export class PortalNotices extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "status");
  }

  /** @param {Notice} notice */
  show(notice) {
    const { id, text, action } = notice;
    const box = make("div", { class: "portal-notice", "data-portal-notice": id }, make("p", {}, text));
    box.append(make("div", { class: "portal-row" },
      notice.link && link(notice.link.text, notice.link.href, "portal-button"),
      action && button(action.text, () => action.run(box)),
      button("知道了", () => this.dismiss(notice), "portal-button-quiet")));
    const old = this.find(id);
    if (old) old.replaceWith(box);
    else this.append(box);
  }

  /** @private @param {Notice} notice */
  dismiss({ id, onDismiss }) {
    const box = this.find(id);
    if (box) box.remove();
    if (onDismiss) onDismiss();
  }

  /** @param {string} id @returns {Element | undefined} */
  find(id) {
    return Array.from(this.children).find((box) => box.getAttribute("data-portal-notice") === id);
  }
}
