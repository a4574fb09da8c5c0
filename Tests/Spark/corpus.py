"""Writes a folder of invented replies: python3 Tests/Spark/corpus.py FOLDER COUNT

Bodies exist, what they say is made up. The same count gives the same bytes. Among the replies are ones that share a
document number, copies, empty and broken files, and names that are no plain ASCII.
"""

import os
import pathlib
import sys

PLACES = ["无锡市", "长沙市", "青岛市", "西安市", "昆明市", "南宁市", "合肥市", "贵阳市", "兰州市", "厦门市"]
OFFICES = [("财政局", "财"), ("科学技术局", "科"), ("地方金融监督管理局", "金"), ("工业和信息化局", "工信")]
THEMES = ["小微企业融资", "科技金融服务", "绿色低碳转型", "农业保险扩面", "专精特新企业培育"]
SENTENCES = [
    "截至{y}年底，全市普惠小微贷款余额{a}.{d}亿元，同比增长{p}.{d}%。",
    "{y}年，全市发行绿色债券{a}亿元，比上年增加{b}亿元。",
    "{y}年，市财政局拨付贷款贴息资金{b}00万元，惠及企业{a}家。",
    "截至{y}年{m}月末，政府性融资担保在保余额{a}.{d}{d}亿元，平均担保费率不超过1%。",
    "{y}年以来，累计办理知识产权质押融资{b}.{d}亿元，登记{a}件。",
    "农业保险保费补贴由{y}年的{b}万元提高到{a}万元。",
    "力争{n}年末全市科技型企业贷款余额突破{a}亿元。",
    "我局会同有关部门设立规模{b}亿元的产业引导基金，已投项目{p}个。",
]


def reply(number):
    state = (number * 2654435761 + 12345) & 0xFFFFFFFF

    def draw(limit):
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (state >> 8) % limit

    place = PLACES[draw(len(PLACES))]
    office, letter = OFFICES[draw(len(OFFICES))]
    theme = THEMES[draw(len(THEMES))]
    year = 2018 + draw(7)
    # One in twenty shares its number with another reply of the same year and office.
    own = number - 1 if number % 20 == 19 else number
    title = f"关于市政协第{own}号提案的答复"
    body = []
    for heading in ("一、主要做法和成效", "二、下一步打算"):
        body.append(heading)
        for _ in range(1 + draw(2)):
            body.append("".join(
                SENTENCES[draw(len(SENTENCES))].format(
                    y=year, n=year + 2, m=1 + draw(12), a=20 + draw(700), b=3 + draw(60), p=2 + draw(25), d=draw(10))
                for _ in range(1 + draw(2))))
    head = f"{place[0]}{letter}提复〔{year + 1}〕{own}号"
    opening = ["王委员：", f"您提出的关于促进{theme}的提案收悉，现答复如下："]
    closing = [f"{place}{office}", f"{year + 1}年{1 + draw(12)}月{1 + draw(28)}日"]
    form = number % 3
    if form == 0:
        return "txt", "\n\n".join([title, head, *opening, *body, *closing]) + "\n"
    if form == 1:
        return "md", "\n\n".join([f"# {title}", head, *opening, *(
            f"## {line}" if line[1] == "、" else line for line in body), *closing]) + "\n"
    paragraphs = "".join(f"<p>{line}</p>\n" for line in [head, *opening, *body, *closing])
    return "html", (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
        f'<div class="nav"><a href="/">首页</a></div><div class="content"><h1>{title}</h1>\n{paragraphs}</div>\n'
        "</body></html>\n")


def write(folder, count):
    folder = pathlib.Path(folder)
    for number in range(count):
        below = folder / f"{number % 7}"
        below.mkdir(parents=True, exist_ok=True)
        name, content = f"reply-{number:05}", None
        extension, content = reply(number)
        if number % 50 == 7:
            content, _ = reply(number - 3)[1], None  # a copy
        data = content.encode("utf-8")
        if number % 50 == 11:
            data = b""
        elif number % 50 == 23:
            data = bytes(range(256)) * 8
        elif number % 50 == 31:
            name = f"答复 {number}"
        (below / f"{name}.{extension}").write_bytes(data)
    # A name that is not UTF-8, as old archives have them.
    with open(os.fsencode(folder / "0") + b"/\xb4\xf0\xb8\xb4.txt", "wb") as file:
        file.write(reply(count)[1].encode("gb18030"))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
