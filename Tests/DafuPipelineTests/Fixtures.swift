/// Replies of invented bodies about invented figures, in several formats, and a pipeline for them.
enum Fixtures {
  static let pipeline = """
    dataset:
      name: figures
      title: Figures
      title_zh: 数据
      description: Invented.
      licence: CC0-1.0
      publisher: nobody
    inputs: [replies]
    codelists: \(Repository.path("pipelines/codelists"))
    checks:
      minimum_documents: 1
    outputs:
      directory: out
      formats: [csv, json]
    """

  static func text(number: Int, amount: String) -> String {
    """
    关于市政协第\(number)号提案的答复

    苏财复〔2024〕\(number)号

    王委员：

    您提出的关于支持小微企业融资的提案收悉，现答复如下：

    一、信贷投放情况

    截至2023年末，全市普惠小微贷款余额\(amount)亿元，同比增长12.5%。2023年，市财政局安排贴息资金3200万元，惠及企业1500家。

    二、下一步打算

    力争2025年新增科技型企业贷款50亿元以上。

    无锡市财政局
    2024年6月\(number % 28 + 1)日
    """
  }

  static func html(number: Int) -> String {
    """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>对第\(number)号建议的答复</title></head><body>
    <div class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
    <div class="content"><h1>关于市十六届人大二次会议第\(number)号建议的答复</h1>
    <p>李代表：</p><p>您提出的关于加快绿色金融发展的建议收悉，经研究，现答复如下：</p>
    <p>2022年，全市发行绿色债券18.6亿元，绿色贷款余额突破400亿元，较年初增长21%。</p>
    <table><caption>单位：亿元</caption><tr><th>项目</th><th>2021年</th><th>2022年</th></tr>
    <tr><td>绿色贷款余额</td><td>330.5</td><td>400.2</td></tr></table>
    <p>下一步，我局将继续推动绿色保险增量扩面。</p>
    <p>徐州市地方金融监督管理局</p><p>2023年5月8日</p></div>
    <div class="footer">网站标识码 3203000001</div></body></html>
    """
  }

  static let markdown = """
    # 对省政协十三届一次会议第88号提案的答复

    张委员：

    您提出的关于做好政府性融资担保的提案收悉，现答复如下：

    ## 一、基本情况

    2023年，全省政府性融资担保机构新增担保业务1.29万亿元，在保余额92.0696亿元，平均担保费率不超过1%。

    浙江省财政厅

    2024年7月2日
    """

  static let xml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <答复><标题>关于第9号提案的答复</标题><发布机构>厦门市财政局</发布机构><成文日期>2023-06-01</成文日期>
    <正文><p>陈委员：</p><p>您的提案收悉，现答复如下：</p>
    <p>2022年，我局拨付创业担保贷款贴息资金5600万元，带动就业1.2万人。</p>
    <p>厦门市财政局</p><p>2023年6月1日</p></正文></答复>
    """

  /// A folder with a pipeline file and some replies of every format.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("pipeline.yml", pipeline)
    for number in 1...6 {
      try folder.write("replies/text/\(number).txt", text(number: number, amount: "\(number * 100).5"))
    }
    try folder.write("replies/9.html", html(number: 9))
    try folder.write("replies/a/b/c.md", markdown)
    try folder.write("replies/答复.xml", xml)
    return folder
  }
}
