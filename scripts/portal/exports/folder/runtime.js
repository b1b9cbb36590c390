// The site opened from a folder or a USB stick: browsers load no modules and fetch nothing there (file://).
// So this one classic script holds the modules, each run when it is first needed; code of others and the site's JSON
// come as classic scripts beside them, when they are asked for. On a web server nothing here is loaded.
const here = document.currentScript.src;
const scripts = new URL("../", here).href;
const site = new URL("../../../", here).href;

const makers = new Map();
const made = new Map();
const asked = new Map();
const data = new Map();

const define = (name, make) => { makers.set(name, make); };

const need = (name) => {
  if (!made.has(name)) made.set(name, makers.get(name)());
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
        reject(new TypeError(`${address}: not there`));
      };
      document.head.append(script);
    }));
  }
  return asked.get(address);
};

// Stands for a dynamic import.
const load = async (name) => {
  if (!makers.has(name)) await loadScript(`${scripts}folder/${name}`);
  return need(name);
};

// Stands for the page's own `fetch`, which refuses file://. Beside each JSON file lies a script with the same in it.
const fetch = async (url) => {
  const address = url.slice(site.length);
  const isThere = data.has(address) || await loadScript(`${url}.js`).then(() => true, () => false);
  return { ok: isThere, status: isThere ? 200 : 404, json: async () => JSON.parse(data.get(address)) };
};

window.portalFolder = { define, data: (address, text) => { data.set(address, text); } };

// A folder's address does not show its index.html, as a server's does.
const openIndex = ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
};
for (const kind of ["click", "auxclick"]) document.addEventListener(kind, openIndex, true);
