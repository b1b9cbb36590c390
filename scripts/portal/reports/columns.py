"""The sheets of a report: their columns, how wide, in which form, and what each one means."""

from dataclasses import replace

from portal.model.lesson import MONTHS
from portal.reports.items.item_sheets import CHOICES as CHOICES
from portal.reports.items.item_sheets import LOOK as LOOK
from portal.reports.items.item_sheets import QUESTIONS as QUESTIONS
from portal.reports.items.item_sheets import RELIABILITY as RELIABILITY
from portal.reports.sheet_form import TRACK, UNKNOWN, Column, Sheet
from portal.reports.sheet_form import count_column as _count
from portal.reports.sheet_form import percent_column as _percent
from portal.reports.weekly import WEEKS as WEEKS

_NUMBER = Column("编号", "老师导出时填的编号；全角已转半角，字母转大写", 14)
_NAME = Column("姓名", "最近一份记录里的姓名", 10)
_SCHOOL = Column("学校", "有名单时以名单为准，否则是最近一份记录里填的", 24)
_FILE = Column("文件", "记录所在的文件", 40)

OVERVIEW = Sheet("总览", (
    Column("轨道", "轨道或学年；空白：不分", 22),
    Column("项目", "数的是什么", 46),
    Column("数", "人数、份数、题数或课时；算比例时是分子", 16, "number", UNKNOWN),
    Column("分母", "算比例时除以什么", 16, "number"),
    _percent("比例", "数 ÷ 分母；分母是 0 或不知道时为“—”"),
))  # fmt: skip

_COUNTY = Column("区县", "名单里写的；不在名单上的人，算学校所在的区县；名单没有写的空着", 14, empty="")
_SUMS = (
    _count("应考", "名单上应学本轨道的人数", UNKNOWN),
    _count("缺交", "应考的人里没有交来任何记录的人数"),
    _count("交记录", "交来记录的人数，名单之外的也算"),
    _count("实考", "本轨道至少有一道能判分的答案的人数，名单之外的也算"),
    _count("学完单元", "本轨道每个计入的单元都达到合格线的人数"),
    _count("通过", "做到了本轨道全部通过条件的人数；条件列在“说明”里"),
    _percent("通过率（通过÷实考）", "通过 ÷ 实考", 20),
    _count("名单内实考", "实考的人里在名单上的"),
    _count("名单内通过", "通过的人里在名单上的"),
    _percent("通过率（名单内通过÷应考）", "名单内通过 ÷ 应考；没有名单时为“—”", 26),
)

COUNTIES = Sheet("区县", (
    Column("区县", "全部区县：所有学校加起来；（未填区县）：名单里没有写区县的学校", 16),
    TRACK,
    _count("学校数", "有人应考或交来记录的学校"),
    *_SUMS,
), "counties.sql")  # fmt: skip

SCHOOLS = Sheet("学校", (_COUNTY, _SCHOOL, TRACK, *_SUMS), "schools.sql")

PEOPLE = Sheet("个人", (
    _NUMBER, _NAME, _SCHOOL, TRACK,
    Column("名单", "在不在名单上", 14),
    _count("记录份数", "合并了几份记录"),
    Column("实考", "本轨道有没有能判分的答案", 8),
    _count("已答", "在用的题里，最近一次作答能判分的题数"),
    _count("答对", "其中最近一次答对的题数"),
    _count("题数", "本轨道计入的单元里在用的题数"),
    _percent("正确率", "答对 ÷ 题数"),
    _count("通过单元", "达到合格线的单元数"),
    _count("计入单元", "本轨道已发布且有题的单元数"),
    Column("已得学时", "通过的单元的学时之和", 10, "number"),
    Column("计入学时", "计入的单元的学时之和", 10, "number"),
    Column("学完单元", "每个计入的单元都达到合格线：是", 10),
    Column("结论", "通过：本轨道的通过条件全部做到；条件列在“说明”里", 10),
    Column("还差", "没有做到的每一条；学校没有交来证明的，按没有算", 60, empty=""),
    Column("最近作答（UTC）", "全部答案里最晚的时间；时间可以改，只供参考", 22),
    _count("疑点", "“疑点”表里关于此人的行数"),
), "people.sql")  # fmt: skip

UNITS = Sheet("单元", (
    _NUMBER, _NAME, _SCHOOL, TRACK,
    Column("单元", "单元的标题；只列作答过的单元", 28),
    _count("已答", "在用的题里，最近一次作答能判分的题数"),
    _count("答对", "其中最近一次答对的题数"),
    _count("题数", "单元里在用的题数"),
    _percent("正确率", "答对 ÷ 题数"),
    Column("通过", "达到轨道的合格线：是", 8),
), "units.sql", "units_people.sql")  # fmt: skip

