// 我的数据, profiles: several people on one computer, each with a record of their own.
// @ts-check
import { ask } from "./ask.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("../store/profiles.js").Profile} Profile */

const NAME_LENGTH = 20;

/** @param {string} label @param {string} value */
function nameField(label, value) {
  const input = make("input", { type: "text", maxlength: NAME_LENGTH, value, autocomplete: "off" });
  return { input, field: make("label", { class: "portal-field" }, label, input) };
}

class ProfileList {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.list = make("ul", { class: "portal-profiles" });
    this.added = nameField("新档案的名字", "");
    this.added.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.add();
    });
    this.status = statusLine();
    this.undoButton = button("撤销删除", () => this.undo());
    this.refresh();
  }

  refresh() {
    const { profiles } = this.context;
    this.list.replaceChildren(...profiles.list().map((profile) => this.row(profile)));
    setVisible(this.undoButton, profiles.canUndoRemove());
  }

  /** @private @param {Profile} profile */
  row(profile) {
    const isMine = profile.id === this.context.profiles.current;
    const place = make("div", {});
    const rename = button("改名", () => this.askName(profile, place, rename));
    rename.dataset.portalRename = profile.id;
    const remove = button("删除", () => this.askRemoval(profile, place, remove), "portal-button-quiet");
    return make("li", { class: "portal-profile-row" },
      make("span", { class: "portal-profile-name" }, profile.name, isMine && "（正在使用）"),
      make("span", { class: "portal-row" },
        !isMine && button("换成这个档案", () => this.use(profile.id)), rename, !isMine && remove),
      place);
  }

  /** @private @param {string} id */
  use(id) {
    this.context.profiles.switchTo(id);
    location.reload();
  }

  /** @private @param {Profile} profile @param {HTMLElement} place @param {HTMLElement} opener */
  askName(profile, place, opener) {
    const { input, field } = nameField("新的名字", profile.name);
    const onYes = () => {
      if (input.value.trim()) this.context.profiles.rename(profile.id, input.value);
      this.refresh();
      // The row was built anew, and the focus must not fall off the page with the old one.
      const renamed = /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-portal-rename="${profile.id}"]`));
      if (renamed) renamed.focus();
    };
    ask(place, { question: `给“${profile.name}”改名`, yes: "保存名字", onYes, opener, extra: field });
    input.focus();
  }

  /** @private @param {Profile} profile @param {HTMLElement} place @param {HTMLElement} opener */
  askRemoval(profile, place, opener) {
    const question = `删除“${profile.name}”和它的全部学习记录？如果还要用，请先换到这个档案，导出一份。`;
    const onYes = () => {
      this.context.profiles.remove(profile.id);
      this.refresh();
      say(this.status, `已删除“${profile.name}”。关掉这个标签页以前可以撤销。`);
      this.undoButton.focus();
    };
    ask(place, { question, yes: "删除", onYes, opener });
  }

  /** @private */
  undo() {
    this.context.profiles.undoRemove();
    this.refresh();
    say(this.status, "档案回来了。");
  }

  /** @private */
  add() {
    const name = this.added.input.value.trim();
    if (name === "") return say(this.status, "先给新档案起个名字。");
    return this.use(this.context.profiles.add(name));
  }

  build() {
    return make("section", { class: "portal-card" },
      make("h2", { id: "profiles" }, "学习档案"),
      make("p", {}, "几个人共用一台电脑时，每人一个档案，互不影响。添加以后就换到新档案，随时可以换回来。"),
      this.list,
      make("div", { class: "portal-row" }, this.added.field, button("添加档案", () => this.add()), this.undoButton),
      this.status);
  }
}

/** @param {Context} context */
export function profilesSection(context) {
  const list = new ProfileList(context);
  return { element: list.build(), refresh: () => list.refresh() };
}
