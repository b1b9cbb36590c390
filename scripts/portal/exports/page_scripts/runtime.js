// Joins the parts into which the build gathers the modules: each part says which modules it has, and is run when one
// of them is first needed. The same on a web server and from a folder (file://), where browsers know no modules.
const scripts = new URL("./", document.currentScript.src).href;
const site = new URL("../../", scripts).href;
const later = (document.currentScript.dataset.portalLater || "").split(" ");
const isFolder = location.protocol === "file:";

/** @type {Map<string, () => Record<string, object>>} module → what runs the part that has it */
const parts = window.portalParts = window.portalParts || new Map();
const made = new Map();
const asked = new Map();
const data = new Map();

const need = (name) => {
  if (!made.has(name)) {
    const given = parts.get(name)(need, load, isFolder ? read : window.fetch.bind(window), scripts);
    for (const one of Object.keys(given)) if (!made.has(one)) made.set(one, given[one]);
  }
  return made.get(name);
};

const loadScript = (address) => {
  if (!asked.has(address)) {
    asked.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => {
        asked.delete(address);
        script.remove();
        reject(new TypeError(`${address}: not there`));
      };
      document.head.append(script);
    }));
  }
  return asked.get(address);
};

// Stands for a dynamic import. It waits also for what is there: the part that asks may still be running.
const load = async (name) => {
  // What the page keeps for its first use comes together; what is lost of it is asked for again by itself.
  if (later.includes(name)) await Promise.all(later.map((one) => loadScript(`${scripts}parts/${one}`).catch(() => {})));
  await (parts.has(name) || loadScript(`${scripts}parts/${name}`));
  return need(name);
};

// Stands for the page's own `fetch`, which refuses file://. Beside each JSON file lies a script with the same in it.
const read = async (url) => {
  const address = url.slice(site.length);
  const isThere = data.has(address) || await loadScript(`${url}.js`).then(() => true, () => false);
  return { ok: isThere, status: isThere ? 200 : 404, json: async () => JSON.parse(data.get(address)) };
};

// A folder's address does not show its index.html, as a server's does.
const openIndex = ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
};

if (isFolder) {
  window.portalFolder = { data: (address, text) => { data.set(address, text); } };
  for (const kind of ["click", "auxclick"]) document.addEventListener(kind, openIndex, true);
}
