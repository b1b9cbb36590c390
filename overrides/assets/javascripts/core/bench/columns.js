// The tables of the bench: their columns, named as in report.xlsx, and in which form each is shown.
// @ts-check

/** @typedef {"text" | "count" | "percent" | "number"} Form */
/** @typedef {{title: string, form: Form, empty: string}} Column empty: what stands where there is no value; never 0, which would be one */
/** @typedef {string | number | null} Cell */
/** @typedef {{name: string, columns: Column[], rows: Cell[][]}} Sheet */

export const NO_SCHOOL = "（未填学校）";
const UNKNOWN = "—（未提供名单）";

/** @param {Form} form @param {string} [empty] @returns {(title: string) => Column} */
const column = (form, empty = "—") => (title) => ({ title, form, empty });

const text = column("text");
const count = column("count");
const percent = column("percent");
const number = column("number");
const blankNumber = column("number", "");

const WHO = ["编号", "姓名", "学校"].map(text);
const MONTH_TITLES = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6].map((month) => `${month}月`);

/** @type {Record<string, Column[]>} */
export const COLUMNS = {
  总览: [text("轨道"), text("项目"), column("number", UNKNOWN)("数"), number("分母"), percent("比例")],
  学校: [
    column("text", "")("区县"), text("学校"), text("轨道"), column("count", UNKNOWN)("应考"), count("缺交"), count("交记录"), count("实考"),
    count("学完单元"), count("通过"), percent("通过率（通过÷实考）"), count("名单内实考"), count("名单内通过"),
    percent("通过率（名单内通过÷应考）"),
  ],
  个人: [
    ...WHO, text("轨道"), text("名单"), count("记录份数"), text("实考"), count("已答"), count("答对"), count("题数"),
    percent("正确率"), count("通过单元"), count("计入单元"), number("已得学时"), number("计入学时"), text("学完单元"), text("结论"),
    column("text", "")("还差"), text("最近作答（UTC）"), count("疑点"),
  ],
  缺交与名单之外: [text("类别"), ...WHO, text("轨道"), text("说明")],
  题目: [
    text("题目编号"), text("轨道"), text("单元"), text("题型"), text("状态"), text("题干（开头）"), count("作答人数"), count("首答人数"),
    count("首答正确"), percent("首答正确率"), count("最近人数"), count("最近正确"), percent("最近正确率"), number("区分度"), count("判不了分"),
  ],
  "课时（学校）": [
    text("学校"), text("年级"), text("月份"), count("班数"), number("已上课时"), number("应上课时"), number("缺口"), count("达到定额的班"),
    percent("达到比例（达到÷班数）"), column("text", "")("备注"),
  ],
  "课时（班级）": [
    text("学校"), text("年级"), text("班级"), number("定额"), ...MONTH_TITLES.map(blankNumber), number("合计"), number("应上"), number("缺口"),
  ],
  疑点: [text("类别"), ...WHO, text("文件"), text("说明"), column("text", "")("也可能是"), column("text", "")("可以这样问")],
  未读文件: [text("文件"), text("结果"), text("原因")],
};

const PLACES = 100;

/**
 * A value as people read it.
 * @param {Cell} cell
 * @param {Column} column
 */
export function shown(cell, { form, empty }) {
  if (cell === null || cell === "") return empty;
  if (form === "percent") return `${(Math.round(Number(cell) * 1000) / 10).toFixed(1)}%`;
  return typeof cell === "number" ? String(Math.round(cell * PLACES * 10) / (PLACES * 10)) : cell;
}

/** @param {Sheet} sheet with its head, for a table file: numbers stay numbers */
export const tableOf = ({ columns, rows }) =>
  [columns.map(({ title }) => title), ...rows.map((row) => row.map((cell, i) => (cell === null || cell === "" ? columns[i].empty : cell)))];
