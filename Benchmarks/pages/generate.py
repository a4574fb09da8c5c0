#!/usr/bin/env python3
"""Writes reply pages in many site templates, with what a right extraction gives. Standard library only.

usage: generate.py OUT_DIR [COUNT_PER_TEMPLATE]

All text is invented; shapes follow what publishing systems do. OUT_DIR gets the pages and `truth.json`: for each page its
template, body lines, figures, table values and metadata. The same arguments give the same bytes.
Templates in HELD_OUT were written after the extractor's rules and are reported apart.
"""
import json, os, random, re, sys

HELD_OUT = {"dl", "upper_div", "nested_section", "ucap_paged", "tail_outside", "bare_text", "span_block", "two_column",
            "vue_cards", "rows_table", "open_paragraphs", "mobile_first", "pre_wrapped", "ordered_list", "xhtml_gb", "merged_table",
            "editable", "sidebar_prose", "meta_below", "pdf_lines"}
CITIES = [("临川市", "临川", "市"), ("北原省", "北原", "省"), ("东陵县", "东陵", "县"), ("海安州", "海安", "州"), ("青溪区", "青溪", "区")]
BUREAUS = ["财政局", "科学技术局", "农业农村局", "工业和信息化局", "商务局", "地方金融管理局", "生态环境局"]
THEMES = ["普惠金融", "科技信贷", "绿色保险", "农业担保", "知识产权质押融资", "供应链金融", "创业担保贷款"]
NAMES = "喆堃赟鑫淼"


