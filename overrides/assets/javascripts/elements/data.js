// <portal-data>: 我的数据, all that the learner can do with the record itself. Joins its sections; each is a file.
// @ts-check
import { brokenSection, eraseSection } from "./data-erase.js";
import { exportSection } from "./data-export.js";
import { importSection } from "./data-import.js";
import { profilesSection } from "./data-profiles.js";
import { make } from "./dom.js";
import { offlineSection } from "./offline-list.js";
import { PortalElement } from "./portal-element.js";

export class PortalData extends PortalElement {
  start() {
    const exporting = exportSection(this.context);
    this.sections = [
      exporting,
      importSection(this.context),
      profilesSection(this.context),
      offlineSection(this.context),
      eraseSection(this.context, exporting.saveFile),
      brokenSection(this.context),
    ];
    const mine = make("p", {}, `现在用的是档案“${this.context.profiles.mine().name}”。`);
    this.replaceChildren(mine, ...this.sections.map(({ element }) => element));
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    // Fields being typed into stay as they are: sections refresh their words only.
    if (change === null || change.kind !== "unit") (this.sections || []).forEach(({ refresh }) => refresh());
  }
}
