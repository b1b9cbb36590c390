// <portal-profile>: in the header, whose turn it is; empty while there is only one profile.
// @ts-check
import { link } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalProfile extends PortalElement {
  start() {
    this.refresh();
  }

  storeChanged() {
    this.refresh();
  }

  /** @private */
  refresh() {
    const { profiles, url } = this.context;
    this.replaceChildren();
    if (profiles.list().length < 2) return;
    const name = link(profiles.mine().name, url("my/data/"), "portal-profile-name");
    name.title = "正在使用的学习档案，点这里切换";
    this.append(name);
  }
}
