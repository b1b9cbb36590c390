// All that the open search shows: where to begin, results with help and filters, or why there are none.
// Shows what it is given; it asks the engine for nothing.
// @ts-check
import { asksForHelp, outcomeWords, spokenWords } from "../core/search-words.js";
import { make } from "./dom.js";
import { SearchFilters } from "./search-filters.js";
import { helpFirst } from "./search-help.js";
import { SearchPanel } from "./search-panel.js";
import { SearchResults } from "./search-results.js";
import { HELP_PAGE, startingPoints } from "./search-start.js";

/** @typedef {import("../core/search/engine.js").Results} Outcome */
/** @typedef {import("../core/search/pages.js").Head} Head */
/** @typedef {import("../core/search-filters.js").Filters} Filters */
/** @typedef {import("./search-door.js").Context} Context */
/**
 * @typedef {object} Wishes what the reader may press
 * @property {(filters: Filters) => void} onFilter
 * @property {(query: string) => void} onQuery
 * @property {() => void} onMore
 * @property {() => void} onAgain
 */

/** Pixels below the screen from which on texts are worth having. */
const AHEAD = 120;
const BEFORE_TYPING = "写一两个词就能找";
const NOT_THERE = "网络不太稳，搜索没有打开。";

/** @param {string} words @param {() => void} press @param {string} [look] */
function chip(words, press, look = "portal-search-chip") {
  const made = make("button", { type: "button", class: look }, words);
  made.addEventListener("click", press);
  return made;
}

/** @param {Outcome} outcome */
export const offered = ({ total, items, nearest }) => (total > 0 ? items : nearest);

export class SearchBoard {
  /** @param {HTMLElement} box @param {Context} context @param {Wishes} wishes */
  constructor(box, context, wishes) {
    this.context = context;
    this.wishes = wishes;
    this.panel = new SearchPanel(box);
    this.results = new SearchResults(this.panel.list, context.url);
    this.filters = new SearchFilters(this.panel.filters, wishes.onFilter);
  }

  /** @private @param {import("./dom.js").Child[]} line @param {import("./dom.js").Child[]} after */
  without(line, after) {
    const { panel } = this;
    this.results.show([], {});
    panel.spoken = "";
    panel.fill(panel.meta, ...line);
    panel.fill(panel.help);
    panel.fill(panel.filters);
    panel.fill(panel.after, ...after);
  }

  /** @param {Head | null} head */
  begin(head) {
    this.without([BEFORE_TYPING], startingPoints(this.context, head ? head.pages : [], this.wishes.onQuery));
  }

  wait() {
    this.panel.fill(this.panel.meta, "正在找…");
  }

  fail() {
    this.without([NOT_THERE, chip("再试一次", this.wishes.onAgain)], []);
    this.panel.speak(NOT_THERE);
  }

  /** @param {Outcome} outcome @param {Head} head @param {Filters} filters @param {number} shown how many results */
  show(outcome, head, filters, shown) {
    const { panel, context, wishes } = this;
    const { query, understood, trouble } = outcome;
    const found = offered(outcome);
    const help = head.pages.some(({ u }) => u === HELP_PAGE) ? context.url(HELP_PAGE) : "";
    const isUrgent = asksForHelp([query, ...understood.words, understood.corrected || ""], head.synonyms);
    panel.fill(panel.meta, outcomeWords(outcome, head));
    panel.fill(panel.help, ...(isUrgent ? helpFirst(help) : []));
    this.filters.show(outcome.counts, filters, head.facets);
    this.results.show(found.slice(0, shown), head.facets);
    panel.fill(panel.after,
      trouble && make("p", { class: "portal-search-hint" }, "有一部分没有取到，结果可能不全。", chip("再试一次", wishes.onAgain)),
      found.length > shown && chip(`再看 ${Math.min(found.length - shown, shown)} 条`, wishes.onMore, "portal-search-more"));
  }

  /** Tells ears what all have seen by now. @param {Outcome} outcome @param {Head} head */
  tell(outcome, head) {
    const [first] = offered(outcome);
    this.panel.speak(spokenWords(outcome, head, first ? first.page.t : ""));
  }

  /** @param {number} index @returns {boolean} whether that result is on the screen, or will be soon */
  isNear(index) {
    const link = this.link(index);
    return link !== null && link.getBoundingClientRect().top < this.panel.scroll.getBoundingClientRect().bottom + AHEAD;
  }

  /** @param {number} index @returns {HTMLElement | null} the link of a result */
  link(index) {
    const row = this.panel.list.children[index];
    return row ? row.querySelector("a") : null;
  }
}
