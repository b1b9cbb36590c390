// Reminds the learner, now and then, to keep a copy of the record outside this browser.
// @ts-check
import { answersToBackUp } from "../core/backup.js";

const DISMISSED = "portal-backup-dismissed";

/** @param {import("./portal-element.js").Context} context */
export function startBackupReminder({ store, clock, notices, settings, url }) {
  const look = () => {
    const count = answersToBackUp(store.record(), store.facts.backup(), clock());
    if (count === 0 || settings.getForVisit(DISMISSED) || notices.find("backup")) return;
    notices.show({
      id: "backup",
      text: `有 ${count} 条作答只存在这个浏览器里。清理浏览器或换电脑时会丢，导出一份就放心了。`,
      link: { text: "去“我的数据”导出", href: url("my/data/") },
      onDismiss: () => settings.setForVisit(DISMISSED, "1"),
    });
  };
  look();
  document.addEventListener("portal-answer-recorded", look);
}
