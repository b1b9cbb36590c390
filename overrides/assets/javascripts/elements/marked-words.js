// Marks on the landing page the words that were searched for. Touches texts only: no question, no field, no script,
// nothing that the search leaves out; everything can be taken away again, and the address is clean at once.
// @ts-check
import { Folding } from "../core/search/folding.js";
import { marked } from "../core/search/marks.js";
import { make } from "./dom.js";
import { wearLook } from "./search-look.js";

/** @typedef {import("./search-door.js").Context} Context */

const MOST_MARKS = 200;
const MOST_WORDS = 8;
const LEFT_ALONE = "script, style, template, noscript, svg, math, textarea, select, button, input, rt, rp, .headerlink, .portal-quiz, [data-search-exclude], [hidden], portal-notices";
const BLOCK = "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, summary, figcaption, pre, div, article, section, blockquote";

/** @param {Element} content @returns {Text[][]} the texts of each block, so that a word may go on in the next element */
function textsOf(content) {
  const blocks = new Map();
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = /** @type {Text} */ (node).parentElement;
    if (!parent || parent.closest(LEFT_ALONE) || !node.textContent) continue;
    const block = parent.closest(BLOCK);
    blocks.set(block, [...(blocks.get(block) || []), node]);
  }
  return Array.from(blocks.values());
}

/** @param {Text} text @param {number} from @param {number} to */
function mark(text, from, to) {
  const middle = text.splitText(from);
  middle.splitText(to - from);
  const made = make("mark", { class: "portal-mark" });
  middle.replaceWith(made);
  made.append(middle);
  return made;
}

/** @param {string} text @param {string[]} words @returns {[number, number][]} where they stand: from and to, in order */
function rangesOf(text, words) {
  let end = 0;
  return marked(text, new Folding("").foldInPlace(text), words).flatMap(({ text: { length }, mark: isWord }) => {
    end += length;
    return isWord ? [/** @type {[number, number]} */ ([end - length, end])] : [];
  });
}

/** @param {Text[]} texts @param {string[]} words @param {number} room how many more may be marked @returns {HTMLElement[]} */
function markBlock(texts, words, room) {
  const ranges = rangesOf(texts.map(({ data }) => data).join(""), words).slice(0, room);
  const starts = texts.map((_, i) => texts.slice(0, i).reduce((sum, { data }) => sum + data.length, 0));
  // From the end, so that the places before stay right.
  const made = ranges.reverse().flatMap(([from, to]) => texts.map((text, i) => {
    const [start, end] = [Math.max(from - starts[i], 0), Math.min(to - starts[i], text.data.length)];
    return start < end ? mark(text, start, end) : null;
  }).reverse());
  return made.filter((one) => one !== null).reverse();
}

/** @param {HTMLElement[]} marks */
function unmark(marks) {
  for (const one of marks) {
    const parent = one.parentNode;
    one.replaceWith(...one.childNodes);
    if (parent) parent.normalize();
  }
}

function cleanAddress() {
  const address = new URL(location.href);
  address.searchParams.delete("h");
  try {
    history.replaceState(history.state, "", address.href);
  } catch (error) {
    // Opened from a disk some browsers keep the address as it is.
  }
}

/** @param {string[]} words @param {HTMLElement[]} marks */
function bar(words, marks) {
  const remove = make("button", { type: "button", class: "portal-search-chip" }, "去掉标记");
  const next = make("button", { type: "button", class: "portal-search-chip" }, "下一处");
  const place = make("span", { role: "status" }, `共 ${marks.length} 处`);
  const element = make("div", { class: "portal-marked", role: "group", "aria-label": "标出的词" },
    make("span", {}, `“${words.join("”“")}”`), place, next, remove);
  let at = -1;
  next.addEventListener("click", () => {
    if (at >= 0) marks[at].classList.remove("portal-mark-here");
    at = (at + 1) % marks.length;
    marks[at].classList.add("portal-mark-here");
    marks[at].scrollIntoView({ block: "center" });
    place.textContent = `第 ${at + 1}/${marks.length} 处`;
  });
  remove.addEventListener("click", () => { unmark(marks); element.remove(); });
  return element;
}

/** @param {string} query words with spaces between @param {Context} context */
export async function markWords(query, context) {
  cleanAddress();
  const content = document.querySelector(".md-content__inner");
  const words = query.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  if (!content || words.length === 0) return;
  /** @type {HTMLElement[]} */
  const marks = [];
  for (const texts of textsOf(content)) {
    if (marks.length < MOST_MARKS) marks.push(...markBlock(texts, words, MOST_MARKS - marks.length));
  }
  if (marks.length === 0) return;
  await wearLook(context);
  (document.querySelector("main") || document.body).append(bar(words, marks));
  if (!document.querySelector(":target")) marks[0].scrollIntoView({ block: "center" });
}
