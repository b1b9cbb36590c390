// The rows of the tables about lessons taught. Mirrors scripts/portal/reports/sql/periods_*.sql.
// @ts-check
import { MONTHS } from "../school-year.js";
import { compareText } from "../text-order.js";
import { NO_SCHOOL } from "./columns.js";
import { periodsOfSchools, sumsOfClass } from "./periods.js";
import { share } from "./tables.js";
import { monthName } from "./taught.js";

/** @typedef {import("./columns.js").Cell} Cell */
/** @typedef {import("./periods.js").Periods} Periods */
/** @typedef {import("./taught.js").Plan} Plan */

/** @param {Periods} periods @param {Plan} plan @returns {Cell[][]} */
export function schoolPeriodRows({ classes, silent }, plan) {
  /** @type {Cell[][]} */
  const rows = periodsOfSchools(classes, plan).map((one) => [
    one.school || NO_SCHOOL, plan.gradeName(one.grade), one.month, one.classes, one.periods, one.due, one.gap, one.reached,
    share(one.reached, one.classes), one.school === "" ? "各人的班分开算" : "",
  ]);
  const quiet = silent.map(({ school, isHeard }) =>
    [school, "", "", 0, null, null, null, null, null, isHeard ? "上课记录都没有计入，见“课时（明细）”" : "没有收到上课记录"]);
  // Stable: a school's rows keep their order of grades and months.
  return rows.concat(quiet).sort((a, b) => compareText(String(a[0]), String(b[0])));
}

/** @param {Periods} periods @param {Plan} plan @returns {Cell[][]} a month that is not due has no value */
export function classRows({ classes }, plan) {
  return classes.map((one) => {
    const { periods, due, gap } = sumsOfClass(one);
    const months = MONTHS.map((month) => one.months.find((of) => of.month === month));
    return [
      one.school || NO_SCHOOL, plan.gradeName(one.grade), one.label, one.quota,
      ...months.map((of) => (of ? of.periods : null)), periods, due, gap,
    ];
  });
}

/** @param {Periods} periods @param {Plan} plan @returns {Cell[][]} the school year in numbers */
export function periodTotals(periods, plan) {
  const name = `${plan.year}—${plan.year + 1} 学年`;
  const until = `到 ${monthName(plan, plan.due[plan.due.length - 1])}`;
  const sums = periods.classes.map(sumsOfClass);
  const total = (/** @type {"periods" | "due" | "gap"} */ field) => Math.round(sums.reduce((sum, one) => sum + one[field], 0) * 100) / 100;
  const months = periods.classes.flatMap((one) => one.months);
  const row = (/** @type {string} */ item, /** @type {number} */ part, /** @type {number | null} */ whole) =>
    /** @type {Cell[]} */ ([name, item, part, whole || null, share(part, whole)]);
  return [
    row("上课记录（条）", periods.entries, null),
    row("计入的上课记录（÷ 上课记录）", periods.counted, periods.entries),
    row("有上课记录的班", periods.classes.length, null),
    row(`缺的课时（${until}，÷ 应上）`, total("gap"), total("due")),
    row(`已上课时（${until}）`, total("periods"), null),
    row(`每班每月达到定额的（${until}，÷ 班数×月数）`, months.filter(({ gap }) => gap === 0).length, months.length),
    row("没有上课记录可计的学校（÷ 名单和记录里的学校）", periods.silent.length, periods.schools),
    ...(periods.others > 0 ? [["", "其他学年的上课记录（条，不在本报告）", periods.others, null, null]] : []),
  ];
}
