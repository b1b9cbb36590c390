// <portal-print-sheet>: the buttons on a lesson that print the whole of it, or the pupils' worksheet and nothing else.
// What is left out is decided in stylesheets/lesson.css.
// @ts-check
import { button } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { printAs } from "./print.js";

export class PortalPrintSheet extends PortalElement {
  start() {
    this.append(
      button("打印教案", () => printAs("portal-print-lesson")),
      button("打印活动单", () => printAs("portal-print-sheet")),
    );
  }
}
