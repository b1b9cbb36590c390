// The panel of a preview: what is wrong with the files of this page; brings the page again when it is another.

const OPEN = "portal-preview-open";
const SCROLL = "portal-preview-scroll";
const PATIENCE = 3000;

const shownPrint = document.querySelector('meta[name="portal-preview"]').content;

function make(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function item(finding) {
  const line = make("li");
  line.append(
    make("code", `${finding.path}:${finding.line}`),
    make("strong", `${finding.reason}`),
    make("span", finding.cure),
    make("small", finding.severity === "warning" ? `${finding.code} 提醒` : finding.code),
  );
  return line;
}

function list(title, findings) {
  const part = make("section");
  const lines = make("ol");
  lines.append(...findings.map(item));
  part.append(make("h2", title), lines);
  return part;
}

const panel = make("aside", "", { class: "portal-preview", "aria-label": "预览：要改的地方" });
const box = make("details");
const summary = make("summary");
const body = make("div", "", { class: "portal-preview-body", tabindex: "0", role: "region", "aria-label": "问题清单" });
const spoken = make("p", "", { class: "portal-preview-spoken", "aria-live": "polite" });
box.append(summary, body);
panel.append(box, spoken);

let chosen = sessionStorage.getItem(OPEN);
let drawing = false;
box.addEventListener("toggle", () => {
  if (drawing) {
    drawing = false;
    return;
  }
  chosen = box.open ? "yes" : "no";
  sessionStorage.setItem(OPEN, chosen);
});
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !box.open) return;
  box.open = false;
  summary.focus();
});

function open(wanted) {
  if (box.open === wanted) return;
  drawing = true;
  box.open = wanted;
}

function words(news) {
  const here = news.here.length ? `这一页有 ${news.here.length} 处要看` : "这一页没有问题";
  const elsewhere = news.count ? `，别处还有 ${news.count} 处` : "";
  return `${here}${elsewhere}`;
}

function notes(news) {
  const found = [];
  if (!news.print && shownPrint) found.push("这一页的文件没有了：改了名字，或者删掉了。这里还是它原来的样子。");
  if (news.stale.length) found.push(`${news.stale.join("、")} 现在读不出来，这里用的是它上一次读得出来的内容。`);
  return found;
}

function show(news) {
  const said = words(news);
  const told = notes(news);
  summary.replaceChildren(make("span", said), make("span", [...news.busy, ...told].join(" "), { class: "portal-preview-note" }));
  const parts = [];
  if (news.here.length) parts.push(list("这一页的文件", news.here));
  if (news.count) parts.push(list("别处", news.elsewhere));
  if (news.count > news.elsewhere.length) {
    parts.push(make("p", `还有 ${news.count - news.elsewhere.length} 处没有列出，portal check 会列出全部。`));
  }
  if (!parts.length) parts.push(make("p", "保存文件后，这里会自己更新。"));
  body.replaceChildren(...parts);
  panel.dataset.state = news.here.length || news.stale.length ? "trouble" : news.count ? "elsewhere" : "fine";
  open(chosen ? chosen === "yes" : news.here.length > 0);
  const spokenNow = [said, ...told].join("。");
  if (spoken.textContent !== spokenNow) spoken.textContent = spokenNow;
}

function again() {
  sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

function returnToPlace() {
  const [path, x, y] = JSON.parse(sessionStorage.getItem(SCROLL) ?? "[]");
  sessionStorage.removeItem(SCROLL);
  if (path === location.pathname) requestAnimationFrame(() => scrollTo({ left: x, top: y, behavior: "instant" }));
}

let line = null;
let silence = 0;

function lost() {
  clearTimeout(silence);
  silence = setTimeout(() => {
    summary.replaceChildren(make("span", "和预览断开了：看看运行 portal serve 的窗口是不是还开着。"));
    panel.dataset.state = "elsewhere";
  }, PATIENCE);
}

function connect() {
  if (line && line.readyState !== EventSource.CLOSED) return;
  line = new EventSource(`/_preview/events?at=${encodeURIComponent(decodeURI(location.pathname))}`);
  line.addEventListener("message", (event) => {
    clearTimeout(silence);
    const news = JSON.parse(event.data);
    if (news.print && news.print !== shownPrint) again();
    else show(news);
  });
  line.addEventListener("error", () => {
    lost();
    if (line.readyState === EventSource.CLOSED) setTimeout(connect, PATIENCE);
  });
}

// A hidden tab holds no line: a browser has only six of them for one server.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connect();
  else line?.close();
});
addEventListener("pagehide", () => line?.close());
addEventListener("pageshow", (event) => event.persisted && connect());
addEventListener("load", returnToPlace);

document.body.append(panel);
if (document.visibilityState === "visible") connect();
