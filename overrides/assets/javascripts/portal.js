// Runs on each page, and is small: the search's door, wide tables, and whether the page has anything of the learner's.
// Only then is start.js asked for, with the store and the elements, at the first use of the page if that is soon enough.
// @ts-check
import { atOnce, mayWait, watchPresses, whenUsed } from "./elements/first-use.js";
import { PortalNotices } from "./elements/notices.js";
import { watchSearchDoor } from "./elements/search-door.js";
import { PROFILE_PREFIX } from "./core/profile-key.js";
import { openShelves } from "./storage.js";
import { keepEarlyTake, keepEarlyTicks } from "./store/early-takes.js";

/** @typedef {Pick<import("./elements/portal-element.js").Context, "settings" | "clock" | "catalogue" | "url" | "notices">} Words what also a page without the store has */
/** @typedef {Words & {shelves: ReturnType<typeof openShelves>, trouble: {tell: () => void}, atRest: () => Promise<void>}} PageContext */

const LEARNERS = ":not(:defined):not(portal-profile), .portal-quiz, [data-portal-take]";
const TABLES = ".md-typeset table:not([class])";
const moduleUrl = import.meta.url;

/** The root of the site: as the page says, else as this file's own place says. */
function findRoot() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-base"]'));
  // "../..", ".", or on the page for lost visitors "/" or "/sub-path/": one slash at the end, never two ("//" is a host).
  const base = meta && (meta.content || ".").replace(/\/*$/, "/");
  return base ? new URL(base, document.baseURI) : new URL("../../", moduleUrl);
}

function placeNotices() {
  customElements.define("portal-notices", PortalNotices);
  const notices = /** @type {PortalNotices} */ (document.createElement("portal-notices"));
  const main = document.querySelector(".md-content__inner") || document.querySelector("main") || document.body;
  main.prepend(notices);
  return notices;
}

/** @type {Promise<any> | undefined} */
let fetched;

function fetchCatalogue() {
  fetched = fetched || fetch(new URL("../catalogue.json", moduleUrl).href).then((response) => {
    if (!response.ok) throw new Error(`catalogue.json: ${response.status}`);
    return response.json();
  });
  return fetched;
}

/** @returns {PageContext} */
function buildContext() {
  // Before the store stands there is nothing of the learner's to lose yet, so nothing to be told.
  const trouble = { tell: () => {} };
  const shelves = openShelves(() => trouble.tell());
  const root = findRoot();
  return {
    shelves,
    trouble,
    atRest: watchPresses(),
    settings: {
      get: (key) => shelves.local.get(key),
      set: (key, text) => { shelves.local.set(key, text); },
      getForVisit: (key) => shelves.session.get(key),
      setForVisit: (key, text) => { shelves.session.set(key, text); },
    },
    clock: () => Date.now(),
    catalogue: fetchCatalogue,
    url: (path) => new URL(path, root).href,
    notices: placeNotices(),
  };
}

/** A bad line has lost one of our files; the rest of the page works on. @param {Words} context */
function tellMissing({ notices }) {
  notices.show({
    id: "missing",
    text: "网络不太稳，这一页有一部分没有打开。刷新一次就好；已经提交的作答都在。",
    action: { text: "刷新", run: () => location.reload() },
  });
}

/** @param {() => void} run */
function whenLoaded(run) {
  if (document.readyState === "complete") run();
  else window.addEventListener("load", run, { once: true });
}

/** Several people on one computer have to see whose turn it is, on each page. @param {PageContext} context */
const isShared = ({ shelves }) => shelves.local.keys().filter((key) => key.startsWith(PROFILE_PREFIX)).length > 1;

/** @param {PageContext} context */
async function startLearners(context) {
  const isWhole = await import("./start.js").then((file) => file.startLearning(context), () => false);
  if (!isWhole) tellMissing(context);
}

async function start() {
  const context = buildContext();
  const { shelves, clock } = context;
  watchSearchDoor(/** @type {any} */ (context));
  const isLearners = document.querySelector(LEARNERS) !== null;
  const note = {
    take: (/** @type {DOMStringMap} */ link) => keepEarlyTake(shelves.local, link, clock()),
    ticks: (/** @type {HTMLElement} */ list) => keepEarlyTicks(shelves.local, list),
  };
  if (isLearners && mayWait(shelves.local.keys())) whenUsed(() => startLearners(context), note);
  else if (isLearners || isShared(context)) await atOnce(() => startLearners(context), note);
  if (document.querySelector(TABLES)) {
    const { watchWideTables } = await import("./elements/wide-tables.js");
    whenLoaded(watchWideTables); // the theme has boxed the tables by then
  }
  for (const pack of /** @type {HTMLDetailsElement[]} */ (Array.from(document.querySelectorAll("[data-portal-pack]")))) {
    const show = () => {
      import("./elements/offline-packing.js").then((file) => file.showPack(pack, context)).catch(() => tellMissing(context));
    };
    if (pack.open) show(); // a link has led to it, or somebody was faster than this script
    else pack.addEventListener("toggle", show, { once: true });
  }
  if ("serviceWorker" in navigator && location.protocol !== "file:") {
    whenLoaded(() => import("./elements/installed.js").then((file) => file.startInstalled(context)).catch(() => {}));
  }
  // For stylesheets and tests: from here on the page answers to clicks.
  document.documentElement.setAttribute("data-portal-ready", "");
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
