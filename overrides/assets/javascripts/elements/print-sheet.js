// <portal-print-sheet>: the button on a lesson that prints the pupils' worksheet and nothing else.
// What is left out is decided in stylesheets/portal.css.
// @ts-check
import { button } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { printAs } from "./print.js";

export class PortalPrintSheet extends PortalElement {
  start() {
    this.append(button("打印活动单", () => printAs("portal-print-sheet")));
  }
}