class Text:
    """One invented reply."""

    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.place, self.short, self.level = r.choice(CITIES)
        self.bureau = self.place + r.choice(BUREAUS)
        self.theme = r.choice(THEMES)
        self.kind = r.choice(["提案", "建议"])
        self.year = r.randint(2015, 2025)
        self.day = (r.randint(4, 9), r.randint(1, 28))
        self.published = (self.day[0] + r.randint(0, 2), r.randint(1, 28))
        self.serial = f"{r.randint(1, 2000):04d}"
        term, meeting = r.choice(["十一", "十二", "十三"]), r.choice("一二三四五")
        congress = "政协" if self.kind == "提案" else "人大"
        self.session = f"{term}届{meeting}次会议"
        self.meeting = f"{self.level}政协{self.session}" if self.kind == "提案" else f"{self.level}{term}届人大{meeting}次会议"
        self.title = f"{self.bureau}关于{self.meeting}第{self.serial}号{self.kind}的答复"
        self.number = f"{self.short}函〔{self.year}〕{r.randint(1, 300)}号"
        self.subject = f"关于加快发展{self.theme} 服务实体经济的{self.kind}"
        self.figures, self.tables, self.blocks = [], [], []
        self.salutation = "尊敬的" + ("委员：" if self.kind == "提案" else "代表：")
        self.opening = f"您提出的《{self.subject}》收悉。我局会同{self.level}发展改革委、{self.level}教育局认真研究，现答复如下："
        for n, head in enumerate(["工作开展情况", f"关于“完善{self.theme}机制”的建议", "下一步打算"]):
            self.blocks.append(("h", "一二三"[n] + "、" + head))
            for _ in range(r.randint(2, 4)):
                self.blocks.append(("p", self.paragraph()))
        self.blocks.append(("p", f"感谢您对{self.short}{self.theme}工作的关心和支持。"))

    def number_text(self, unit):
        r = self.r
        value = r.choice([f"{r.uniform(1, 900):.1f}", f"{r.randint(1, 999)}", f"{r.uniform(1, 99):.2f}", f"{r.randint(1, 9)},{r.randint(100, 999)}"])
        self.figures.append(value + unit)
        return value + unit

    def paragraph(self):
        r, n = self.r, self.number_text
        name = r.choice(NAMES)
        parts = [
            lambda: f"截至{self.year - 1}年末，全{self.level}{self.theme}余额{n('亿元')}，同比增长{n('%')}，支持企业{n('家')}。",
            lambda: f"{self.year - 1}年，累计投放{self.theme}资金{n('万元')}，惠及农户{n('户')}；平均利率{n('%')}，比上年下降{n('个百分点')}。",
            lambda: f"在机制建设上，我局推动银行机构完善尽职免责制度，引导信贷资源向重点领域倾斜，{name}安镇等地先行探索，取得初步成效。",
            lambda: f"针对您反映的融资难问题，我们通过“{name}易贷”等产品，为{n('户')}经营主体提供授信，户均{n('万元')}。",
            lambda: "同时也要看到，部分机构主动服务意识不强、信息共享不充分，需要各方共同努力加以解决。",
            lambda: f"力争到{self.year + 2}年，规模突破{n('亿元')}，覆盖面不低于{n('%')}。",
        ]
        return "".join(p() for p in r.sample(parts, r.randint(2, 4)))

    def table(self):
        rows = [["指标", f"{self.year - 2}年", f"{self.year - 1}年"]]
        for label in ["贷款余额", "　　同比增长", "担保户数"]:
            cells = [f"{self.r.uniform(1, 900):.2f}" for _ in range(2)]
            self.tables += cells
            rows.append([label] + cells)
        return rows

    def date(self):
        return f"{self.year}年{self.day[0]}月{self.day[1]}日"

    def date_chinese(self):
        d = "〇一二三四五六七八九"
        def small(n):
            return d[n] if n < 10 else ("十" if n < 20 else d[n // 10] + "十") + (d[n % 10] if n % 10 else "")
        return "".join(d[int(c)] for c in str(self.year)) + "年" + small(self.day[0]) + "月" + small(self.day[1]) + "日"

    def iso(self):
        return f"{self.year}-{self.day[0]:02d}-{self.day[1]:02d}"

    def published_iso(self):
        return f"{self.year}-{self.published[0]:02d}-{self.published[1]:02d}"

    def related(self):
        r = self.r
        return [f"关于{self.level}政协会议第{r.randint(1, 900):04d}号提案的答复" for _ in range(4)] + [f"前三季度{self.short}新增贷款{r.randint(10, 900)}亿元"]


def nav(t):
    return "".join(f'<a href="/{i}/">{w}</a> ' for i, w in enumerate(["首页", "政务公开", "办事服务", "互动交流", "专题专栏"]))


def foot(t):
    return (f"<p>主办单位：{t.bureau}　网站标识码：{t.r.randint(10**9, 10**10 - 1)}　{t.short}ICP备{t.r.randint(10**7, 10**8 - 1)}号</p>"
            f"<p>地址：{t.place}人民路{t.r.randint(1, 999)}号　电话：0{t.r.randint(100, 999)}-0000{t.r.randint(1000, 9999)}</p>")


def related(t):
    return "".join(f'<li><a href="./t{i}.html">{x}</a> {t.year}-0{i + 1}-11</li>' for i, x in enumerate(t.related()))


def head(t, charset='<meta charset="utf-8">', meta=True, title=None):
    out = f"<!DOCTYPE html>\n<html><head>{charset}<title>{title or t.title + '_' + t.place + '人民政府'}</title>"
    if meta:
        out += (f'<meta name="SiteName" content="{t.bureau}"><meta name="ArticleTitle" content="{t.title}">'
                f'<meta name="PubDate" content="{t.published_iso()} 10:21"><meta name="ContentSource" content="本网">')
    return out + "<script>var a={'n':'阅读量 12,345 次'};</script><style>.TRS_Editor P{margin:0}</style></head>"


def tail_lines(t):
    return [t.bureau, t.date()]


def trs(t):
    body = "".join(f"<p>　　{'<strong>' + x + '</strong>' if k == 'h' else x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><div class="header">{nav(t)}</div><div class="crumb">当前位置：{nav(t)}</div>'
            f'<table class="index"><tr><td>索&ensp;引&ensp;号：</td><td>00123/2020-1</td><td>发文字号：</td><td>{t.number}</td></tr>'
            f'<tr><td>成文日期：</td><td>{t.date()}</td><td>有效性：</td><td></td></tr></table>'
            f'<h2>{t.title[:len(t.bureau)]}<br>{t.title[len(t.bureau):]}</h2><div class="info">发布时间：{t.published_iso()}　来源：本网　字号：<a href="#">大</a></div>'
            f'<div class="TRS_Editor"><style>.TRS_Editor P{{color:red}}</style><p style="text-align:center">{t.number}</p><p>{t.salutation}</p>{body}'
            f'<p align="right">{t.bureau}&emsp;</p><p align="right">{t.date()}&emsp;</p><p>（联系人：王某；电话：000-12345678）</p></div>'
            f'<ul class="xg"><h3>相关链接</h3>{related(t)}</ul><div class="footer">{foot(t)}</div></body></html>')


def ivs(t):
    body = "<p>&nbsp;</p>".join(f"<p>&emsp;&emsp;{x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body><div id="top">{nav(t)}</div><h1 id="ivs_title">{t.title}</h1><small>({t.published_iso()})</small>'
            f'<div id="ivs_content"><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{t.bureau}</p><p>{t.date()}</p></div>'
            f'<div><p>分享到：</p><p>【打印】【关闭】</p></div><div>{foot(t)}</div></body></html>')


def runs(t, text):
    out, i = "", 0
    while i < len(text):
        n = t.r.randint(1, 5)
        piece = text[i:i + n]
        out += f"<span lang=\"EN-US\" style=\"mso-fareast-font-family:仿宋;font-size:16.0pt\"><font face=\"仿宋\">{piece}</font></span>"
        if t.r.random() < 0.2:
            out += "\n"
        i += n
    return out + "<o:p></o:p>"


def word_mso(t):
    body = "".join(f'<p class="MsoNormal" style="text-indent:32pt">{runs(t, x)}</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>' for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, title=t.title) + f'<body><div class="nav">{nav(t)}</div><div class="article"><h1>{t.title}</h1><div class="con">'
            f'<!--[if gte mso 9]><xml><w:View>页面</w:View></xml><![endif]--><p class="MsoNormal">{runs(t, t.number)}</p><p class="MsoNormal">{runs(t, t.salutation)}</p>{body}'
            f'<p class="MsoNormal" align="right">{runs(t, t.bureau)}</p><p class="MsoNormal" align="right">{runs(t, t.date())}</p></div></div>'
            f'<div class="pn"><p>上一篇：<a href="1">{t.related()[0]}</a></p><p>下一篇：<a href="2">{t.related()[1]}</a></p></div><div id="footer">{foot(t)}</div></body></html>')


def legacy_br(t):
    body = "<br>\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + ("<b>" + x + "</b>" if k == "h" else x) for k, x in [("s", t.opening)] + t.blocks)
    return (f'<html><head><title>{t.title}</title><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head></html>'
            f'<body bgcolor=#ffffff><table width=1000><tr><td>{nav(t)}<tr><td align=center><b>{t.title}</b><tr><td>发布日期：{t.published_iso()} 点击数：98'
            f'<tr><td><table><tr><td>{t.number}<br>{t.salutation}<br>{body}<br><div align=right>{t.bureau}<br>{t.date_chinese()}</div></td></tr></table>'
            f'<tr><td>上一篇：<a href=a>{t.related()[0]}</a><br>下一篇：<a href=b>{t.related()[1]}</a></table></body><table><tr><td>{foot(t)}</td></tr></table></html>')


def hanweb(t):
    body = "".join(f"<P>　　{x}</P>" for k, x in [("s", t.opening)] + t.blocks)
    return (f'<HTML><HEAD><TITLE>{t.title}</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"><META name="ColumnName" content="建议提案"></HEAD>'
            f'<BODY><TABLE width="100%"><TR><TD>{nav(t)}</TD></TR></TABLE><TABLE><TR><TD class=title>{t.title}</TD></TR><TR><TD>信息来源：办公室 发布日期：{t.published_iso()} 浏览次数：33</TD></TR>'
            f'<TR><TD><!--ZJEG_RSS.content.begin--><META NAME="ContentStart"><FOUNDER-CONTENT><P align=center>{t.number}</P><P>{t.salutation}</P>{body}<P align=right>{t.bureau}</P><P align=right>{t.date()}</P></FOUNDER-CONTENT><META NAME="ContentEnd"><!--ZJEG_RSS.content.end--></TD></TR>'
            f'<TR><TD>【<A href="#">打印</A>】【<A href="#">关闭</A>】</TD></TR></TABLE><UL>{related(t)}</UL>{foot(t)}</BODY></HTML>')


def divnest(t):
    body = "".join(f"<section><div><span>{x}</span></div></section>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body><div><div>{nav(t)}</div><div><div><div>{t.title}</div><div>时间：{t.published_iso()}</div><div><div>{t.number}</div><div>{t.salutation}</div>{body}'
            f'<div>{t.bureau}</div><div>{t.date()}</div><div>抄送：{t.level}政府办公室。</div></div></div></div><div>{related(t)}</div><div>{foot(t)}</div></div></body></html>')


def figtable(t):
    rows = t.table()
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    half = len(t.blocks) // 2
    para = lambda bs: "".join(f"<p>　　{x}</p>" for k, x in bs)
    t.blocks = t.blocks[:half] + [("c", "表1　主要指标（单位：亿元）")] + [("t", c) for row in rows for c in row] + t.blocks[half:]
    body = para([("s", t.opening)] + t.blocks[:half]) + f'<p align="center">表1　主要指标（单位：亿元）</p><table border="1">{table}</table>' + para(t.blocks[half + 1 + 12:])
    return (head(t) + f'<body>{nav(t)}<h1>{t.title}</h1><div class="zoom"><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{t.bureau}</p><p>{t.date()}</p></div><footer>{foot(t)}</footer></body></html>')


def form(t):
    body = "".join(f"<p>{x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False, title="提案办理系统") + f'<body>{nav(t)}<table border=1><tr><td>案由</td><td colspan=3>{t.subject}</td></tr>'
            f'<tr><td>系统编号</td><td>1205{t.r.randint(1000, 9999)}</td><td>届次</td><td>{t.meeting}</td></tr><tr><td>主办单位</td><td>{t.bureau}</td><td>协办单位</td><td>{t.level}教育局</td></tr>'
            f'<tr><td>办理答复</td><td colspan=3><p>{t.title}</p><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{t.bureau}</p><p>{t.date()}</p></td></tr></table>{foot(t)}</body></html>')


def wrongcs(t):
    return ivs(t).replace('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">')


# Held out: written after the rules.

def dl(t):
    body = "".join(f"<dd>{x}</dd>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><ul>{"".join("<li>" + a + "</li>" for a in nav(t).split("</a> ") if a)}</ul><dl><dt>发文字号</dt><dd>{t.number}</dd><dt>发布日期</dt><dd>{t.published_iso()}</dd></dl>'
            f'<dl class="article"><dt>{t.title}</dt><dd>{t.number}</dd><dd>{t.salutation}</dd>{body}<dd>{t.bureau}</dd><dd>{t.date()}</dd></dl><dl><dt>相关</dt>{related(t).replace("li>", "dd>")}</dl><p>{foot(t)}</p></body></html>')


def upper_div(t):
    body = "".join(f"<DIV STYLE='TEXT-INDENT:2EM'>{x}</DIV>" for k, x in [("s", t.opening)] + t.blocks)
    return (f"<HTML><HEAD><TITLE>{t.title}-{t.bureau}</TITLE></HEAD><BODY><DIV>{nav(t)}</DIV><CENTER><FONT SIZE=5><B>{t.title}</B></FONT></CENTER><HR><DIV ID=Zoom><DIV ALIGN=CENTER>{t.number}</DIV><DIV>{t.salutation}</DIV>{body}"
            f"<DIV ALIGN=RIGHT>{t.bureau} {t.date()}</DIV><DIV>联系人：李某　联系电话：12345678</DIV></DIV><HR>{foot(t)}</BODY></HTML>")


def nested_section(t):
    out, level = "", 0
    for k, x in t.blocks:
        if k == "h":
            if level:
                out += "</div></section>"
            out += f"<section><header><h3>{x}</h3></header><div>"
            level = 1
        else:
            out += f"<div class='para'><p><span>{x}</span></p></div>"
    out += "</div></section>"
    return (head(t, meta=False) + f'<body><header>{nav(t)}</header><main><article><header><h1>{t.title}</h1><time>{t.published_iso()}</time></header><p>{t.number}</p><p>{t.salutation}</p><p>{t.opening}</p>{out}'
            f'<footer><p>{t.bureau}</p><p>{t.date()}</p></footer></article><aside><ul>{related(t)}</ul></aside></main><footer>{foot(t)}</footer></body></html>')


def ucap_paged(t):
    half = len(t.blocks) // 2
    para = lambda bs: "".join(f"<p style='text-indent:2em'>{x}</p>" for k, x in bs)
    return (head(t) + f'<body><div class="h">{nav(t)}</div><div id="UCAP-CONTENT"><UCAPTITLE>{t.title}</UCAPTITLE><UCAPCONTENT><p>{t.number}</p><p>{t.salutation}</p>{para([("s", t.opening)] + t.blocks[:half])}'
            f'<p>#PAGE_BREAK#</p>{para(t.blocks[half:])}<p>{t.bureau}</p><p>{t.date()}</p></UCAPCONTENT></div><div class="page"><a href="#">1</a><a href="#">2</a><a href="#">下一页</a></div><div>{related(t)}</div>{foot(t)}</body></html>')


def tail_outside(t):
    body = "".join(f"<p>{x}</p>" for k, x in t.blocks)
    return (head(t) + f'<body>{nav(t)}<div class="t"><p>{t.bureau}</p><p>{t.title[len(t.bureau):]}</p></div><div class="a">{t.number}</div><div class="b">{t.salutation}</div><div class="c"><p>{t.opening}</p></div><div class="d">{body}</div>'
            f'<div class="e"><p>{t.bureau}（盖章）</p></div><div class="f"><p>{t.date_chinese()}</p></div><div class="g"><p>（此件公开发布）</p></div><div class="h"><ul>{related(t)}</ul></div>{foot(t)}</body></html>')


def bare_text(t):
    body = "\n".join("　　" + x for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body>{nav(t)}<h2>{t.title}</h2><div class="txt">{t.number}\n　　{t.salutation}\n{body}\n　　　　　　　　{t.bureau}\n　　　　　　　　{t.date()}\n</div>{foot(t)}</body></html>').replace("\n", "<br/>\n")


def span_block(t):
    body = "".join(f'<span style="display:block">{x}</span>' for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><div>{nav(t)}</div><div class="title">{t.title}</div><div><span style="display:block">{t.number}</span><span style="display:block">{t.salutation}</span>{body}<span style="display:block">{t.bureau}</span><span style="display:block">{t.date()}</span></div><div>{related(t)}</div><div>{foot(t)}</div></body></html>')


def two_column(t):
    body = "".join(f"<p>{x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><table><tr><td width=200 valign=top><ul>{related(t)}</ul><p>本栏目共发布答复{t.r.randint(100, 999)}件，欢迎查阅，如有疑问请联系我们。</p></td><td><h3>{t.title}</h3><p>来源：{t.bureau}　时间：{t.published_iso()}</p><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{t.bureau}</p><p>{t.date()}</p><p>附件：<a href="P020.pdf">明细表.pdf</a></p></td></tr></table>{foot(t)}</body></html>')


# Held out: written by somebody who had not written the rules.

def vue_cards(t):
    """A page rendered on the server from components: cards with a summary each stand before the article."""
    v = f'data-v-{t.r.randint(10**7, 10**8 - 1)}=""'
    cards = "".join(f'<div {v} class="card"><div {v}>{x}</div><div {v}>{t.year}-0{i + 1}-02</div><p {v}>据统计，上月新增投放{t.r.randint(10, 99)}亿元，同比增长{t.r.randint(2, 30)}%。</p></div>'
                    for i, x in enumerate(t.related()[:2]))
    body = "".join(f'<p {v} style="text-indent:2em;line-height:2"><span {v} style="font-family:仿宋_GB2312">&ensp;&ensp;{x}</span></p><!---->' for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body><div id="app" {v}><div {v} class="el-row">{nav(t)}</div><div {v} class="el-col el-col-6">{cards}</div><!----><div {v} class="el-col el-col-18">'
            f'<div {v} class="detail-title">{t.title}</div><div {v} class="meta"><span {v}>发布时间：{t.published_iso()}</span><span {v}>浏览量：{t.r.randint(10, 9999)}</span></div>'
            f'<div {v} class="rich"><p {v} style="text-align:center">{t.number}</p><p {v}>{t.salutation}</p>{body}<p {v} style="text-align:right">{t.bureau}</p><p {v} style="text-align:right">{t.date()}</p></div>'
            f'<div {v}>扫一扫在手机打开当前页</div></div><div {v} class="foot">{foot(t)}</div></div></body></html>')


def rows_table(t):
    """A layout table with a row a paragraph."""
    body = "".join(f'<tr><td colspan="2" class="t">　　{x}</td></tr>\n' for k, x in [("s", t.opening)] + t.blocks)
    return (f'<html><head><meta charset="utf-8"><title>{t.title}</title></head><body><center>{nav(t)}</center><table width="960" align="center"><tr><td colspan="2" align="center"><font size="5">{t.title}</font></td></tr>'
            f'<tr><td>来源：{t.bureau}</td><td>时间：{t.published_iso()}</td></tr><tr><td colspan="2" align="center">{t.number}</td></tr><tr><td colspan="2">{t.salutation}</td></tr>{body}'
            f'<tr><td colspan="2" align="right">{t.bureau}</td></tr><tr><td colspan="2" align="right">{t.date()}</td></tr></table><table width="960"><tr><td>{foot(t)}</td></tr></table></body></html>')


def open_paragraphs(t):
    """Hand-written markup: paragraphs that nobody closes, block quotes for indents, a counter at the end."""
    body = "\n".join(f"<H4>{x}" if k == "h" else f"<P>{x}" for k, x in [("s", t.opening)] + t.blocks)
    return (f'<TITLE>{t.title}</TITLE><BODY TOPMARGIN=0>{nav(t)}<HR><H2 ALIGN=CENTER>{t.title}</H2><P ALIGN=CENTER>{t.number}<BLOCKQUOTE><P>{t.salutation}<BLOCKQUOTE>{body}</BLOCKQUOTE>'
            f'<P ALIGN=RIGHT>{t.bureau}<BR>{t.date_chinese()}</BLOCKQUOTE><HR><P>您是第{t.r.randint(1000, 99999)}位访问者<P>{t.related()[0]}<P>{foot(t)}')


def mobile_first(t):
    """A page for telephones: the article first, then further reading with summaries, then the menus."""
    body = "".join(f"<h3>{x}</h3>" if k == "h" else f"<p>{x}</p>" for k, x in t.blocks)
    more = "".join(f'<div class="item"><h4><a href="{i}.html">{x}</a></h4><p>近日，{t.short}召开推进会，要求年内投放{t.r.randint(10, 99)}亿元，覆盖{t.r.randint(100, 999)}家企业。<a href="{i}.html">全文</a></p></div>'
                   for i, x in enumerate(t.related()[:3]))
    return (head(t, meta=False) + f'<body><article><h1>{t.title}</h1><p class="sub">{t.published_iso()} 10:32 来源：{t.bureau}</p><p>{t.number}</p><p>{t.salutation}</p><p>{t.opening}</p>{body}<p class="r">{t.bureau}</p><p class="r">{t.date()}</p></article>'
            f'<div><h3>延伸阅读</h3>{more}</div><nav>{nav(t)}</nav><footer>{foot(t)}</footer></body></html>')


def wrapped(text, width=38):
    """Lines of a width in full-width characters; a number is never cut."""
    def reach(piece):
        return sum(0.5 if c < "\u0100" else 1 for c in piece)

    lines, line = [], ""
    for piece in re.findall(r"[0-9.,%]+|.", text):
        if reach(line + piece) > width:
            lines.append(line)
            line = ""
        line += piece
    return "\n".join(lines + [line])


def pre_wrapped(t):
    """Preformatted text, wrapped at a width."""
    body = "\n".join(wrapped("　　" + x) for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body>{nav(t)}<h2>{t.title}</h2><p>日期：{t.published_iso()}</p><pre>{t.number}\n\n{t.salutation}\n{body}\n\n{"　" * 22}{t.bureau}\n{"　" * 22}{t.date()}\n</pre>{foot(t)}</body></html>')


def ordered_list(t):
    """Every paragraph an item of a list."""
    body = "".join(f"<li><strong>{x}</strong></li>" if k == "h" else f"<li>{x}</li>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><div id="nav"><ul>{"".join("<li>" + a + "</a></li>" for a in nav(t).split("</a> ") if a)}</ul></div><div id="main"><h1>{t.title}</h1><ul class="text"><li>{t.number}</li><li>{t.salutation}</li>{body}'
            f'<li>{t.bureau}</li><li>{t.date()}</li></ul></div><div id="side"><h2>最新公开</h2><ul>{related(t)}</ul></div><div id="bottom">{foot(t)}</div></body></html>')


def xhtml_gb(t):
    """XHTML with a declaration, in GB 18030, with a script as character data."""
    body = "".join(f'<p class="p"><![CDATA[]]><span>{x}</span><br /></p>' for k, x in [("s", t.opening)] + t.blocks)
    return (f'<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh">'
            f'<head><title>{t.title}</title><script type="text/javascript">//<![CDATA[\nif (1 < 2 && 3 > 2) document.write("<p>浏览 12 次</p>");\n//]]></script></head><body><div id="hd">{nav(t)}</div><div id="bd"><h1>{t.title}</h1><p>{t.number}</p><p>{t.salutation}</p>{body}'
            f'<p>{t.bureau}</p><p>{t.date()}</p></div><div id="ft">{foot(t)}</div></body></html>')


def merged_table(t):
    """A table of figures with merged headers, its unit note above it, figures in spans."""
    rows = t.table()
    cells = lambda row: "".join(f'<td><p class="MsoNormal"><span>&nbsp;{c.replace("　", "&#12288;")}</span></p></td>' for c in row)
    table = (f'<tr><th rowspan="2">{rows[0][0]}</th><th colspan="2">金额</th></tr><tr><th>{rows[0][1]}</th><th>{rows[0][2]}</th></tr>' + "".join(f"<tr>{cells(row)}</tr>" for row in rows[1:]))
    half = len(t.blocks) // 2
    para = lambda bs: "".join(f"<p>　　{x}</p>" for k, x in bs)
    upper, lower = t.blocks[:half], t.blocks[half:]
    shown = [rows[0][0], "金额", rows[0][1], rows[0][2]] + [c for row in rows[1:] for c in row]
    t.blocks = upper + [("c", "附表：主要指标"), ("c", "单位：亿元")] + [("t", c) for c in shown] + lower
    return (head(t) + f'<body>{nav(t)}<h1>{t.title}</h1><div class="c"><p>{t.number}</p><p>{t.salutation}</p><p>　　{t.opening}</p>{para(upper)}<p align="center">附表：主要指标</p><p align="right">单位：亿元</p>'
            f'<div style="overflow:auto"><table border="1"><tbody>{table}</tbody></table></div>{para(lower)}<p>{t.bureau}</p><p>{t.date()}</p></div>{foot(t)}</body></html>')


# Held out: written after the rules had been mended for those above. Of these, only pdf_lines led to a change.

def editable(t):
    """What an editor in the browser leaves: a DIV a line, DIVs with a BR between, colours on pieces of words."""
    body = "<div><br></div>".join(f'<div style="text-align:justify"><span style="color:rgb(51,51,51)">{x[:7]}</span>{x[7:]}</div>' for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><div class="wrap"><div class="bar">{nav(t)}</div><div class="box"><div class="tt">{t.title}</div><div class="time">{t.published_iso()} 来源：本网</div><div class="txt"><div>{t.number}</div><div><br></div><div>{t.salutation}</div>{body}'
            f'<div><br></div><div style="text-align:right">{t.bureau}</div><div style="text-align:right">{t.date()}</div></div></div><div class="bot">{foot(t)}</div></div></body></html>')


def sidebar_prose(t):
    """A column of prose about the body itself stands before the article."""
    about = f"{t.bureau}是主管全{t.level}{t.theme}工作的政府组成部门，内设科室{t.r.randint(5, 20)}个，下属单位{t.r.randint(2, 9)}家。近年来，累计服务企业{t.r.randint(100, 999)}家，发放资金{t.r.randint(10, 99)}亿元。"
    body = "".join(f"<p>{x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t) + f'<body><div>{nav(t)}</div><div class="l"><h4>机构简介</h4><p>{about}</p><h4>最新动态</h4><ul>{related(t)}</ul></div><div class="r"><h1>{t.title}</h1><p>发布日期：{t.published_iso()}</p><div><p>{t.number}</p><p>{t.salutation}</p>{body}'
            f'<p>{t.bureau}</p><p>{t.date()}</p></div></div><div class="f">{foot(t)}</div></body></html>')


def meta_below(t):
    """The index table stands below the letter, and an opinion poll below that."""
    body = "".join(f"<p>&#12288;&#12288;{'<b>' + x + '</b>' if k == 'h' else x}</p>" for k, x in [("s", t.opening)] + t.blocks)
    return (head(t, meta=False) + f'<body>{nav(t)}<h1>{t.title}</h1><div class="content"><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{t.bureau}</p><p>{t.date()}</p></div>'
            f'<table><tr><th>发文字号</th><td>{t.number}</td><th>公开日期</th><td>{t.published_iso()}</td></tr><tr><th>公开方式</th><td>主动公开</td><th>索引号</th><td>0{t.r.randint(1000, 9999)}</td></tr></table>'
            f'<form><p>您对本页内容是否满意？已有{t.r.randint(10, 99)}人参与，满意率{t.r.randint(80, 99)}%。</p><input type="radio">满意<input type="radio">不满意</form>{foot(t)}</body></html>')


def pdf_lines(t):
    """Pasted from PDF: a paragraph element each printed line, page numbers between."""
    lines = [line for k, x in [("s", t.opening)] + t.blocks for line in wrapped("　　" + x, 28).split("\n")]
    body = "".join(f"<p>{line}</p>" + (f"<p>— {i // 20 + 1} —</p>" if i % 20 == 19 else "") for i, line in enumerate(lines))
    return (head(t) + f'<body>{nav(t)}<h1>{t.title}</h1><p>时间：{t.published_iso()}</p><div class="pdf"><p>{t.number}</p><p>{t.salutation}</p>{body}<p>{"　" * 12}{t.bureau}</p><p>{"　" * 12}{t.date()}</p></div>{foot(t)}</body></html>')


TEMPLATES = [trs, ivs, word_mso, legacy_br, hanweb, divnest, figtable, form, wrongcs, dl, upper_div, nested_section, ucap_paged, tail_outside, bare_text, span_block, two_column,
             vue_cards, rows_table, open_paragraphs, mobile_first, pre_wrapped, ordered_list, xhtml_gb, merged_table,
             editable, sidebar_prose, meta_below, pdf_lines]
GB = {"legacy_br", "hanweb", "wrongcs", "xhtml_gb"}


def main():
    out, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    os.makedirs(out, exist_ok=True)
    truth = {}
    for template in TEMPLATES:
        for i in range(count):
            text = Text(f"{template.__name__}-{i}")
            page = template(text)
            name = f"{template.__name__}-{i:03d}.html"
            with open(os.path.join(out, name), "wb") as f:
                f.write(page.encode("gb18030" if template.__name__ in GB else "utf-8"))
            body = [text.opening] + [x.replace("　", " ").strip() for _, x in text.blocks]
            truth[name] = {
                "template": template.__name__, "held_out": template.__name__ in HELD_OUT, "body": body, "figures": text.figures,
                "tables": text.tables, "above": [text.number, text.salutation],
                "below": [text.bureau, text.date() if text.date() in page else text.date_chinese()], "title": text.title, "number": text.number, "date": text.iso(), "agency": text.bureau,
                "session": text.session, "proposal_number": text.serial,
                "published": text.published_iso() if text.published_iso() in page else None}
    with open(os.path.join(out, "truth.json"), "w", encoding="utf-8") as f:
        json.dump(truth, f, ensure_ascii=False, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
