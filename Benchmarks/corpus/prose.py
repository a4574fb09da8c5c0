"""Invented replies of any length: what `generate.py` puts into pages. Standard library only.

A reply has the attributes that the templates of `../pages/generate.py` ask for. Names of areas come from the codelist;
everything else is made up. Figures stand about as densely as in real replies: one in some hundred characters.
"""
import csv, os, random

HERE = os.path.dirname(os.path.abspath(__file__))
AREAS = os.path.join(HERE, "..", "..", "pipelines", "codelists", "areas.csv")
OFFICES = ["财政局", "科学技术局", "农业农村局", "工业和信息化局", "商务局", "人力资源和社会保障局", "生态环境局", "地方金融管理局", "市场监督管理局",
           "住房和城乡建设局", "文化和旅游局", "发展和改革委员会"]
THEMES = ["普惠小微贷款", "科技贷款", "绿色贷款", "涉农贷款", "创业担保贷款", "知识产权质押贷款", "制造业中长期贷款", "农业保险", "绿色债券",
          "政府性融资担保", "供应链金融", "科技创新再贷款"]
PRODUCTS = ["青禾贷", "云桥贷", "满仓贷", "匠心贷", "星火贷", "畅融保", "兴企贷", "丰穗保", "蓝海贷", "助航贷"]
TERMS, MEETINGS = ["十一", "十二", "十三", "十四"], "一二三四五"
# Sentences with their figures; {y} is last year, {l} the level of the area, {t} {u} two themes, {p} a product.
FIGURES = [
    (3, "截至{y}年末，全{l}{t}余额{a}亿元，同比增长{b}%，支持企业{n}家。"),
    (4, "{y}年，全{l}累计投放{t}{c}万元，惠及农户{n}户，平均利率{b}%，比上年下降{d}个百分点。"),
    (2, "其中，{u}余额{a}亿元，占全部贷款的{b}%。"),
    (3, "“{p}”产品上线以来，为{n}户经营主体授信{a}亿元，户均{e}万元。"),
    (2, "力争到{z}年，{t}规模突破{a}亿元，覆盖面不低于{b}%。"),
    (3, "{l}级财政安排贴息资金{c}万元，拨付风险补偿资金{e}万元，撬动{t}{a}亿元。"),
    (3, "{y}年全{l}新设服务站点{n}个，培训人员{m}人次，群众满意率达到{b}%。"),
    (2, "全{l}政府性融资担保机构在保余额{a}亿元，放大倍数{f}倍。"),
    (3, "一季度，全{l}发行{u}{a}亿元，较上年同期多{e}亿元，平均期限{f}年。"),
    (2, "不良率{d}%，较年初下降{e}个基点。"),
    (1, "对符合条件的项目，单户最高给予{e}万元补助。"),
    (3, "组织银企对接活动{f}场，达成意向{m}项，涉及金额{a}亿元。"),
]
PLAIN = [
    "一是完善工作机制，由分管领导牵头建立部门联席会议制度，定期会商解决工作推进中的困难和问题。",
    "我们把政策宣传送到车间和田头，组织业务骨干逐户讲解申请条件和办理流程，让经营主体知晓政策、会用政策。",
    "您在来信中反映的手续繁、环节多等问题，确实在一些地方不同程度存在，需要各有关方面共同努力加以改进。",
    "针对信息不对称的问题，我们推动部门之间依法共享数据，并由平台对经营主体作出画像，供金融机构参考使用。",
    "在风险分担方面，银行、担保机构和再担保机构按约定比例承担责任，既不让一家独担，也防止道德风险。",
    "下一步，我们将认真吸纳您的意见，把有关内容写进年度工作要点，明确责任科室和完成时限，并加强跟踪督办。",
    "需要说明的是，这项政策由上级部门统一制定，地方在执行中应当遵守统一的标准，不宜自行扩大范围。",
    "对发展前景好、暂时遇到困难的企业，引导金融机构不盲目抽贷、断贷、压贷，通过展期、续贷等方式给予支持。",
    "同时，注重发挥行业协会和商会的桥梁作用，及时收集企业诉求，推动形成问题发现、交办、反馈的工作闭环。",
    "经与有关部门会商，我们认为您的建议切中要害，对改进工作很有参考价值，已经研究采纳。",
]


def cities():
    """Names of cities that a reply can come from, without their province."""
    with open(AREAS, encoding="utf-8-sig") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["level"] in ("prefecture", "capital", "planned")]
    bare = [name.split("省")[-1].split("自治区")[-1] for name in names if name.endswith("市")]
    return sorted(set(bare))


CITIES = cities()


