"""Replies of invented bodies in a few words each, and small codelists: quick to read, so that many runs can be made."""

import csv
import random
from pathlib import Path

CITIES = ["福州市", "厦门市", "泉州市", "南平市", "宁德市", "苏州市", "无锡市", "徐州市"]
OFFICES = ["财政局", "科学技术局", "商务局", "农业农村局"]
SUBJECTS = ["普惠小微贷款", "绿色贷款", "涉农贷款", "科技型企业贷款"]


def reply(random: random.Random, number: int) -> tuple[str, str]:
    """A reply's ending of name and text."""
    city, office, subject = random.choice(CITIES), random.choice(OFFICES), random.choice(SUBJECTS)
    year = random.randint(2018, 2024)
    head = f"关于市政协第{number}号提案的答复"
    body = [
        "您提出的关于完善金融服务的提案收悉，经认真研究，现将有关情况答复如下：",
        f"截至{year}年末，全市{subject}余额{random.randint(10, 9000) / 10}亿元，同比增长{random.randint(1, 300) / 10}%。",
        f"{year}年，我局安排贴息资金{random.randint(100, 9000)}万元，惠及企业{random.randint(10, 3000)}家。",
        f"力争{year + 1}年新增贷款{random.randint(1, 90)}亿元以上。",
    ]
    number_line = f"{city[0]}函复〔{year + 1}〕{number}号" if random.random() < 0.7 else ""
    date = f"{year + 1}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    kind = random.choice(["txt", "txt", "md", "html"])
    if kind == "html":
        paragraphs = "".join(f"<p>{line}</p>" for line in [number_line, "委员：", *body, city + office, date] if line)
        return kind, f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{head}</title></head><body><h1>{head}</h1>{paragraphs}</body></html>"
    mark = "# " if kind == "md" else ""
    return kind, "\n\n".join(line for line in [mark + head, number_line, "委员：", *body, city + office, date] if line) + "\n"


def write_corpus(folder: Path, count: int, seed: int) -> None:
    """A folder of replies, some of them no replies at all."""
    generator = random.Random(seed)
    for number in range(count):
        kind, text = reply(generator, number)
        path = folder / f"{number % 5}" / f"{number}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))


def edit_corpus(folder: Path, generator: random.Random) -> str:
    """One random edit; says what it was."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kind = generator.choice(["change", "change", "add", "remove", "rename", "touch", "hide", "break"])
    path = generator.choice(files)
    number = generator.randint(1000, 9999)
    if kind == "add" or len(files) < 10:
        ending, text = reply(generator, number)
        (folder / f"new-{number}.{ending}").write_text(text, encoding="utf-8")
        return f"add new-{number}"
    if kind == "remove":
        path.unlink()
    elif kind == "rename":
        path.rename(path.with_name(f"renamed-{number}{path.suffix}"))
    elif kind == "touch":
        path.touch()
    elif kind == "break":
        path.write_bytes(b"\x00\x01\x02")
    elif kind == "hide":
        # The same size and the same time of writing, one digit another one.
        import os

        status, content = path.stat(), bytearray(path.read_bytes())
        digits = [index for index, byte in enumerate(content) if 0x31 <= byte <= 0x38]
        if digits:
            content[generator.choice(digits)] += 1
        path.write_bytes(bytes(content))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        path.write_text(reply(generator, number)[1], encoding="utf-8")
    return f"{kind} {path.name}"


def write_codelists(source: Path, folder: Path) -> None:
    """The lists of the repository without most of the areas, which take longest to prepare."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in source.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        if file.name == "areas.csv":
            rows = [row for row in rows if not row[0][:1].isdigit() or row[0].endswith("0000") or row[0][:2] in ("32", "35")]
        with (folder / file.name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)


def edit_codelists(folder: Path, generator: random.Random) -> str:
    """One random edit of a list: a code more, or another alias."""
    name = generator.choice(["metrics", "instruments", "units"])
    file = folder / f"{name}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    number = generator.randint(1000, 9999)
    row = [""] * len(rows[0])
    row[rows[0].index("code")] = f"{name}_{number}"
    row[rows[0].index("name")] = generator.choice(["贴息资金", "惠及企业", "新增贷款", "样本"]) + f"{number}"
    rows.append(row)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return f"{name} gain {row[0]}"
