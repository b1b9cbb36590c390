// Characters that are taken for each other by eye, as whoever reads them off paper or writes by hand types them.
// @ts-check

/** Each group looks alike. */
const GROUPS = `
  拆折析拍 未末 已己巳 戊戌戍 侯候 拨拔 辩辨辫 竞竟 崇祟 待侍持特 怠急 暴爆曝 躁燥噪澡操 密蜜 徒徙 冶治 遣遗 抗坑 梁粱 免兔
  幻幼 玩顽 陵凌棱 情倩晴睛清请 绪续 虑虚 焦蕉集 郁都 压厌 励厉历 励利 孤狐弧 悔侮海诲 愤喷 怒恕 恐巩 惧俱 悲非 绩积 试拭 缓暖援
  网冈 欺期斯 侮悔 谐偕 倾顷 听斤昕 沟构购 骗编偏遍 谣遥瑶 瘾隐稳 慕幕暮墓 羡恙 妒炉护 嫉疾 拒距 绝色 界介 励砺 挫锉座 折拆
  败贩 惯贯 习刁 休体 睡垂捶 眠眼 熬敖 欲歌 择泽译 档挡 案安 秘泌 卷券 询殉 谈淡 辅铺捕 导异 预顶须 警惊 危厄 机肌 伤场 残浅 杀条
  哀衰衷 丧伤 悼掉 亲杂 爱受 恋变 友反 谊宜 伴拌绊 群裙郡 孤瓜 宿缩 转传 校较 初切 育肓 盲肓 家冢 访仿防纺 班斑 规现 纪记 律津
  奖浆 惩征 罚罪 责贵 任仕 动功 力刀 兴心 趣起 志忘 毅穀 耐而 坚竖 拖拉 拖施 延廷 迟退 懒赖 粗组 马乌 检捡险验 复夏 背肯
`.trim().split(/\s+/);

/** @type {Map<string, Set<string>>} character → those that it is taken for */
const ALIKE = new Map();
for (const group of GROUPS) {
  for (const one of group) ALIKE.set(one, new Set([...(ALIKE.get(one) || []), ...group].filter((other) => other !== one)));
}

/** @param {string} word @returns {string[]} the same with one character taken for another */
export function lookalikes(word) {
  const signs = Array.from(word);
  return signs.flatMap((sign, i) =>
    [...(ALIKE.get(sign) || [])].map((other) => [...signs.slice(0, i), other, ...signs.slice(i + 1)].join("")));
}
