// What all our custom elements share: the context that portal.js hands in, and following the store while on the page.
// @ts-check

/** @typedef {import("../core/progress.js").Catalogue} Catalogue */
/**
 * @typedef {object} Settings small choices that are no part of the record
 * @property {(key: string) => string | null} get
 * @property {(key: string, text: string) => void} set
 * @property {(key: string) => string | null} getForVisit
 * @property {(key: string, text: string) => void} setForVisit
 */
/**
 * @typedef {object} Context what elements may use; they never open a storage themselves
 * @property {import("../store/learner-store.js").LearnerStore} store
 * @property {import("../store/lesson-book.js").LessonBook} lessons the entries of the ledger
 * @property {import("../store/profiles.js").Profiles} profiles
 * @property {Settings} settings
 * @property {() => Promise<import("../store/sittings.js").Sittings>} sittings exams that are not handed in yet
 * @property {() => Promise<import("../store/paper-desk.js").PaperDesk>} papers of formal assessments, and sealed answers
 * @property {() => number} clock milliseconds
 * @property {() => Promise<Catalogue>} catalogue
 * @property {(path: string) => string} url the address of a path below the site's root
 * @property {import("./notices.js").PortalNotices} notices
 */

export class PortalElement extends HTMLElement {
  /** @returns {Context} */
  get context() {
    return /** @type {any} */ (this.constructor).context;
  }

  connectedCallback() {
    if (!this.isStarted) {
      this.isStarted = true;
      const words = this.removeEarly();
      this.start();
      const same = Array.from(this.querySelectorAll("button")).find(({ textContent }) => words && textContent === words);
      if (same) same.focus({ preventScroll: true });
    }
    this.unfollow = this.context.store.subscribe((change) => this.storeChanged(change));
  }

  /**
   * Takes away what the page shows in place of this element's buttons until its script is there.
   * @private
   * @returns {string | null} the words of the one that has the focus
   */
  removeEarly() {
    const early = Array.from(this.querySelectorAll("[data-portal-early]"));
    const focused = early.find((one) => one === document.activeElement);
    early.forEach((one) => one.remove());
    return focused ? focused.textContent : null;
  }

  disconnectedCallback() {
    if (this.unfollow) this.unfollow();
  }

  /** Runs once, when the element first stands on a page. */
  start() {}

  /** @param {import("../store/learner-store.js").Change} _change */
  storeChanged(_change) {}
}

/**
 * @param {string} name
 * @param {typeof PortalElement} element
 * @param {Context} context
 */
export function define(name, element, context) {
  /** @type {any} */ (element).context = context;
  if (!customElements.get(name)) customElements.define(name, element);
}
