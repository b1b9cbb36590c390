// <portal-unit-news>: at the head of a unit, what changed since the learner finished it.
// Its words without script: all changes, folded.
// @ts-check
import { button, make } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalUnitNews extends PortalElement {
  start() {
    this.box = make("div", { role: "status" });
    this.prepend(this.box);
    this.show();
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (change === null || (change.kind === "unit" && change.id === this.dataset.portalUnit)) this.show();
  }

  /** @private */
  get revision() {
    return Number(this.dataset.portalRevision);
  }

  /** @private */
  show() {
    const study = this.context.store.study(this.dataset.portalUnit || "");
    const since = study && study.finished ? study.revision || 1 : this.revision;
    const isOlder = since < this.revision;
    const box = /** @type {HTMLElement} */ (this.box);
    this.classList.toggle("portal-hint", isOlder);
    this.querySelectorAll("details").forEach((details) => { details.hidden = isOlder; });
    if (!isOlder) return box.replaceChildren();
    if (box.childElementCount > 0) return; // seconds of reading are changes of the unit, too
    const changes = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("details [data-portal-revision]")));
    const later = changes.filter(({ dataset }) => Number(dataset.portalRevision) > since);
    box.replaceChildren(make("p", {}, "这个单元在你学过以后有更新："),
      make("ul", {}, ...later.map((change) => change.cloneNode(true))),
      button("更新的内容我看过了", () => this.noted()));
  }

  /** @private */
  noted() {
    this.context.store.finishUnit(this.dataset.portalUnit || "", this.revision);
    const line = make("p", { class: "portal-quiet", tabindex: "-1" }, "记下了，更新的内容你看过了。");
    /** @type {HTMLElement} */ (this.box).replaceChildren(line);
    line.focus({ preventScroll: true });
  }
}