SITTINGS = Sheet("模拟考", (
    _NUMBER, _NAME, _SCHOOL, TRACK,
    Column("开始（UTC）", "这一次开始的时间；时间可以改，只供参考", 22),
    Column("交卷（UTC）", "交卷的时间；没有交卷的也列出，不算合格", 22),
    _count("用时（分）", "从开始到交卷，不满一分钟的舍去"),
    _count("抽题数", "记录里抽到的题数"),
    _count("题数", "其中在用的题数：已停用的、不在题库里的不计"),
    _count("已答", "在用的题里能判分的题数"),
    _count("答对", "按现在的题库重新判分，答对的题数"),
    _percent("正确率", "答对 ÷ 题数；没有答的算错"),
    Column("合格", "交了卷，并且正确率达到蓝图的合格线：是", 14),
    Column("各模块（答对/题数）", "按题目现在所在的模块", 60),
    Column("抽题", "用抽题编号重新抽一次，和记录里的题比：一致、对不上，或者为什么不能重做", 26),
), "sittings.sql")  # fmt: skip

FLAGS = Sheet("疑点", (
    Column("类别", "哪里对不上；只供人工查看，不影响任何分数", 18, wraps=12),
    _NUMBER, _NAME, replace(_SCHOOL, wraps=14), replace(_FILE, wraps=22),
    Column("说明", "看到了什么：哪几题、什么时间、和谁", 80, wraps=44),
    Column("也可能是", "不是谁的错的原因，先想到它", 50, wraps=26),
    Column("可以这样问", "问老师的话，可以照着发", 60, wraps=34),
), "flags.sql")  # fmt: skip

UNREAD = Sheet("未读文件", (
    replace(_FILE, wraps=40),
    Column("结果", "读不出；没有读（不是记录文件）；无名记录（读出来了，不知道是谁的）", 12),
    Column("原因", "为什么，怎么办", 80, wraps=80),
))  # fmt: skip

_GRADE = Column("年级", "班级名里写明的年级，没有写明就是课的年级", 10)
_QUOTA_MONTH = "每班每月应上的课时"
_GAP = "每班每月少于定额的课时加起来；多上的月、多上的班不抵"


def _periods(title: str, meaning: str, alert: str = "") -> Column:
    return Column(title, meaning, 8, "number", "", alert)


PERIODS_SCHOOLS = Sheet("课时（学校）", (
    _SCHOOL, _GRADE,
    Column("月份", "上课的月份，到报告的月份为止", 10),
    _count("班数", "本学年有上课记录的班，不管这个月有没有；一条记录也没有的班不在内"),
    Column("已上课时", "这个月计入的课时", 10, "number"),
    Column("应上课时", "班数 × 定额", 10, "number"),
    Column("缺口", _GAP, 10, "number", alert="> 0"),
    _count("达到定额的班", "这个月已上不少于定额的班数"),
    _percent("达到比例（达到÷班数）", "达到定额的班 ÷ 班数", 20),
    Column("备注", "没有收到上课记录：学校在名单或记录里，却没有一条上课记录；不等于没有上课", 40, empty=""),
), "periods_schools.sql")  # fmt: skip

PERIODS_CLASSES = Sheet("课时（班级）", (
    _SCHOOL, _GRADE,
    Column("班级", "写得最多的那种写法", 14),
    Column("定额", _QUOTA_MONTH, 8, "number"),
    *(_periods(f"{month}月", f"{month} 月计入的课时；还没到的月份空着", "< 定额") for month in MONTHS),
    Column("合计", "本学年计入的课时", 8, "number"),
    Column("应上", "到报告的月份为止，月数 × 定额", 8, "number"),
    Column("缺口", "每月少于定额的课时加起来；多上的月不抵", 8, "number", alert="> 0"),
), "periods_classes.sql")  # fmt: skip

PERIODS_ENTRIES = Sheet("课时（明细）", (
    _SCHOOL, _NUMBER, Column("教师", "最近一份记录里的姓名", 10), _GRADE,
    Column("班级", "老师写的班级名", 14),
    Column("日期", "上课的日期", 12),
    Column("课", "教案的永久编号；other 是学校自己的课", 34),
    Column("课题", "教案的标题；学校自己的课，是老师写的", 30),
    Column("课时", "0：已撤回", 8, "number"),
    Column("计入", "计不计入，为什么", 34),
    Column("备注", "老师写的备注", 40),
), "periods_entries.sql")  # fmt: skip

ABSENT = Sheet("缺交与名单之外", (
    Column("类别", "缺交：在名单上、没交记录；名单之外：交了记录、不在名单上；名单问题：名单里要看的行", 12),
    _NUMBER, _NAME, _SCHOOL,
    Column("轨道", "缺交的人应学的轨道", 30),
    Column("说明", "名单的行号，或可能的原因", 60),
), "absent.sql")  # fmt: skip

GUIDE = Sheet("说明", (
    Column("表", "哪张表", 16),
    Column("列", "哪一列", 28, wraps=28),
    Column("意思", "怎么算的", 100, wraps=100),
))  # fmt: skip

SHEETS = (
    OVERVIEW, COUNTIES, SCHOOLS, WEEKS, PEOPLE, UNITS, SITTINGS,
    LOOK, QUESTIONS, CHOICES, RELIABILITY,
    PERIODS_SCHOOLS, PERIODS_CLASSES, PERIODS_ENTRIES,
    FLAGS, UNREAD, ABSENT, GUIDE,
)  # fmt: skip
