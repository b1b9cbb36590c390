// <portal-checklist>: makes boxes to tick of a lesson's list of materials, and remembers the ticks on this device.
// Without it the list is a list.
// @ts-check
import { button, make, setVisible } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalChecklist extends PortalElement {
  start() {
    /** @type {HTMLInputElement[]} */
    this.boxes = Array.from(this.querySelectorAll("li")).map((item) => {
      const box = make("input", { type: "checkbox", value: item.textContent });
      item.replaceChildren(make("label", {}, box, make("span", {}, ...Array.from(item.childNodes))));
      return box;
    });
    this.again = button("重新勾", () => this.clear());
    this.append(this.again);
    this.addEventListener("change", () => this.save());
    this.show();
  }

  /** @private */
  get lesson() {
    return this.dataset.portalLesson || "";
  }

  /** @private */
  clear() {
    const { boxes = [], again } = this;
    boxes.forEach((box) => { box.checked = false; });
    this.save();
    if (again && boxes[0]) boxes[0].focus();
  }

  /** @private */
  save() {
    const ticked = (this.boxes || []).filter((box) => box.checked).map((box) => box.value);
    this.context.store.facts.saveTicked(this.lesson, ticked);
    this.show();
  }

  /** @private */
  show() {
    const ticked = this.context.store.facts.ticked(this.lesson);
    (this.boxes || []).forEach((box) => { box.checked = ticked.includes(box.value); });
    if (this.again) setVisible(this.again, ticked.length > 0);
  }
}
