// The open search: joins the box, what is typed, the engine and what is shown. Asked for by search-door.js when
// somebody opens the search; everything it needs comes with it, but for the look and the data.
// @ts-check
import { readRecent, withQuery } from "../core/recent-queries.js";
import { READ_AT_ONCE } from "../core/search/engine.js";
import { readFilters, writeFilters } from "../core/search-filters.js";
import { forgetQuery, tellWhetherModal } from "./search-address.js";
import { SearchBoard } from "./search-board.js";
import { watchKeys } from "./search-keys.js";
import { wearLook } from "./search-look.js";
import { SearchSource } from "./search-source.js";
import { RECENT } from "./search-start.js";
import { watchTyping } from "./search-typing.js";

/** @typedef {import("./search-door.js").Context} Context */
/** @typedef {import("./search-door.js").Door} Door */

const FILTERS = "portal-search-filters";
const SHOWN_AT_ONCE = 10;
const SLOW_MS = 400;

class Search {
  /** @param {Door} door @param {Context} context */
  constructor(door, context) {
    this.door = door;
    this.box = door.box;
    this.input = door.input;
    this.toggle = door.toggle;
    this.context = context;
    this.source = new SearchSource(door, context);
    this.board = new SearchBoard(this.box, context, {
      onFilter: (filters) => this.choose(filters),
      onQuery: (query) => this.askFor(query),
      onMore: () => this.showMore(),
      onAgain: () => this.again(),
    });
    this.filters = readFilters(context.settings.getForVisit(FILTERS));
    this.asked = "";
    this.turn = 0;
    this.shown = SHOWN_AT_ONCE;
    this.read = READ_AT_ONCE;
    this.isGoing = false;
    /** @type {import("./search-board.js").Outcome | null} */
    this.outcome = null;
  }

  start() {
    const { box, input, toggle, board } = this;
    toggle.addEventListener("change", () => this.turned());
    watchTyping(input, () => this.ask());
    watchKeys(box, { input, stops: () => board.panel.stops(), enter: () => this.enter(), close: () => this.leave() });
    if (input.form) {
      input.form.addEventListener("submit", (event) => event.preventDefault());
      input.form.addEventListener("reset", () => setTimeout(() => this.askFor(input.value)));
    }
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !box.contains(relatedTarget)) this.close();
    });
    box.addEventListener("click", (event) => this.followed(event));
    board.panel.scroll.addEventListener("scroll", () => this.readOn(), { passive: true });
    this.turned();
  }

  /** @private the search was opened or closed */
  turned() {
    const { box, input, toggle } = this;
    tellWhetherModal(box, toggle.checked);
    if (!toggle.checked) {
      input.blur();
      forgetQuery(this.door);
      return;
    }
    this.source.ready().catch(() => {}); // it may be typed into before it is there
    this.asked = "";
    this.ask();
  }

  /** @private by keyboard: back to where it was called from */
  leave() {
    const { cameFrom } = this.door;
    this.close();
    if (cameFrom) cameFrom.focus({ preventScroll: true });
  }

  /** @private */
  close() {
    if (this.toggle.checked) this.toggle.click();
  }

  /** @private nothing is typed @param {number} turn */
  async begin(turn) {
    const { source, board } = this;
    const show = () => {
      if (turn !== this.turn) return;
      this.outcome = null;
      board.begin(source.head);
    };
    await wearLook(this.context);
    show();
    if (!source.head) source.ready().then(show, () => {});
  }

  /** @private @param {string} query */
  askFor(query) {
    this.input.value = query;
    this.input.focus();
    this.ask();
  }

  /** @private */
  again() {
    this.source.renew();
    this.asked = "";
    this.askFor(this.input.value);
  }

  /** @private @returns {string} what the box and the filters say now */
  wanted() {
    return JSON.stringify([this.input.value.trim(), this.filters]);
  }

  /** @private */
  ask() {
    const query = this.input.value.trim();
    if (this.wanted() === this.asked) return;
    this.asked = this.wanted();
    this.turn += 1;
    this.shown = SHOWN_AT_ONCE;
    this.read = READ_AT_ONCE;
    this.isGoing = false;
    if (query) this.find(query, this.turn);
    else this.begin(this.turn);
  }

  /** @private @param {string} query @param {number} turn */
  async find(query, turn) {
    const isOld = () => turn !== this.turn;
    const slow = setTimeout(() => { if (!isOld()) this.board.wait(); }, SLOW_MS);
    const onResults = (/** @type {import("./search-board.js").Outcome} */ outcome) => {
      clearTimeout(slow);
      if (!isOld()) this.show(outcome);
    };
    const [engine] = await Promise.all([this.source.ready().catch(() => null), wearLook(this.context)]);
    const outcome = engine && !isOld() ? await engine.find(query, this.filters, { onResults }).catch(() => null) : null;
    clearTimeout(slow);
    if (isOld()) return;
    if (outcome) this.settle(outcome);
    else this.fail();
  }

  /** @private */
  fail() {
    this.isGoing = false;
    this.outcome = null;
    this.board.fail();
  }

  /** @private @param {import("./search-board.js").Outcome} outcome */
  show(outcome) {
    const isNew = !this.outcome || this.outcome.query !== outcome.query;
    this.outcome = outcome;
    this.board.show(outcome, this.source.head, this.filters, this.shown);
    if (isNew) this.board.panel.scroll.scrollTop = 0;
  }

  /** @private all stages of a search are there @param {import("./search-board.js").Outcome} outcome */
  settle(outcome) {
    if (this.outcome !== outcome) this.show(outcome);
    this.board.tell(outcome, this.source.head);
    if (this.isGoing) this.enter();
    this.readOn();
  }

  /** @private the next results at once, and their texts when they come */
  async showMore() {
    const { turn, shown, outcome, board } = this;
    if (!outcome) return;
    this.shown += SHOWN_AT_ONCE;
    this.show(outcome);
    const link = board.link(shown);
    if (link) link.focus();
    await this.readShown(turn);
  }

  /** @private whoever comes near results whose texts are not there gets them */
  readOn() {
    if (this.outcome && this.read < this.shown && this.board.isNear(this.read)) this.readShown(this.turn);
  }

  /** @private the texts of all that is shown @param {number} turn */
  async readShown(turn) {
    this.read = this.shown;
    const more = await this.source.ready().then((engine) => engine.showMore(this.shown)).catch(() => null);
    if (more && turn === this.turn) this.show(more);
  }

  /** @private @param {import("../core/search-filters.js").Filters} filters */
  choose(filters) {
    this.filters = filters;
    this.context.settings.setForVisit(FILTERS, writeFilters(filters));
    this.ask();
  }

  /** @private Enter while the results are still on their way waits for them */
  enter() {
    const isHere = this.outcome !== null && this.asked === this.wanted() && this.outcome.query.trim() === this.input.value.trim();
    const [first] = this.board.panel.stops();
    if (isHere && first) first.click();
    if (isHere) return;
    this.ask();
    this.isGoing = this.input.value.trim() !== "";
  }

  /** @private @param {MouseEvent} event */
  followed(event) {
    if (!(event.target instanceof Element) || !event.target.closest("a[href]")) return;
    const { settings } = this.context;
    const query = this.input.value.trim();
    if (query) settings.setForVisit(RECENT, JSON.stringify(withQuery(readRecent(settings.getForVisit(RECENT)), query)));
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.close();
  }
}

/** @param {Door} door @param {Context} context */
export function startSearch(door, context) {
  new Search(door, context).start();
}
