// The site's service worker: what was opened works without a network, and no tab ever sees files of two builds.
// Each tab is bound to the build that its page came from, checked by digest, and gets only files of that build; a tab
// that is bound to none is left to the network. So a new build may take over at once: old tabs keep their own cache.
// It deletes only caches of its own site (others may live on the same host), and never sees the learner's record.
const BUILD = "{build}";
const FILES = new Map(Object.entries("{files}"));
const FIRST = "{first}";
const OFFLINE = "my/offline/";
const PATIENCE = 4000;
const MEMORY = 36e5;

const { scope } = self.registration;
const PREFIX = `portal-offline|${new URL(scope).pathname}|`;
const CACHE = PREFIX + BUILD;
const TABS = `${PREFIX}tabs`;

const addressOf = (path) => new URL(path, scope).href;

const pathOf = (url) => {
  const address = url.split(/[?#]/)[0];
  if (!address.startsWith(scope)) return null;
  const path = address.slice(scope.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
};

const inCache = (name, path) => caches.match(addressOf(path), { cacheName: name }).catch(() => undefined);

const digestOf = async (bytes) => {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...sum.slice(0, 6))).replace(/\+/g, "-").replace(/\//g, "_");
};

// The answer as it may be kept; null when it is not what this build has at that place.
const proved = async (answer, wanted) => {
  const bytes = await answer.clone().arrayBuffer();
  if (!answer.ok || await digestOf(bytes) !== wanted) return null;
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set("portal-digest", wanted);
  return new Response(bytes, { headers });
};

// Whatever the browser has kept by itself will do if it is right; else the server is asked.
const fetched = async (path, wanted) => {
  for (const cache of ["default", "reload"]) {
    const answer = await proved(await fetch(addressOf(path), { cache }), wanted);
    if (answer) return answer;
  }
  throw new Error("another build");
};

const put = async (path, answer) => (await caches.open(CACHE)).put(addressOf(path), answer);

// What a page or a script may ask for later has to be there later. Elements are named by the pages that have them, and
// the search comes when it is first opened: most people never do.
const WAITING = /\bdata-portal-later="([^"]*)"/;
const LATER = /[\w$]\("((?:[\w-]+\/)*[\w-]+\.js)"\)/g;
const ELEMENT = /"portal-[\w-]+":\s*\(\)\s*=>\s*[\w$]+\("[^"]*"\)/g;
const SEARCH = "elements/search.js";
const isPage = (path) => path.endsWith(".html");
const partsOf = (path, text) => {
  if (isPage(path)) return ((WAITING.exec(text) || ["", ""])[1]).split(" ");
  return Array.from(text.replace(ELEMENT, "").matchAll(LATER), ([, name]) => name).filter((name) => name !== SEARCH);
};
const keepParts = async (path, answer) => {
  if (!isPage(path) && !path.endsWith(".js")) return;
  for (const name of partsOf(path, await answer.text())) await keep(`assets/javascripts/parts/${name}`);
};

// A page is kept when its parts are: half of one would be of no use. Scripts name each other, so they are put first.
const putWhole = async (path, answer) => {
  const steps = [() => put(path, answer.clone()), () => keepParts(path, answer.clone())];
  for (const step of isPage(path) ? steps.reverse() : steps) await step();
};

const keep = async (path, wanted = FILES.get(path)) => {
  if (!wanted) return;
  const kept = await inCache(CACHE, path);
  if (kept && kept.headers.get("portal-digest") === wanted) return;
  await putWhole(path, await fetched(path, wanted));
};

const keepLater = (event, path, answer) => {
  event.waitUntil(putWhole(path, answer).catch(() => {}));
};

// ---- tabs: which build the page of each came from. Written down, since a browser ends idle workers.
const noteAt = (id) => addressOf(`?tab=${id}`);
const readTabs = async () => {
  const cache = await caches.open(TABS);
  const notes = (await cache.keys()).map(async ({ url }) => [new URL(url).search.slice(5), await (await cache.match(url)).json()]);
  return new Map(await Promise.all(notes));
};
let known;
const tabs = () => {
  known = known || readTabs().catch(() => new Map());
  return known;
};

const bind = async (event) => {
  const id = event.resultingClientId;
  if (!id) return;
  const note = { build: BUILD, at: Date.now() };
  (await tabs()).set(id, note);
  const write = async () => {
    await (await caches.open(TABS)).put(noteAt(id), new Response(JSON.stringify(note)));
    await tidy();
  };
  event.waitUntil(write().catch(() => {}));
};

