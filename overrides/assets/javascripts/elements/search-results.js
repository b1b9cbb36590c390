// The list of results in the theme's own form. A later stage of the same search changes what has changed and nothing
// else: who walks through the list keeps the place.
// @ts-check
import { factsOf } from "../core/search-words.js";
import { make } from "./dom.js";

/** @typedef {import("../core/search-words.js").Aliases} Aliases */
/** @typedef {{text: string, mark: boolean}} Piece */
/** @typedef {{anchor: string, heading: string}} Section */
/**
 * @typedef {object} Item
 * @property {import("../core/search-words.js").Found} page
 * @property {number} score
 * @property {Section | null} section
 * @property {string[]} marks
 * @property {Piece[] | null} snippet
 * @property {Piece[]} title
 * @property {Section[]} sections
 */
/** @typedef {{element: HTMLLIElement, link: HTMLAnchorElement, article: HTMLElement, said: string}} Row */

/** @param {Piece[]} pieces */
const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));

export class SearchResults {
  /**
   * @param {HTMLElement} list
   * @param {(path: string) => string} url
   */
  constructor(list, url) {
    this.list = list;
    this.url = url;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
  }

  /** @param {Item[]} items @param {Aliases} aliases */
  show(items, aliases) {
    const focused = document.activeElement;
    const rows = items.map((item) => this.row(item, aliases));
    this.rows = new Map(items.map((item, i) => [item.page.u, rows[i]]));
    if (rows.some(({ element }, i) => this.list.children[i] !== element) || this.list.children.length !== rows.length) {
      this.list.replaceChildren(...rows.map(({ element }) => element));
    }
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.list.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  /** @private @param {Item} item @param {Aliases} aliases @returns {Row} */
  row(item, aliases) {
    const row = this.rows.get(item.page.u) || this.newRow();
    const said = JSON.stringify([item.section, item.marks, item.snippet, item.title, item.sections]);
    if (row.said === said) return row;
    row.said = said;
    row.link.href = this.address(item, item.section);
    row.article.dataset.mdScore = item.score.toFixed(2);
    row.article.replaceChildren(...this.words(item, aliases));
    while (row.element.children.length > 1) row.element.children[1].remove();
    if (item.sections.length > 0) row.element.append(this.more(item));
    return row;
  }

  /** @private @returns {Row} */
  newRow() {
    const article = make("article", { class: "md-search-result__article md-typeset" });
    const link = make("a", { class: "md-search-result__link" }, article);
    return { element: make("li", { class: "md-search-result__item" }, link), link, article, said: "" };
  }

  /** @private @param {Item} item @param {Aliases} aliases */
  words({ page, title, section, snippet }, aliases) {
    const facts = factsOf(page, aliases);
    const text = snippet ? marked(snippet) : [page.s || ""];
    return [
      make("div", { class: "md-search-result__icon md-icon" }),
      make("h1", { "aria-level": 3 }, ...marked(title)),
      make("p", { class: "portal-search-facts" }, facts.join(" · ")),
      section && make("p", { class: "portal-search-section" }, section.heading),
      text.join("") && make("p", {}, ...text),
    ].filter((one) => one instanceof HTMLElement);
  }

  /** @private @param {Item} item */
  more(item) {
    return make("details", { class: "md-search-result__more" },
      make("summary", {}, make("div", {}, `这一页还有 ${item.sections.length} 处`)),
      ...item.sections.map((section) => make("a", { class: "md-search-result__link", href: this.address(item, section) },
        make("article", { class: "md-search-result__article md-typeset" }, make("h2", { "aria-level": 4 }, section.heading)))));
  }

  /** @private @param {Item} item @param {Section | null} section */
  address({ page, marks }, section) {
    const address = new URL(this.url(page.u));
    if (marks.length > 0) address.searchParams.set("h", marks.join(" "));
    if (section) address.hash = section.anchor;
    return address.href;
  }
}
