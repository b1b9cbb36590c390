// What a teacher took away: notes each click on a file's link, never in its way; and <portal-taken>, which says on the
// lesson's page which revision was taken and what has changed since. Its words without script: all changes, folded.
// @ts-check
import { toInstant } from "../core/instant.js";
import { TAKEN } from "../core/keys.js";
import { make } from "./dom.js";
import { PortalElement } from "./portal-element.js";

/**
 * The file comes from the link itself, also where nothing can be stored.
 * @param {import("./portal-element.js").Context} context
 */
export function watchTakeAways({ store, clock }) {
  const note = (/** @type {MouseEvent} */ event) => {
    const link = /** @type {Element} */ (event.target).closest("[data-portal-take]");
    // auxclick: the middle button opens a file in a new tab; the right one only opens a menu.
    if (!link || event.button > 1) return;
    const { portalTake = "", portalRevision, portalKind = "" } = /** @type {HTMLElement} */ (link).dataset;
    store.facts.saveTaken(portalTake, { revision: Number(portalRevision), at: toInstant(clock()), kind: portalKind });
    document.dispatchEvent(new CustomEvent(TAKEN));
  };
  document.addEventListener("click", note);
  document.addEventListener("auxclick", note);
}

/**
 * @param {string} instant
 * @param {number} now milliseconds
 */
function dayOf(instant, now) {
  const day = new Date(instant);
  const year = day.getFullYear() === new Date(now).getFullYear() ? "" : `${day.getFullYear()} 年 `;
  return `${year}${day.getMonth() + 1} 月 ${day.getDate()} 日`;
}

export class PortalTaken extends PortalElement {
  start() {
    this.line = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    document.addEventListener(TAKEN, () => this.show());
    this.show();
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (!change || (change.kind === "taken" && change.id === this.dataset.portalLesson)) this.show();
  }

  /** @private */
  show() {
    const { store, clock } = this.context;
    const taken = store.facts.taken(this.dataset.portalLesson || "");
    const revision = Number(this.dataset.portalRevision);
    const line = /** @type {HTMLElement} */ (this.line);
    this.classList.toggle("portal-taken-old", Boolean(taken && taken.revision < revision));
    line.replaceChildren();
    if (!taken) return;
    const day = dayOf(taken.at, clock());
    if (taken.revision >= revision) line.append(make("p", { class: "portal-quiet" }, `已取走 · ${day}`));
    else line.append(make("p", {}, `你 ${day}取走的是第 ${taken.revision} 版，现在是第 ${revision} 版：`), this.changesSince(taken.revision));
  }

  /** @private @param {number} revision */
  changesSince(revision) {
    const changes = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("details [data-portal-revision]")));
    const later = changes.filter(({ dataset }) => Number(dataset.portalRevision) > revision);
    return make("ul", {}, ...later.map((change) => change.cloneNode(true)));
  }
}
