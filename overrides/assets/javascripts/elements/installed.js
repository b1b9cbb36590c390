// Lets the service worker keep what this page is made of, and says once that a new release is there. Reloads nothing.
// @ts-check
import { make } from "./dom.js";
import { askWorker, notesKey } from "./offline-worker.js";

const CHANGES = ["focusout", "visibilitychange", "portal-answer-recorded"];

/** Somebody in the middle of a question or a sitting is told of nothing. */
function isBusy() {
  const { activeElement } = document;
  return document.hidden
    || Boolean(activeElement && activeElement.closest("input, textarea, select"))
    || Boolean(document.querySelector("portal-exam, portal-assessment, portal-question:not(.portal-is-right):not(.portal-is-wrong) :checked"));
}

/** @param {import("./notices.js").PortalNotices} notices */
function tellRelease(notices) {
  const tell = () => {
    if (isBusy()) return;
    CHANGES.forEach((kind) => document.removeEventListener(kind, later));
    notices.show({ id: "release", text: "有新内容，刷新就能看到。", action: { text: "刷新", run: () => location.reload() } });
  };
  const later = () => setTimeout(tell);
  CHANGES.forEach((kind) => document.addEventListener(kind, later));
  tell();
}

/** @param {Pick<import("./portal-element.js").Context, "url" | "notices" | "settings">} context */
export async function startInstalled({ url, notices, settings }) {
  const { serviceWorker } = navigator;
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-manifest"]'));
  if (!meta) return import("./letting-go.js").then((file) => file.letGo(url(".")));
  document.head.append(make("link", { rel: "manifest", href: url(meta.content) }));
  if ((settings.get(notesKey({ url })) || "").includes('"extra":true')) import("./kept-files.js").then((file) => file.watchKeptFiles());
  const follow = async () => {
    const worker = serviceWorker.controller || (await serviceWorker.ready).active;
    const { tab, build } = await askWorker(worker);
    if (tab && tab !== build) tellRelease(notices);
    else if (!tab) await askWorker(worker, [...performance.getEntriesByType("resource").map(({ name }) => name), location.href]);
  };
  serviceWorker.addEventListener("controllerchange", follow);
  await serviceWorker.register(url("sw.js"));
  return follow();
}
