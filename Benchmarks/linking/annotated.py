#!/usr/bin/env python3
"""Turns annotated replies into replies and gold tables, which the scripts of this folder fit weights to.

usage: annotated.py REPLIES… OUT

Each file of REPLIES (`replies/*.txt`) holds invented replies with what each figure means beside it. For a file `06-people.txt` OUT
gets `06-people/corpus` with the replies and `06-people/gold/observations.csv`. A mistake is told with its place, and the program
ends with 1.

A reply begins with a line `=== NAME.md` and lines `title:`, `agency:`, `date:`; behind `---` follows its body. A figure is

    [[22.57%¦loan_balance¦科技型企业贷款¦2023¦i¦change_ytd¦v=22.57]]

the text as written, metric, instrument, year, period type (i instant, d duration, c cumulative), measure; right answers besides
behind `|`. Then, each behind a further ¦: `p` planned, `q` proposed, `opt` for a figure that may be left out, `a=` another agency
than the one that answers, `c=` comparator, `v=` value, `u=` unit where the text alone does not tell them.
"""
import csv, os, re, sys
from decimal import Decimal

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "pipelines", "codelists")
COLUMNS = "doc value_text value unit comparator measure metric instrument year period_type agency status optional".split()
TYPES = {"i": "instant", "d": "duration", "c": "cumulative"}
MEASURES = set("level change_yoy change_ytd change_mom change difference multiple share rank limit".split())
BEFORE = [(word, code) for code, words in {
    "ge": "不低于 不少于 至少", "le": "不得超过 不超过 不高于 不多于 最高 最长 最多 上限 封顶", "lt": "接近 将近 近 不足 不到",
    "gt": "超过 突破 超 逾", "approx": "大约 约"}.items() for word in words.split()]
BEHIND = [(word, code) for code, words in {
    "ge": "及以上 以上", "le": "及以下 以下 以内 之内 内", "approx": "左右 上下"}.items() for word in words.split()]
SCALES = [("万亿", 10**12), ("千亿", 10**11), ("百亿", 10**10), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6), ("万", 10**4), ("千", 10**3)]
UNITS = [(word, code) for code, words in {
    "percentage_point": "个百分点 百分点", "basis_point": "个基点 基点 个bp", "percent": "% ％", "permille": "‰", "tenth": "成", "USD": "美元",
    "HKD": "港元", "EUR": "欧元", "JPY": "日元", "CNY": "元", "square_kilometre": "平方公里", "square_metre": "平方米", "cubic_metre": "立方米",
    "kilowatt_hour": "千瓦时", "megawatt": "兆瓦", "kilowatt": "千瓦", "kilometre": "公里", "hectare": "公顷", "mu": "亩", "tonne": "吨",
    "kilogram": "公斤", "day": "个工作日 工作日 天 日", "month": "个月", "year": "年", "hour": "小时", "minute": "分钟", "times": "倍"}.items() for word in words.split()]
COUNTED = "家户件支只单笔款个项人名次起场宗份张批所座处条台套辆头羽期例栋间门手站村镇县市区位部类种级艘株亿万"
DIGITS = {character: value for value, characters in enumerate(["零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"]) for character in characters}


def chinese(text):
    """The number that Chinese numerals below ten thousand write; None for others."""
    total = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in "十百千":
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character], 0
        else:
            return None
    return total + digit


