// @ts-check
// What ECharts is told for each kind of drawing. Every number drawn stands in the table below it.

/** @typedef {{ text: string, faint: string, line: string, one: string, two: string, three: string,
 *   steps: string[], font: string }} Look */
/** @typedef {{ option: Object, height: number, words: string }} Picture */

/** @param {string} text @param {number} most @returns {string} */
function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** @param {Look} look @returns {Object} what all axes have in common */
function axis(look) {
  return {
    axisLabel: { color: look.text, fontFamily: look.font, fontSize: 12 },
    axisLine: { lineStyle: { color: look.faint } }, axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
  };
}

/** @param {Look} look @param {string[]} names @returns {Object} */
function legend(look, names) {
  return { data: names, top: 0, left: 0, selectedMode: false, textStyle: { color: look.text, fontFamily: look.font } };
}

/** @param {Part} part @param {number[]} rows @param {Look} look @param {number} width @returns {Picture} */
function bars(part, rows, look, width) {
  const drawing = /** @type {Drawing} */ (part.drawing);
  const places = /** @type {number[]} */ (drawing.label);
  const kept = rows.slice(0, drawing.most);
  const several = places.filter((at) => new Set(kept.map((row) => part.rows[row][at])).size > 1);
  const naming = several.length ? several : [places[0]];
  const names = kept.map((row) => naming.map((at) => part.rows[row][at] || part.columns[at].empty).join(" · "));
  const series = (drawing.series || []).map(({ title, part: top, whole, rate }, turn) => ({
    name: title, type: "bar", barMaxWidth: 13, barGap: "20%", silent: true,
    itemStyle: { color: [look.one, look.two][turn] },
    label: { show: true, position: "right", color: look.text, fontFamily: look.font, fontSize: 11,
      /** @param {{ dataIndex: number }} point */
      formatter: ({ dataIndex }) => {
        const row = part.rows[kept[dataIndex]];
        const share = row[rate];
        return typeof share === "number" ? `${percent(share)}（${row[top]}/${row[whole]}）` : "—";
      } },
    data: kept.map((row) => Number(part.rows[row][rate]) || 0),
  })).filter((_, turn) =>
    kept.some((row) => typeof part.rows[row][(drawing.series || [])[turn].rate] === "number"));
  return {
    words: `${kept.length} 行`, height: 60 + kept.length * (series.length > 1 ? 40 : 26),
    option: {
      legend: legend(look, series.map((one) => one.name)),
      grid: { left: 4, right: width < 500 ? 96 : 120, top: 34, bottom: 4, containLabel: true },
      xAxis: { ...axis(look), type: "value", min: 0, max: 1, interval: width < 500 ? 0.5 : 0.25,
        axisLabel: { color: look.text, formatter: (/** @type {number} */ at) => `${at * 100}%` } },
      yAxis: { ...axis(look), type: "category", inverse: true, splitLine: { show: false },
        data: names.map((name) => shortened(name, width < 500 ? 9 : 26)) },
      series,
    },
  };
}

/** @param {Part} part @param {number[]} rows @param {Look} look @param {number} width @returns {Picture} */
function lines(part, rows, look, width) {
  const drawing = /** @type {Drawing} */ (part.drawing);
  const at = Number(drawing.label);
  const day = (/** @type {number} */ row) => String(part.rows[row][at]);
  const [track] = rows.map((row) => part.rows[row][0]);
  const kept = rows.filter((row) => /^\d/.test(day(row)) && part.rows[row][0] === track)
    .sort((one, other) => (day(one) < day(other) ? -1 : 1));
  const names = (drawing.lines || []).map((column) => part.columns[column].title);
  const styles = ["solid", "dashed", "dotted"];
  const symbols = ["circle", "rect", "triangle"];
  const series = (drawing.lines || []).map((column, turn) => ({
    name: names[turn], type: "line", silent: true, symbol: symbols[turn], symbolSize: 6,
    lineStyle: { width: 2, type: styles[turn] }, itemStyle: { color: [look.one, look.two, look.three][turn] },
    data: kept.map((row) => part.rows[row][column]),
  }));
  const hours = Number(drawing.bars);
  const low = { name: part.columns[hours].title, type: "bar", silent: true, xAxisIndex: 1, yAxisIndex: 1,
    barMaxWidth: 24, itemStyle: { color: look.one }, data: kept.map((row) => part.rows[row][hours]) };
  const grid = { left: 4, right: 12, containLabel: true };
  const weeks = { ...axis(look), type: "category", data: kept.map((row) => day(row).slice(2)) };
  const amount = { ...axis(look), type: "value", minInterval: 1, splitNumber: 3 };
  return {
    words: `${track}，${kept.length} 周`, height: width < 500 ? 420 : 380,
    option: {
      legend: legend(look, [...names, low.name]),
      grid: [{ ...grid, top: width < 500 ? 64 : 40, height: 180 }, { ...grid, bottom: 4, height: 90 }],
      xAxis: [{ ...weeks, axisLabel: { show: false } }, { ...weeks, gridIndex: 1 }],
      yAxis: [amount, { ...amount, gridIndex: 1 }],
      series: [...series, low],
    },
  };
}

/** @param {Part} part @param {number[]} rows @param {Look} look @param {number} width @returns {Picture} */
function heat(part, rows, look, width) {
  const drawing = /** @type {Drawing} */ (part.drawing);
  const [from, count] = [Number(drawing.from), Number(drawing.count)];
  const kept = rows.filter((row) => part.rows[row].slice(from).some((one) => one !== null)).slice(0, drawing.most);
  const cells = kept.flatMap((row, y) => part.rows[row].slice(from).flatMap((share, x) =>
    Array.isArray(share) ? [{ value: [x, y, share[0] / share[1]], words: `${share[0]}/${share[1]}` }] : []));
  const [none, some, most, all] = look.steps;
  return {
    words: `${kept.length} 所学校、${count} 个月`, height: 70 + kept.length * 26,
    option: {
      grid: { left: 4, right: 4, top: 4, bottom: 34, containLabel: true },
      xAxis: { ...axis(look), type: "category", position: "top",
        data: part.columns.slice(from).map(({ title }) => (width < 500 ? title.replace(/^\d{4} ?年/, "") : title)) },
      yAxis: { ...axis(look), type: "category", inverse: true,
        data: kept.map((row) => shortened(String(part.rows[row][Number(drawing.label)]), width < 500 ? 7 : 20)) },
      visualMap: { type: "piecewise", orient: "horizontal", left: 0, bottom: 0, dimension: 2, hoverLink: false,
        selectedMode: false, itemGap: 12, textStyle: { color: look.text, fontFamily: look.font }, pieces: [
          { value: 0, color: none, label: "一个班也没有" }, { gt: 0, lt: 0.5, color: some, label: "不到一半的班" },
          { gte: 0.5, lt: 1, color: most, label: "一半以上的班" }, { value: 1, color: all, label: "每个班" }] },
      series: [{ type: "heatmap", silent: true, data: cells, itemStyle: { borderWidth: 1, borderColor: look.line },
        label: { show: true, color: look.text, fontFamily: look.font, fontSize: 11,
          formatter: (/** @type {{ data: { words: string } }} */ point) => point.data.words } }],
    },
  };
}

/** @type {Object<string, (part: Part, rows: number[], look: Look, width: number) => Picture>} */
const PICTURES = { bars, lines, heat };
