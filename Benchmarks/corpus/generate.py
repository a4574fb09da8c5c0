#!/usr/bin/env python3
"""Writes a corpus for measuring speed: invented replies in pages of twelve sites, XML and Markdown. Standard library only.

usage: generate.py OUT_DIR COUNT [SEED] [--only html|xml|markdown]

Of COUNT documents 90 % are HTML of 40 to 120 KB (bodies of 2 to 8 thousand characters, 20 to 60 figures), 5 % XML and 5 %
Markdown, in the folders `html`, `xml` and `markdown`, a thousand files a folder. Half of a page is script and style, as on
the sites of public bodies; the rest is menus, lists of links and the letter. The same arguments give the same bytes.
`manifest.json` says how many files and bytes there are.
"""
import argparse, importlib.util, json, os, random, sys
from html import escape
from prose import Reply

HERE = os.path.dirname(os.path.abspath(__file__))
specification = importlib.util.spec_from_file_location("pages", os.path.join(HERE, "..", "pages", "generate.py"))
pages = importlib.util.module_from_spec(specification)
specification.loader.exec_module(pages)

SITES = [pages.trs, pages.ivs, pages.editable, pages.legacy_br, pages.hanweb, pages.divnest, pages.figtable, pages.form,
         pages.ucap_paged, pages.vue_cards, pages.xhtml_gb, pages.tail_outside]
WORDS = ["通知公告", "政策解读", "领导信息", "机构职能", "财政预决算", "建议提案", "双随机", "行政许可", "招商引资", "便民服务", "在线访谈", "数据开放"]


class Site:
    """What all pages of a site have in common: scripts, styles and menus up to its page size."""

    def __init__(self, template, place, seed):
        r = random.Random(f"{seed}-site-{place}")
        self.template = template
        self.encoding = "gb18030" if template.__name__ in pages.GB else "utf-8"
        # The bytes of the letter, about 20 KB in UTF-8, come on top.
        size = 24_000 + 70_000 * place // (len(SITES) - 1)
        self.head = self.script(r, size * 3 // 8) + self.style(r, size // 5)
        self.menu = self.links(r, size // 4)
        self.foot = self.links(r, size // 10) + self.script(r, size // 12)

    def script(self, r, size):
        parts, length = ["<script type=\"text/javascript\">\n"], 0
        while length < size:
            n = int(r.random() * 1e6)
            part = (f"function show{n}(a,b){{if(a&&b<{n % 97}){{document.getElementById('box{n % 31}').innerHTML='<li>'+a.title+'</li>';"
                    f"return a.list.length>{n % 13}?b:-1;}}for(var i=0;i<a.length;i++){{b+=a[i].width*{n % 7};}}/* 栏目 {n} */return b;}}\n")
            parts.append(part)
            length += len(part)
        return "".join(parts) + "</script>"

    def style(self, r, size):
        parts, length = ["<style>\n"], 0
        while length < size:
            n = int(r.random() * 1e5)
            part = f".c{n} li a:hover,.c{n}>p{{font-size:{12 + n % 9}px;color:#{n % 4096:03x};background:url(/images/{n}.png) no-repeat;margin:0 {n % 20}px}}\n"
            parts.append(part)
            length += len(part)
        return "".join(parts) + "</style>"

    def links(self, r, size):
        parts, length = ["<div class=\"menu\"><ul class=\"level1\">"], 0
        while length < size:
            n = int(r.random() * 1e6)
            part = (f"<li id=\"m{n}\" class=\"item c{n % 40}\"><a href=\"/col/col{n}/index.html\" target=\"_blank\" title=\"{WORDS[n % 12]}\">"
                    f"<span class=\"ico\">{WORDS[n % 12]}</span></a></li>\n")
            parts.append(part)
            length += len(part) + 24
        return "".join(parts) + "</ul></div>"

    def page(self, reply):
        page = self.template(reply)
        page = page.replace("</head>", self.head + "</head>", 1)
        body = page.index(">", page.index("<body")) + 1 if "<body" in page else 0
        page = page[:body] + self.menu + page[body:]
        end = page.rfind("</body>")
        page = page[:end] + self.foot + page[end:] if end >= 0 else page + self.foot
        return page.encode(self.encoding)


def xml(reply):
    parts = [f"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<公文 类型=\"{reply.kind}答复\">\n  <标题>{escape(reply.title)}</标题>\n"
             f"  <发文机关>{reply.bureau}</发文机关>\n  <发文字号>{reply.number}</发文字号>\n  <成文日期>{reply.date()}</成文日期>\n  <正文>\n"
             f"    <段>{reply.salutation}</段>\n    <段>{escape(reply.opening)}</段>\n"]
    parts += [f"    <{'小标题' if k == 'h' else '段'}>{escape(x)}</{'小标题' if k == 'h' else '段'}>\n" for k, x in reply.blocks]
    parts.append(f"    <落款>{reply.bureau}</落款>\n    <日期>{reply.date()}</日期>\n  </正文>\n</公文>\n")
    return "".join(parts).encode()


def markdown(reply):
    parts = [f"# {reply.title}\n\n{reply.number}\n\n{reply.salutation}\n\n{reply.opening}\n\n"]
    parts += [("## " if k == "h" else "") + x + "\n\n" for k, x in reply.blocks]
    table = reply.table()
    parts.append("\n".join(["| " + " | ".join(row) + " |" for row in table[:1] + [["---"] * 3] + table[1:]]) + "\n\n")
    parts.append(f"{reply.bureau}\n\n{reply.date()}\n")
    return "".join(parts).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("count", type=int)
    parser.add_argument("seed", nargs="?", default="1")
    parser.add_argument("--only", choices=["html", "xml", "markdown"])
    options = parser.parse_args()
    made = {"count": options.count, "seed": options.seed, "only": options.only}
    manifest = os.path.join(options.out, "manifest.json")
    if os.path.exists(manifest):
        with open(manifest) as file:
            known = json.load(file)
        if {key: known[key] for key in made} == made:
            return
    sites = [Site(template, place, options.seed) for place, template in enumerate(SITES)]
    files, size = {"html": 0, "xml": 0, "markdown": 0}, {"html": 0, "xml": 0, "markdown": 0}
    endings = {"html": "html", "xml": "xml", "markdown": "md"}
    for number in range(options.count):
        form = options.only or {18: "xml", 19: "markdown"}.get(number % 20, "html")
        reply = Reply(f"{options.seed}-{number}", number + 1)
        data = xml(reply) if form == "xml" else markdown(reply) if form == "markdown" else sites[number % len(sites)].page(reply)
        folder = os.path.join(options.out, form, f"{number // 1000:03d}")
        if number % 1000 == 0 or not os.path.isdir(folder):
            os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{number:06d}.{endings[form]}"), "wb") as file:
            file.write(data)
        files[form] += 1
        size[form] += len(data)
    with open(manifest, "w") as file:
        json.dump(made | {"files": files, "bytes": size}, file)


if __name__ == "__main__":
    sys.exit(main())
