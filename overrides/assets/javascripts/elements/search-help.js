// The way to help, above all results, for whoever may be looking because somebody is in danger.
// @ts-check
import { link, make } from "./dom.js";

const CALLS = [["120", "有人受伤"], ["110", "危险正在发生、人找不到了"], ["12356", "想找人说说"]];

/** @param {string} address of the page about help; "" on a site without it */
export function helpFirst(address) {
  return [
    make("p", {}, make("strong", {}, address ? link("现在就担心一个人？先看“求助与转介”", address) : "现在就担心一个人？先找人帮忙")),
    make("div", { class: "portal-search-chips" }, ...CALLS.map(([number, when]) =>
      make("a", { class: "portal-search-chip", href: `tel:${number}` }, make("strong", {}, number), when))),
    make("p", {}, "12356 的服务时间以当地公布为准；没打通，就找身边信得过的大人。"),
  ];
}