class Reply:
    """One invented reply; the same seed gives the same."""

    def __init__(self, seed, number):
        r = self.r = random.Random(seed)
        self.place = CITIES[int(r.random() * len(CITIES))]
        self.short, self.level = self.place[:-1], "市"
        self.bureau = self.place + r.choice(OFFICES)
        self.theme = r.choice(THEMES)
        self.kind = "提案" if r.random() < 0.6 else "建议"
        self.year = 2015 + int(r.random() * 11)
        self.day = (4 + int(r.random() * 6), 1 + int(r.random() * 28))
        self.published = (self.day[0] + int(r.random() * 3), 1 + int(r.random() * 28))
        self.serial = f"{number % 10000:04d}"
        term, meeting = r.choice(TERMS), r.choice(MEETINGS)
        self.session = f"{term}届{meeting}次会议"
        self.meeting = f"{self.level}政协{self.session}" if self.kind == "提案" else f"{self.level}{term}届人大{meeting}次会议"
        self.title = f"{self.bureau}关于{self.meeting}第{self.serial}号{self.kind}的答复"
        self.number = f"{self.short}函〔{self.year}〕{number}号"
        self.subject = f"关于加快发展{self.theme} 服务实体经济的{self.kind}"
        self.salutation = "尊敬的" + ("委员：" if self.kind == "提案" else "代表：")
        self.opening = f"您提出的《{self.subject}》收悉。我局会同{self.level}发展改革委、{self.level}教育局认真研究，现答复如下："
        self.figures, self.tables, self.blocks = [], [], []
        self.write(2000 + int(r.random() * 5800), 20 + int(r.random() * 40))

    def write(self, characters, figures):
        """Fills the body with about so many characters and so many figures."""
        r, length, told = self.r, 0, 0
        heads = ["工作开展情况", f"关于“完善{self.theme}机制”的建议", f"关于“推广{r.choice(PRODUCTS)}”的建议", "下一步打算"]
        part, paragraph = 0, []
        while length < characters or told < figures:
            if length >= characters * part / len(heads) and part < len(heads) and not paragraph:
                self.blocks.append(("h", "一二三四"[part] + "、" + heads[part]))
                part += 1
            behind = told * characters < length * figures or length >= characters
            sentence = self.figure_sentence() if behind and told < figures else r.choice(PLAIN)
            told += sentence[0] if isinstance(sentence, tuple) else 0
            text = sentence[1] if isinstance(sentence, tuple) else sentence
            paragraph.append(text)
            length += len(text)
            if len(paragraph) > 2 and r.random() < 0.4:
                self.blocks.append(("p", "".join(paragraph)))
                paragraph = []
        if paragraph:
            self.blocks.append(("p", "".join(paragraph)))
        self.blocks.append(("p", f"感谢您对{self.short}{self.theme}工作的关心和支持。"))

    def figure_sentence(self):
        r = self.r
        x = r.random()
        count, shape = FIGURES[int(r.random() * len(FIGURES))]
        small = f"{0.1 + x * 3:.2f}"
        return count, shape.format(
            y=self.year - 1, z=self.year + 2, l=self.level, t=self.theme if x < 0.5 else r.choice(THEMES), u=r.choice(THEMES),
            p=r.choice(PRODUCTS), a=f"{1 + x * 900:.2f}" if x > 0.3 else f"{1 + x * 90:.1f}", b=f"{1 + r.random() * 60:.1f}",
            c=f"{int(1000 + x * 8999):,}", d=small, e=10 + int(r.random() * 290), f=f"{1 + x * 9:.1f}",
            n=f"{1 + x * 5:.2f}万" if x > 0.7 else 20 + int(x * 5000), m=30 + int(r.random() * 900))

    def table(self):
        rows = [["指标", f"{self.year - 2}年", f"{self.year - 1}年"]]
        for label in ["贷款余额（亿元）", "同比增长（%）", "担保户数（户）"]:
            rows.append([label] + [f"{self.r.uniform(1, 900):.2f}" for _ in range(2)])
        return rows

    def date(self):
        return f"{self.year}年{self.day[0]}月{self.day[1]}日"

    def date_chinese(self):
        digits = "〇一二三四五六七八九"

        def small(n):
            return digits[n] if n < 10 else ("十" if n < 20 else digits[n // 10] + "十") + (digits[n % 10] if n % 10 else "")
        return "".join(digits[int(c)] for c in str(self.year)) + "年" + small(self.day[0]) + "月" + small(self.day[1]) + "日"

    def iso(self):
        return f"{self.year}-{self.day[0]:02d}-{self.day[1]:02d}"

    def published_iso(self):
        return f"{self.year}-{self.published[0]:02d}-{self.published[1]:02d}"

    def related(self):
        r = self.r
        return [f"关于{self.level}政协会议第{int(r.random() * 900):04d}号提案的答复" for _ in range(12)]
