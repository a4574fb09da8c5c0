#!/usr/bin/env python3
"""Writes the fuzzer's seed corpus from the sample replies. Standard library only.

usage: seeds.py SAMPLE_DIR OUT_DIR

Each sample stands there as it is, in the other encodings, cut in mid-character, wrapped in the other notations, and in a
short form that mutates fast. Beside them stand small inputs of the shapes that readers trip over. Names are stable; files
that are there already are written again with the same bytes.
"""
import html, os, re, sys

LETTER = ["临川市财政局关于市政协五届二次会议第0071号提案的答复", "临财函〔2022〕19号", "尊敬的委员：",
          "您提出的《关于扶持小微农户的提案》收悉。我局会同市农业农村局、市商务局研究，现答复如下：", "一、担保贷款情况",
          "截至2021年末，全市担保贷款余额36.5亿元，同比增长12.4%，支持农户1,208户。", "临川市财政局", "2022年6月8日"]


def shapes():
    """Small inputs: the notations that are read, and pieces that end too early."""
    paragraphs = "".join(f"<p>{line}</p>" for line in LETTER)
    table = "<table border=1><tr><th rowspan=2>指标</th><th colspan=2>2021年</th></tr><tr><td>1</td><td>2</td></tr></table>"
    body = f"<div>{paragraphs}{table}</div>"
    yield "page.html", f'<!DOCTYPE html><html><head><meta charset="gb2312"><title>{LETTER[0]}</title></head><body>{body}</body></html>'
    yield "linked-data.html", f'<script type="application/ld+json">{{"headline":"{LETTER[0]}","datePublished":"2022-07-02"}}</script>{body}'
    yield "word.html", "<p>" + "".join(f"<span style='mso-bidi'>{c}</span>" for c in LETTER[5]) + f"<o:p></o:p></p>{body}"
    yield "breaks.html", "<html><body>" + "<br>&nbsp;&nbsp;".join(LETTER) + "<!-- x --></body></html>"
    yield "rss.xml", f'<?xml version="1.0"?><rss><channel><item><title>{LETTER[0]}</title><description>{html.escape(body)}</description></item></channel></rss>'
    yield "atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html"><![CDATA[{body}]]></content></entry></feed>'
    yield "akoma.xml", ('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><meta/><mainBody><section><num>一、</num>'
                        f'<heading>情况</heading><content>{paragraphs}</content></section></mainBody></doc></akomaNtoso>')
    yield "publisher.xml", "<答复><标题>" + LETTER[0] + "</标题><正文>" + "".join(f"<段落>{line}</段落>" for line in LETTER) + "</正文></答复>"
    yield "mapped.xml", f'<mapped wh="{LETTER[1]}"><n>{LETTER[0]}</n><who>临川市财政局</who><with>市商务局</with><p>20220702</p><t>{html.escape(body)}</t></mapped>'
    yield "preformatted.html", f'<h1>{LETTER[0]}</h1><pre>' + "\n　　".join(LETTER) + '</pre><div style="white-space: pre-line">a\nb</div><![CDATA[c]]>'
    yield "entities.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY % d SYSTEM "e">]><a>&b;&nbsp;&#x4E00;</a>'
    yield "letter.txt", "\n".join("　　" + line for line in LETTER) + "\n— 1 —\n\f\n"
    yield "letter.md", "---\ntitle: 答复\n---\n# " + "\n\n".join(LETTER) + "\n\n**（一）情况。**[甲](b)`c`\n\n| 指标 | 2021年 |\n|---|---:|\n| 余额 | 36.5 |\n"
    yield "table.md", "\n".join(LETTER) + "\n\n" + table + "\n"


def packages():
    """Inputs that the target folds into archives: 1 a DOCX, 2 an OFD, its parts with a NUL between them."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = lambda text: f"<w:p><w:pPr><w:ind w:firstLine='640'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    cell = lambda text, extra="": f"<w:tc><w:tcPr>{extra}</w:tcPr>{run(text)}</w:tc>"
    table = ("<w:tbl><w:tr>" + cell("指标", '<w:vMerge w:val="restart"/>') + cell("2021年", '<w:gridSpan w:val="2"/>') + "</w:tr><w:tr>"
             + cell("", "<w:vMerge/>") + cell("1") + cell("2") + "</w:tr></w:tbl>")
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>担保</w:t></w:r></w:p>'
    changed = f'<w:p><w:ins><w:r><w:t>36</w:t></w:r></w:ins><w:del><w:r><w:delText>35</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    numbering = (f'<w:numbering {w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
                 '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
    styles = f'<w:styles {w}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    notes = f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = "".join(run(line) for line in LETTER)
    yield "letter.docx", b"\1" + "\0".join([f"<w:document {w}><w:body>{body}{table}{numbered}{changed}</w:body></w:document>", numbering, styles, notes]).encode()
    yield "short.docx", b"\1" + f"<w:document {w}><w:body>{body}</w:body></w:document>".encode()

    line = lambda number, text: (f'<TextObject ID="{number}" Boundary="28 {30 + 10 * number} 160 8" Font="2" Size="5.6"><TextCode X="0" Y="4.8" '
                                 f'DeltaX="g {len(text) - 1} 5.6">{text}</TextCode></TextObject>')
    rule = '<PathObject ID="8" Boundary="28 200 120 0.3" LineWidth="0.3"><AbbreviatedData>M 0 0 L 120 0</AbbreviatedData></PathObject>'
    page = "<Page><Content><Layer ID='1'>" + "".join(line(n, text) for n, text in enumerate(LETTER)) + rule + "</Layer></Content></Page>"
    fonts = '<Res><Fonts><Font ID="2" FontName="仿宋"/><Font ID="3" FontName="黑体"/></Fonts></Res>'
    yield "letter.ofd", b"\2" + "\0".join([page, "<Page/>", fonts, "<Page/>"]).encode()
    yield "short.ofd", b"\2" + page.encode()


def forms(name, text):
    """The same text in the encodings that sites use, and damaged."""
    stem, suffix = os.path.splitext(name)
    utf8 = text.encode("utf-8")
    yield name, utf8
    yield f"{stem}-gb18030{suffix}", text.encode("gb18030", "replace")
    yield f"{stem}-utf16le{suffix}", b"\xff\xfe" + text.encode("utf-16-le")
    yield f"{stem}-utf16be{suffix}", text.encode("utf-16-be")
    yield f"{stem}-bom{suffix}", b"\xef\xbb\xbf" + utf8
    yield f"{stem}-cut{suffix}", utf8[: len(utf8) * 2 // 3]
    yield f"{stem}-nul{suffix}", utf8.replace(b"\n", b"\x00\n")


def short(text):
    """The first half and the last lines: still a letter, with less between."""
    lines = text.split("\n")
    return "\n".join(line[:400] for line in lines[: len(lines) // 2] + lines[-6:])


def main():
    sample, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    inputs = list(shapes())
    for name in sorted(os.listdir(sample)):
        with open(os.path.join(sample, name), "rb") as file:
            data = file.read()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        inputs += [(name, text), ("short-" + name, short(text))]
        if name.endswith(".html"):
            inputs.append(("plain-" + name[:-5] + ".txt", re.sub(r"<[^>]*>", "", text)))
    count = 0
    for name, text in inputs:
        for name, data in forms(name, text):
            with open(os.path.join(out, name), "wb") as file:
                file.write(data)
            count += 1
    for name, data in packages():
        with open(os.path.join(out, name), "wb") as file:
            file.write(data)
        count += 1
    print(f"{count} seeds in {out}")


if __name__ == "__main__":
    main()
