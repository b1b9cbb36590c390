// <portal-checklist>: remembers on this device what is ticked in a lesson's list of materials.
// Without it the boxes are ticked for this visit.
// @ts-check
import { button, setVisible } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalChecklist extends PortalElement {
  start() {
    /** @type {HTMLInputElement[]} */
    this.boxes = Array.from(this.querySelectorAll("input"));
    this.boxes.forEach((box) => { box.value = (box.parentElement && box.parentElement.textContent) || ""; });
    this.again = button("重新勾", () => this.clear());
    this.append(this.again);
    this.addEventListener("change", () => this.save());
    if (this.boxes.some((box) => box.checked)) this.addEarly();
    this.show();
  }

  /** @private */
  get lesson() {
    return this.dataset.portalLesson || "";
  }

  /** What was ticked before this file had come, with what had been ticked before. @private */
  addEarly() {
    const ticked = this.context.store.facts.ticked(this.lesson);
    (this.boxes || []).forEach((box) => { box.checked = box.checked || ticked.includes(box.value); });
    this.save();
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
