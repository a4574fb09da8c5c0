import DafuEvaluation
import Testing

@testable import DafuLoad

private let goldObservations = """
  doc,value_text,value,unit,comparator,measure,metric,instrument,year,period_type,agency,status,optional
  a.md,1.29 万亿元,1290000000000,CNY,eq,level,loan_balance,科技贷款|科技型企业贷款,2024,instant,某市金融办,realized,
  a.md,超 500 亿元,"50,000,000,000",CNY,gt,level,loan_amount,甲贷+乙贷,2024,cumulative,某市金融办,realized,
  a.md,18.6%,18.6,percent|percentage_point,eq,change_yoy,loan_balance,科技贷款,2024,,某市金融办,realized,
  a.md,12 家,12,count,eq,level,institution_count,_Z,2023|2024,instant,,,
  a.md,12 家,12,count,eq,level,visit_count,_Z,2025,duration,,realized,
  a.md,3 家,3,count,eq,level,visit_count,_Z,2025,duration,,realized,1
  b.html,约 2 亿元,200000000,CNY,approx,level,loan_amount,保险+期货,2022,duration,某省财政厅,planned,
  b.html,7 个,7,count,eq,level,park_count,,2022,,,,

  """

private let goldDocuments = """
  doc,title,date,co_agencies,disposition
  a.md,关于第1号提案的答复,2025-01-02,甲局;乙局,A|A类
  b.html,关于第2号建议的答复,,丙局,B
  c.txt,没有读到的文件,2020-01-01,,

  """

private let observations = """
  observation_id,document_id,year,period_type,agency_name,instrument,instrument_name,metric,measure,value,unit,comparator,value_text,status,confidence
  1,A,2024,instant,某市 金融办,tech,科技信贷,loan_balance,level,1290000000000,CNY,eq,1.29 万亿元,realized,0.95
  2,A,2024,duration,某市金融办,jia+yi,甲贷+“乙贷”,loan_amount,level,50000000000.00,CNY,gt,超 500 亿元,realized,0.9
  3,A,2023,instant,某市金融办,tech,科技贷款,loan_balance,change_yoy,18.60,percent,eq,18.6%,realized,0.5
  4,A,2025,duration,,_Z,,visit_count,level,12,count,eq,12 家,realized,1
  5,A,2024,instant,,_Z,,institution_count,level,12,count,ge,12 家,realized,0.85
  6,A,2024,instant,,_Z,,institution_count,level,99,count,eq,99 家,realized,0.05
  7,B,2022,duration,某省财政厅,ins-fut,保险＋期货,loan_amount,level,200000000,CNY,approx,约 2 亿元,planned,0.89
  8,Z,2022,duration,某省财政厅,_Z,,loan_amount,level,1,CNY,approx,1元,planned,0.89

  """

private let documents = """
  document_id,path,title,date,co_agencies,disposition
  A,x/a.md,关于第1号提案的答复,2025-01-02,乙局; 甲局,A类
  B,x/b.html,关于第 2 号建议的答复,,丙局;丁局,

  """

private let instruments = """
  code,name,aliases
  tech,科技贷款,科技信贷|科技型企业贷款
  jia,甲贷,
  yi,乙贷,
  ins-fut,保险＋期货,

  """

@Suite struct EvaluationTests {
  private func result(instruments: String? = instruments, withDocuments: Bool = true) throws -> EvaluationReport {
    let gold = try TemporaryFolder()
    let release = try TemporaryFolder()
    try gold.write("observations.csv", goldObservations)
    if withDocuments { try gold.write("documents.csv", goldDocuments) }
    try release.write("observations.csv", "\u{FEFF}" + observations)
    try release.write("documents.csv", documents)
    if let instruments { try release.write("instruments.csv", instruments) }
    return EvaluationReport(try Evaluation.evaluate(gold: gold.path, release: release.path))
  }

  @Test func summaryAndFields() throws {
    #expect(
      try result().summary == """
        quantity  P 0.714  R 0.714  F1 0.714
        key       P 0.571  R 0.571  F1 0.571
        full      P 0.429  R 0.429  F1 0.429
        fields    comparator 5/6  measure 6/6  metric 6/6  instrument 6/6  year 5/6  period_type 4/5  agency 4/4  status 5/5
        rows      {'gold': 7, 'said': 7, 'paired': 6} {'right': 5, 'of': 9, 'accuracy': 0.5556}

        """)
  }

  @Test func missesNameWhatWasWantedAndSaid() throws {
    #expect(
      try result().misses == """
        a.md\t18.6%\tyear\t2024\t2023
        a.md\t超 500 亿元\tperiod_type\tcumulative\tduration
        a.md\t12 家\tcomparator\teq\tge
        a.md\t99 家\textra\t\t99 count
        b.html\t7 个\tmissed\t7 count\t
        b.html\tco_agencies\tdocument\t丙局\t丙局;丁局
        b.html\tdisposition\tdocument\tB\t
        c.txt\ttitle\tdocument\t没有读到的文件\t
        c.txt\tdate\tdocument\t2020-01-01\t

        """)
  }

  @Test func withoutAliasesAndDocuments() throws {
    let report = try result(instruments: nil, withDocuments: false)
    #expect(report.summary.hasSuffix("} \n"))
    #expect(report.result.documents == nil)
    #expect(
      report.json == """
        {"quantity": {"precision": 0.7143, "recall": 0.7143, "f1": 0.7143}, "key": {"precision": 0.4286, "recall": 0.4286, "f1": 0.4286}, "full": {"precision": 0.2857, "recall": 0.2857, "f1": 0.2857}, "fields": {"comparator": "5/6", "measure": "6/6", "metric": "6/6", "instrument": "5/6", "year": "5/6", "period_type": "4/5", "status": "5/5", "agency": "4/4"}, "rows": {"gold": 7, "said": 7, "paired": 6}}

        """)
  }

  @Test func anAliasThatTwoCodesClaimIsNobodys() throws {
    let shared = instruments + "other,科技贷款,科技型企业贷款\n"
    #expect(try result(instruments: shared).result.key.f1 < result().result.key.f1)
  }

  @Test func calibrationCountsEachFigureOnce() throws {
    let report = try result()
    let bands = report.result.calibration
    #expect(bands.map(\.figures) == [1, 0, 0, 0, 0, 1, 0, 0, 2, 3])
    #expect(bands.map(\.right) == [0, 0, 0, 0, 0, 0, 0, 0, 1, 2])
    #expect(report.calibration.contains("0.9–1.0          3      2  0.667\n"))
    #expect(report.calibration.contains("0.1–0.2          0      0      -\n"))
  }

  @Test func aReleaseThatIsNotThereIsNamed() throws {
    let gold = try TemporaryFolder()
    try gold.write("observations.csv", goldObservations)
    let error = #expect(throws: EvaluationError.self) {
      try Evaluation.evaluate(gold: gold.path, release: gold.path + "/nowhere")
    }
    #expect(error?.description.contains("nowhere/documents.csv") == true)
  }
}