const tidy = async () => {
  const noted = await tabs();
  const open = new Set((await self.clients.matchAll({ includeUncontrolled: true, type: "all" })).map(({ id }) => id));
  const notes = await caches.open(TABS);
  for (const [id, { at }] of noted) {
    if (open.has(id) || Date.now() - at < MEMORY) continue;
    noted.delete(id);
    await notes.delete(noteAt(id));
  }
  const needed = new Set([CACHE, TABS, ...Array.from(noted.values(), ({ build }) => PREFIX + build)]);
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && !needed.has(name)) await caches.delete(name);
};

// ---- what the browser asks for
const inTime = (asked, hasOther) => Promise.race([asked, new Promise((resolve) => {
  if (hasOther) setTimeout(resolve, PATIENCE, null);
})]);

const withoutNetwork = (path) => {
  if (FILES.has(`${path}/index.html`)) return Response.redirect(addressOf(`${path}/`));
  return Response.redirect(addressOf(`${OFFLINE}?for=${encodeURIComponent(path.replace(/index\.html$/, ""))}`));
};

const ask = async (request, wanted) => {
  const answer = await fetch(request, { cache: "no-cache" });
  return { answer, own: wanted ? await proved(answer, wanted) : null };
};

const openPage = async (event, path) => {
  const wanted = FILES.get(path);
  const kept = wanted && await inCache(CACHE, path);
  const found = await inTime(ask(event.request, wanted), kept).catch(() => null);
  if (!found && !kept) return withoutNetwork(path);
  if (found && !found.own && !(kept && found.answer.status >= 500)) return found.answer;
  await bind(event);
  if (kept) return kept;
  keepLater(event, path, found.own.clone());
  return found.own;
};

const giveFile = async (event, path) => {
  const note = (await tabs()).get(event.clientId);
  if (!note) return fetch(event.request);
  if (!FILES.has(path)) return fetch(event.request).catch(async (error) => await inCache(CACHE, path) || Promise.reject(error));
  const kept = await inCache(PREFIX + note.build, path);
  if (kept) return kept;
  if (note.build !== BUILD) return Response.error();
  const answer = await fetched(path, FILES.get(path)).catch(() => null);
  if (!answer) return Response.error();
  keepLater(event, path, answer.clone());
  return answer;
};

self.addEventListener("fetch", (event) => {
  const { method, mode, url, headers } = event.request;
  const path = pathOf(url);
  if (method !== "GET" || path === null || path === "sw.js" || headers.has("range")) return;
  event.respondWith(mode === "navigate" ? openPage(event, path) : giveFile(event, path));
});

// ---- a new build: takes along what was kept, and fetches what has changed of it
const takeOver = async () => {
  const extra = new Map();
  const taken = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE || name === TABS) continue;
    const old = await caches.open(name);
    for (const { url } of await old.keys()) {
      const path = pathOf(url);
      const answer = await old.match(url);
      const digest = answer.headers.get("portal-digest");
      if (FILES.get(path) === digest) await put(path, answer);
      else if (FILES.has(path)) await keep(path);
      else taken.push([path, digest, answer]);
      if (path.endsWith("/packs.json") && FILES.has(path)) {
        for (const [file, , sum] of (await (await inCache(CACHE, path)).json()).extra) extra.set(file, sum);
      }
    }
  }
  for (const [path, digest, answer] of taken) if (extra.get(path) === digest) await put(path, answer);
};

const install = async () => {
  if (!("resultingClientId" in FetchEvent.prototype)) throw new Error("this browser does not tell tabs apart");
  for (const path of FIRST) await keep(path);
  await takeOver();
  await self.skipWaiting();
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

// ---- what the page asks for
const keepAll = async (paths) => {
  try {
    for (const one of paths) {
      const [address, wanted] = Array.isArray(one) ? one : [one];
      const path = pathOf(address);
      if (path !== null) await keep(path, wanted || FILES.get(path));
    }
    return "";
  } catch (error) {
    return error.name === "QuotaExceededError" ? "full" : error.message === "another build" ? "changed" : "network";
  }
};

self.addEventListener("message", (event) => {
  const { keep: asked } = event.data;
  const answer = async () => ({
    trouble: asked ? await keepAll(asked) : "",
    build: BUILD,
    cache: CACHE,
    tab: ((await tabs()).get(event.source.id) || {}).build,
  });
  event.waitUntil(answer().then((words) => event.ports[0] && event.ports[0].postMessage(words)));
});
