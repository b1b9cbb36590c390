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

export class SearchFilters {
  /**
   * @param {HTMLElement} place
   * @param {(filters: Filters) => void} onChoose
   */
  constructor(place, onChoose) {
    this.place = place;
    this.onChoose = onChoose;
    this.isWide = false;
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
    this.place.replaceChildren(...rows.filter((one) => one instanceof HTMLElement));
    this.place.hidden = this.place.children.length === 0;
    const again = key && /** @type {HTMLElement | null} */ (this.place.querySelector(`[data-portal-chip="${CSS.escape(key)}"]`));
    if (again) again.focus({ preventScroll: true });
  }

  /** @private @param {Facet} facet @param {import("../core/search-filters.js").Chip[]} chips @param {Filters} filters @param {Aliases} aliases */
  row(facet, chips, filters, aliases) {
    if (chips.length === 0) return null;
    return make("div", { class: "portal-search-chips", role: "group", "aria-label": `按${FACET_NAMES[facet]}筛选` },
      ...chips.map(({ value, count, isOn }) => this.chip(`${facet} ${value}`, valueWords(facet, value, aliases), count,
        isOn, () => this.onChoose(toggled(filters, facet, value)))));
  }

  /** @private @param {string} key @param {string} words @param {number | null} count @param {boolean} isOn @param {() => void} press */
  chip(key, words, count, isOn, press) {
    const chip = make("button", { type: "button", class: "portal-search-chip", "data-portal-chip": key, "aria-pressed": String(isOn) },
      words, count !== null && make("small", {}, ` ${count}`));
    chip.addEventListener("click", press);
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
