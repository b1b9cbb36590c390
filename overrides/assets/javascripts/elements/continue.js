// <portal-continue>: on the first page, the way back to where the learner left off.
// Leaves the words inside it alone for somebody who has not begun, and when the catalogue cannot be read.
// @ts-check
import { allProgress, whereToContinue } from "../core/progress.js";
import { link, make } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalContinue extends PortalElement {
  start() {
    const { store, catalogue } = this.context;
    const record = store.record();
    if (Object.keys(record.units).length + Object.keys(record.answers).length === 0) return;
    catalogue().then((found) => this.show(allProgress(found, record, (unit) => store.facts.known(unit)))).catch(() => {});
  }

  /** @private @param {import("../core/progress.js").TrackProgress[]} tracks */
  show(tracks) {
    const next = whereToContinue(tracks);
    if (!next) return;
    const { unit, isNew } = next;
    const { url } = this.context;
    const track = tracks.find(({ units }) => units.includes(unit));
    const words = isNew ? "下一个单元；" : `本单元已答 ${unit.answered} / ${unit.total} 题；`;
    const hours = track ? `${track.title} 已获 ${track.hours.earned} / ${track.hours.open} 学时` : "";
    this.replaceChildren(
      link(`继续学习：${unit.title}`, url(unit.url), "portal-button portal-button-main"),
      make("p", { class: "portal-progress-words" }, words + hours, " · ", link("我的学习", url("my/learning/"))),
    );
  }
}