def quantity(text):
    """Value, unit and comparator of a figure as written; None for what the text alone does not tell."""
    rest, comparator, sign = re.sub(r"[,，\s]", "", text), "eq", 1
    for word, code in BEFORE:
        if rest.startswith(word):
            rest, comparator = rest[len(word):], code
            break
    rest = re.sub(r"^(控制在|高达|达到|可达|为|达|至|约)", "", rest)
    for word, code in BEHIND:
        if rest.endswith(word):
            rest, comparator = rest[: -len(word)], code
            break
    if found := re.match(r"下降|减少|降低|下调|回落|缩短|压减|低", rest):
        rest, sign = rest[found.end():], -1
    rest = re.sub(r"^(增长|提高|上升|增加|提升|高|多)", "", rest)
    if found := re.match(r"第([一二三四五六七八九十\d]+)$", rest):
        return str(found[1] if found[1].isdigit() else chinese(found[1])), "rank", comparator
    if rest in ("首位", "榜首", "第一位"):
        return "1", "rank", comparator
    if found := re.match(r"百分之([零〇一二两三四五六七八九十百]+)$", rest):
        return str(chinese(found[1])), "percent", comparator
    if found := re.match(r"-?\d+(\.\d+)?", rest):
        number = Decimal(found[0])
    elif (found := re.match(r"[零〇一二两三四五六七八九十百千]+", rest)) and chinese(found[0]) is not None:
        number = Decimal(chinese(found[0]))
    else:
        return None
    rest = rest[found.end():]
    if rest[:1] in ("余", "多"):
        rest, comparator = rest[1:], "gt"
    for word, scale in SCALES:
        if rest.startswith(word):
            rest, number = rest[len(word):], number * scale
            if scale == 10**8 and (found := re.match(r"(\d+(?:\.\d+)?)万", rest)):
                rest, number = rest[found.end():], number + Decimal(found[1]) * 10**4
            break
    if rest[:1] in ("余", "多") or rest[-1:] in ("余", "多"):
        rest, comparator = rest.strip("余多"), "gt"
    number *= sign
    for word, unit in UNITS:
        if rest == word or word == "元" and rest.startswith(word):
            number = number / 10 if unit == "permille" else number * 10 if unit == "tenth" else number
            return format(number.normalize(), "f"), "percent" if unit in ("permille", "tenth") else unit, comparator
    if rest and rest[0] not in COUNTED:
        return None
    return format(number.normalize(), "f"), "count" if rest else "", comparator


class Reader:
    """Reads files of annotated replies and keeps what is wrong with them."""

    def __init__(self):
        def codes(name):
            with open(os.path.join(ROOT, name), encoding="utf-8-sig", newline="") as file:
                return {row["code"] for row in csv.DictReader(file)}
        self.metrics, self.units, self.mistakes = codes("metrics.csv"), codes("units.csv"), []

    def figure(self, name, annotation, agency):
        """The row of a figure in a gold table."""
        fields = [field.strip() for field in annotation.split("¦")]
        text, metric, instrument, year, period_type, measure = (fields + [""] * 6)[:6]
        said = dict(field.split("=", 1) for field in fields[6:] if "=" in field)
        value, unit, comparator = quantity(text) or ("", "", "eq")
        period_type = "|".join(TYPES.get(letter, "?") for letter in period_type.split("|"))
        row = dict(
            doc=name, value_text=text, value=said.get("v", value), unit=said.get("u", unit), comparator=said.get("c", comparator), measure=measure,
            metric=metric, instrument=instrument, year=year, period_type=period_type, agency=said.get("a", agency),
            status="planned" if "p" in fields[6:] else "proposed" if "q" in fields[6:] else "realized", optional="1" if "opt" in fields[6:] else "")
        for what, wrong in [
            ("metric", not set(metric.split("|")) <= self.metrics), ("instrument", not instrument), ("year", not re.fullmatch(r"\d{4}(\|\d{4})*", year)),
            ("period type", "?" in period_type), ("measure", not set(measure.split("|")) <= MEASURES), ("value", not row["value"]),
            ("unit", row["unit"] not in self.units)]:
            if wrong:
                self.mistakes.append(f"{name}: {what} of [[{annotation}]]")
        return row

    def replies(self, path):
        """Each reply of a file: its name, its text, its rows."""
        with open(path, encoding="utf-8") as file:
            parts = re.split(r"^=== (.*)\n", file.read(), flags=re.M)
        for name, reply in zip(parts[1::2], parts[2::2]):
            head, body = reply.split("\n---\n", 1)
            said = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
            rows = [self.figure(name, found, said["agency"]) for found in re.findall(r"\[\[(.*?)\]\]", body)]
            text = re.sub(r"\[\[(.*?)¦.*?\]\]", lambda found: found[1].strip(), body).strip()
            title = ("# " if name.endswith(".md") else "") + said["title"]
            yield name, "\n\n".join([title, text, said["agency"], said["date"]]) + "\n", rows


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    reader, count = Reader(), 0
    for path in sys.argv[1:-1]:
        out = os.path.join(sys.argv[-1], os.path.splitext(os.path.basename(path))[0])
        for folder in ("corpus", "gold"):
            os.makedirs(os.path.join(out, folder), exist_ok=True)
        with open(os.path.join(out, "gold", "observations.csv"), "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            for name, text, rows in reader.replies(path):
                with open(os.path.join(out, "corpus", name), "w", encoding="utf-8") as reply:
                    reply.write(text)
                table.writerows(rows)
                count += len(rows)
    print(f"{count} figures")
    if reader.mistakes:
        sys.exit("\n".join(reader.mistakes))


if __name__ == "__main__":
    main()
