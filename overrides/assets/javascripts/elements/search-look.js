// The look of the search and of marked words, asked for only when one of them is needed.
// @ts-check
import { make } from "./dom.js";

/** @type {Promise<unknown> | undefined} */
let worn;

/** @param {{url: (path: string) => string}} context @returns {Promise<unknown>} once it is there, or will not come */
export function wearLook({ url }) {
  worn = worn || new Promise((resolve) => {
    const link = make("link", { rel: "stylesheet", href: url("assets/stylesheets/search.css") });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
  return worn;
}
