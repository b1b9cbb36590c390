// The look of the search and of marked words, asked for only when one of them is needed.
// @ts-check
import { make } from "./dom.js";

const FILE = "assets/stylesheets/search.css";

/** @type {Promise<void> | undefined} */
let worn;

/** @param {import("./search-door.js").Context} context @returns {Promise<void>} once it is there, or will not come */
export function wearLook({ url }) {
  worn = worn || new Promise((resolve) => {
    const link = make("link", { rel: "stylesheet", href: url(FILE) });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
  return worn;
}
