// The places of the search's output: the line above, help, filters, the list and what comes after it.
// Keeps the theme's own elements, and puts ours between them.
// @ts-check
import { make, say, statusLine } from "./dom.js";

/** @typedef {import("./dom.js").Child} Child */

export class SearchPanel {
  /** @param {HTMLElement} box */
  constructor(box) {
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (box.getElementsByClassName(name)[0]);
    this.scroll = find("md-search__scrollwrap");
    this.meta = find("md-search-result__meta");
    this.list = find("md-search-result__list");
    this.help = make("div", { class: "portal-search-help", role: "note", hidden: true });
    this.filters = make("div", { class: "portal-search-filters", hidden: true });
    this.after = make("div", { class: "portal-search-after" });
    this.ears = statusLine();
    this.ears.classList.add("portal-search-ears");
    this.spoken = "";
    this.meta.after(this.help, this.filters);
    this.list.after(this.after, this.ears);
  }

  /** @param {HTMLElement} place @param {...Child} children */
  fill(place, ...children) {
    place.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
    place.hidden = place.childNodes.length === 0;
  }

  /** Says something once: a later stage that says the same is silent. @param {string} words */
  speak(words) {
    if (words === this.spoken) return;
    this.spoken = words;
    say(this.ears, words);
  }

  /** What the arrow keys walk through, in the order of the screen. @returns {HTMLElement[]} */
  stops() {
    const all = /** @type {NodeListOf<HTMLElement>} */ (this.scroll.querySelectorAll("a[href]:not([href^='tel:']), summary, .portal-search-after button"));
    return Array.from(all).filter((stop) => {
      const details = stop.closest("details");
      return !details || details.open || stop.tagName === "SUMMARY";
    });
  }
}
