// The filters above the results: kinds always, the rest behind one button, each with the number of its results.
// @ts-check
import { chipsOf, toggled } from "../core/search-filters.js";
import { FACET_NAMES, valueWords } from "../core/search-words.js";
import { make } from "./dom.js";

/** @typedef {import("../core/search-filters.js").Facet} Facet */
/** @typedef {import("../core/search-filters.js").Filters} Filters */
/** @typedef {import("../core/search-filters.js").Counts} Counts */
/** @typedef {import("../core/search-words.js").Aliases} Aliases */

const FURTHER = /** @type {Facet[]} */ (["grade", "month", "area"]);

/** What stays is not taken out and put back: a key or finger that is down on it just now would press nothing. @param {Element} parent @param {Element[]} wanted */
function arrange(parent, wanted) {
  Array.from(parent.children).filter((one) => !wanted.includes(one)).forEach((one) => one.remove());
  wanted.forEach((one, i) => { if (parent.children[i] !== one) parent.insertBefore(one, parent.children[i] || null); });
}

export class SearchFilters {
  /**
   * @param {HTMLElement} place
   * @param {(filters: Filters) => void} onChoose
   */
  constructor(place, onChoose) {
    this.place = place;
    this.onChoose = onChoose;
    this.isWide = false;
    /** @type {Map<string, HTMLElement>} rows and chips, the same ones from result to result */
    this.made = new Map();
  }

  /** @private @param {string} key @param {() => HTMLElement} build */
  once(key, build) {
    const one = this.made.get(key) || build();
    this.made.set(key, one);
    return one;
  }

  /** @param {Counts} counts @param {Filters} filters @param {Aliases} aliases */
  show(counts, filters, aliases) {
    const focused = this.place.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && focused.getAttribute("data-portal-chip");
    const row = (/** @type {Facet} */ facet) => this.row(facet, chipsOf(facet, counts, filters), filters, aliases);
    const further = FURTHER.map(row).filter((one) => one !== null);
    const isWide = this.isWide || FURTHER.some((facet) => filters[facet]);
    const rows = [row("kind"), further.length > 0 && this.opener(isWide, () => this.show(counts, filters, aliases)),
      ...(isWide ? further : []), Object.keys(filters).length > 0 && this.clear()];
    arrange(this.place, /** @type {HTMLElement[]} */ (rows.filter((one) => one instanceof HTMLElement)));
    this.place.hidden = this.place.children.length === 0;
    const again = key && /** @type {HTMLElement | null} */ (this.place.querySelector(`[data-portal-chip="${CSS.escape(key)}"]`));
    if (again) again.focus({ preventScroll: true });
  }

  /** @private @param {Facet} facet @param {import("../core/search-filters.js").Chip[]} chips @param {Filters} filters @param {Aliases} aliases */
  row(facet, chips, filters, aliases) {
    if (chips.length === 0) return null;
    const row = this.once(facet, () => make("div", { class: "portal-search-chips", role: "group", "aria-label": `按${FACET_NAMES[facet]}筛选` }));
    arrange(row, chips.map(({ value, count, isOn }) => this.chip(`${facet} ${value}`, valueWords(facet, value, aliases), count,
      isOn, () => this.onChoose(toggled(filters, facet, value)))));
    return row;
  }

  /** @private @param {string} key @param {string} words @param {number | null} count @param {boolean} isOn @param {() => void} press */
  chip(key, words, count, isOn, press) {
    const chip = this.once(key, () => make("button", { type: "button", class: "portal-search-chip", "data-portal-chip": key }));
    chip.setAttribute("aria-pressed", String(isOn));
    chip.replaceChildren(words, ...(count !== null ? [make("small", {}, ` ${count}`)] : []));
    chip.onclick = press;
    return chip;
  }

  /** @private @param {boolean} isWide @param {() => void} again */
  opener(isWide, again) {
    const chip = this.chip("more", isWide ? "收起条件" : "年级、月份、领域", null, false, () => { this.isWide = !isWide; again(); });
    chip.removeAttribute("aria-pressed");
    chip.setAttribute("aria-expanded", String(isWide));
    return chip;
  }

  /** @private */
  clear() {
    const chip = this.chip("clear", "清除条件", null, false, () => { this.isWide = false; this.onChoose({}); });
    chip.removeAttribute("aria-pressed");
    return chip;
  }
}
