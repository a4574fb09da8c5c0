"""What a tool says about a text, in one shape for all tools: quantities with value and unit, and dates."""
import calendar, datetime, re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation


@dataclass
class Quantity:
    start: int          # characters, in the text that the tool was given
    end: int
    values: list        # one value, or the two ends of a range: Decimal
    unit: str = None    # our code, where the tool names a unit
    comparators: tuple = None  # those that the tool's answer may mean, one tuple a value; None: it has none
    free: bool = False  # durations and ordinals: nothing is lost where they are wrong


@dataclass
class Date:
    start: int
    end: int
    first: datetime.date  # None: open
    last: datetime.date   # inclusive


@dataclass
class Reading:
    quantities: list = field(default_factory=list)
    dates: list = field(default_factory=list)


def decimal(text):
    """The value exactly; of a float its first 12 digits, so that 3820000000.0000005 is what was meant."""
    try:
        value = Decimal(f"{text:.12g}" if isinstance(text, float) else str(text).replace(",", ""))
        return value.normalize() if value.is_finite() else None
    except InvalidOperation:
        return None


DAY = datetime.timedelta(days=1)


def grain_end(day, grain):
    """The last day of the year, quarter, month … that begins on a day."""
    grain = grain.lower()
    if grain == "year":
        return datetime.date(day.year, 12, 31)
    if grain in ("quarter", "month"):
        month = day.month + 2 if grain == "quarter" and day.month <= 10 else day.month
        return datetime.date(day.year, month, calendar.monthrange(day.year, month)[1])
    return day + 6 * DAY if grain == "week" else day


def day(text):
    """The day of an ISO date or time; None for what is none (a year beyond 9999, no month)."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", str(text or ""))
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def reported(spans, reference):
    """Of the days or spans that a tool offers for one expression, the latest that has begun: replies report the past."""
    begun = [s for s in spans if (s[0] or s[1]) <= reference]
    return max(begun, key=lambda s: s[0] or s[1]) if begun else spans[0]


# Units as they are written after a number, longest first, with our code and what the number is to be multiplied by.
COUNTED = ("家次 户次 人次 万人次 场次 家 户 笔 单 批次 批 支 只 款 个 项 件 份 张 人 名 场 次 期 轮 条 则 台 套 辆 艘 架 栋 头 羽 株 床 所 "
           "座 处 位 本 幅 枚 种 类 例 宗 起 篇 部 门 对 组 班 县 市 省 企业 网点").split()
UNITS = {"%": ("percent", 1), "％": ("percent", 1), "‰": ("percent", Decimal("0.1")), "成": ("percent", 10),
         "个百分点": ("percentage_point", 1), "百分点": ("percentage_point", 1), "个基点": ("basis_point", 1),
         "基点": ("basis_point", 1), "个BP": ("basis_point", 1), "BP": ("basis_point", 1), "倍": ("times", 1),
         "元": ("CNY", 1), "块": ("CNY", 1), "美元": ("USD", 1), "欧元": ("EUR", 1), "港元": ("HKD", 1), "港币": ("HKD", 1),
         "日元": ("JPY", 1), "年": ("year", 1), "个月": ("month", 1), "天": ("day", 1), "日": ("day", 1),
         "个工作日": ("day", 1), "工作日": ("day", 1), "亩": ("mu", 1), "公顷": ("hectare", 1), "吨": ("tonne", 1),
         "公里": ("kilometre", 1), "千米": ("kilometre", 1), "平方米": ("square_metre", 1),
         "平方公里": ("square_kilometre", 1), "千瓦时": ("kilowatt_hour", 1), **{w: ("count", 1) for w in COUNTED}}
LONGEST = sorted(UNITS, key=len, reverse=True)
SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
FREE = {"year", "month", "day", "rank"}


HALF_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def with_unit(item, text):
    """A quantity whose unit the tool did not name, with the unit and the scale that stand after it; None without one.

    This is our reading, not the tool's: it is given to every peer that returns bare numbers, so that 6500余户 counts as
    read where the tool says 6500, and 1.2 before 亿元 as 120000000.
    """
    if item.unit:
        return item
    literal, tail = text[item.start:item.end], text[item.end:item.end + 12].lstrip()
    if literal.startswith("第") or text[max(0, item.start - 1):item.start] == "第":
        return Quantity(item.start, item.end, item.values, "rank", item.comparators, True)
    literal = re.sub("(左右|以上|以下|以内|之内|之间)$", "", literal)
    if literal.endswith("个"):  # 15个 before 工作日, 68个 before 基点
        literal, tail = literal[:-1], "个" + tail
    unit = next((u for u in LONGEST if literal.endswith(u)), None)
    factor = 1
    if unit is None:
        tail = re.sub(r"^[多余来]", "", tail)
        scale = next((s for s in SCALES if tail.startswith(s)), "")
        factor = SCALES.get(scale, 1)
        tail = re.sub(r"^[多余]", "", tail[len(scale):]).lstrip()
        unit = next((u for u in LONGEST if tail.startswith(u)), None)
    if unit is None:
        return None
    code, times = UNITS[unit]
    values = [(v * factor * times).normalize() for v in item.values]
    return Quantity(item.start, item.end, values, code, item.comparators, item.free or code in FREE)


def without_overlaps(items):
    """Of quantities that overlap, those whose unit the tool itself named, and of these the longest."""
    kept = []
    for item in sorted(items, key=lambda i: (i.unit is None, -(i.end - i.start), i.start)):
        if not any(item.start < k.end and k.start < item.end for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda i: i.start)
