// <portal-learning>: 我的学习, how far along each track, and where to go on. Computes nothing itself; see core/progress.js.
// @ts-check
import { allProgress, whereToContinue } from "../core/progress.js";
import { link, make } from "./dom.js";
import { correctionsSection } from "./learning-corrections.js";
import { mistakesDoor } from "./mistakes-door.js";
import { standingId, standingSection } from "./learning-standing.js";
import { PortalElement } from "./portal-element.js";
import { trackId, trackSection } from "./learning-track.js";

/** @typedef {import("../core/progress.js").TrackProgress} TrackProgress */
/** @typedef {import("./portal-element.js").Catalogue} Catalogue */

/** What to say when the catalogue cannot be read. */
function catalogueTrouble() {
  return make("p", { class: "portal-empty" }, "课程目录没有读到，可能是网络断了。作答都还在，请稍后刷新再看。");
}

export class PortalLearning extends PortalElement {
  start() {
    const { units, answers } = this.context.store.record();
    const hasBegun = Object.keys(units).length + Object.keys(answers).length > 0;
    // The page's own words are for those who have not begun.
    if (hasBegun) this.replaceChildren(make("p", { class: "portal-empty", role: "status" }, "正在读取课程目录……"));
    this.context.catalogue().then(
      (catalogue) => { this.catalogue = catalogue; this.refresh(); },
      () => this.replaceChildren(catalogueTrouble()),
    );
  }

  storeChanged() {
    this.refresh();
  }

  /** @private */
  refresh() {
    const { catalogue } = this;
    if (!catalogue) return;
    const opened = new Map(Array.from(this.querySelectorAll("details"), (details) => [details.id, details.open]));
    const { store } = this.context;
    const record = store.record();
    const tracks = allProgress(catalogue, record, (unit) => store.facts.known(unit));
    tracks.forEach((track) => track.units.forEach((unit) => {
      if (unit.open.length === 0) store.facts.saveKnown(unit.id, catalogue.units[unit.id].questions);
    }));
    this.replaceChildren(this.buildContinue(tracks), mistakesDoor(catalogue, record, this.context),
      correctionsSection(catalogue, record, this.context, () => this.noted()),
      ...tracks.map((track) => trackSection(track, this.context,
        standingSection(catalogue, record, track, this.context, opened.get(standingId(track))), opened.get(trackId(track)))));
  }

  /** What had the focus is gone with the list. @private */
  noted() {
    this.refresh();
    const next = this.querySelector("a, button, summary");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  /** @private @param {TrackProgress[]} tracks */
  buildContinue(tracks) {
    const next = whereToContinue(tracks);
    const hasBegun = tracks.some((track) => track.units.some((unit) => unit.touched));
    if (!next) return make("p", { class: "portal-empty" }, hasBegun ? "开放的单元都学完了，真好。" : "课程还在筹备，请过几天再来。");
    const { unit } = next;
    const address = this.context.url(unit.url);
    if (!hasBegun) {
      return make("div", { class: "portal-continue-box" },
        make("p", {}, "这里会记下你学到哪里。还没有开始，不着急，从第一个单元看起就好。"),
        link(`从这里开始：${unit.title}`, address, "portal-button portal-button-main"));
    }
    const words = next.isNew ? "下一个单元" : `上次学到这里，已答 ${unit.answered} / ${unit.total} 题`;
    return make("div", { class: "portal-continue-box" }, make("p", {}, words),
      link(`继续学习：${unit.title}`, address, "portal-button portal-button-main"));
  }
}
