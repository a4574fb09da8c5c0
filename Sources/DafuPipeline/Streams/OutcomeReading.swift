import DafuModel

/// The outcomes from their stage stream form, key by key in the order of the keys.
extension JSONLineReader {
  mutating func extractOutcome() throws(Mismatch) -> ExtractOutcome {
    try object { json throws(Mismatch) in
      if json.key(ifNext: "document") { return .document(try json.replyDocument()) }
      try json.key("rejected")
      return .rejected(try json.rejection())
    }
  }

  mutating func normalizeOutcome() throws(Mismatch) -> NormalizeOutcome {
    try object { json throws(Mismatch) in
      if json.key(ifNext: "normalized") { return .document(try json.normalizedDocument()) }
      try json.key("rejected")
      return .rejected(try json.rejection())
    }
  }

  // MARK: Documents

  private mutating func replyDocument() throws(Mismatch) -> ReplyDocument {
    try object { json throws(Mismatch) in
      try json.key("blocks")
      let blocks = try json.array { json throws(Mismatch) in try json.block() }
      let findings = try json.findings()
      let format: DocumentFormat = try json.value("format")
      try json.key("metadata")
      let metadata = try json.metadata()
      let path = try json.text("path")
      let sha256 = try json.text("sha256")
      try json.key("tables")
      let tables = try json.array { json throws(Mismatch) in try json.table() }
      try json.key("text")
      return ReplyDocument(
        path: path, format: format, sha256: sha256, metadata: metadata, text: try json.normalizedText(),
        blocks: blocks, tables: tables, findings: findings)
    }
  }

  private mutating func normalizedText() throws(Mismatch) -> NormalizedText {
    try object { json throws(Mismatch) in
      try json.key("runs")
      let runs = try json.array { json throws(Mismatch) in
        NormalizedText.Run(start: try json.integer(), source: try json.integer(), count: try json.integer())
      }
      try json.key("text")
      return NormalizedText(utf8: try json.utf8(), runs: runs)
    }
  }

  private mutating func block() throws(Mismatch) -> Block {
    try object { json throws(Mismatch) in
      let kind = try json.blockKind()
      let level = try json.number("level")
      try json.key("range")
      let range = try json.range()
      try json.key("section")
      let section = try json.repeatedTexts()
      try json.key("sentences")
      return Block(
        kind: kind, range: range, level: level, section: section,
        sentences: try json.array { json throws(Mismatch) in try json.range() })
    }
  }

  private mutating func blockKind() throws(Mismatch) -> Block.Kind {
    try key("kind")
    let text = try string()
    // Nearly all are paragraphs.
    if text == Block.Kind.paragraph.rawValue { return .paragraph }
    guard let kind = Block.Kind(rawValue: text) else { throw Mismatch() }
    return kind
  }

  private mutating func table() throws(Mismatch) -> DataTable {
    try object { json throws(Mismatch) in
      let caption = try json.range(ifNext: "caption")
      let headerRows = try json.number("headerRows")
      try json.key("rows")
      let rows = try json.array { json throws(Mismatch) in
        try json.array { json throws(Mismatch) in try json.cell() }
      }
      let section = try json.texts("section")
      return DataTable(
        rows: rows, headerRows: headerRows, caption: caption, unitNote: try json.range(ifNext: "unitNote"),
        section: section)
    }
  }

  private mutating func cell() throws(Mismatch) -> DataTable.Cell {
    try object { json throws(Mismatch) in
      let indent = try json.number("indent")
      try json.key("isHeader")
      let isHeader = try json.boolean()
      try json.key("range")
      return DataTable.Cell(range: try json.range(), isHeader: isHeader, indent: indent)
    }
  }

  private mutating func metadata() throws(Mismatch) -> ReplyMetadata {
    try object { json throws(Mismatch) in
      var metadata = ReplyMetadata()
      if json.key(ifNext: "addressedBody") { metadata.addressedBody = try json.value() }
      metadata.coAgencies = try json.texts("coAgencies")
      if json.key(ifNext: "date") { metadata.date = try json.date() }
      metadata.disclosure = try json.text(ifNext: "disclosure")
      metadata.disposition = try json.text(ifNext: "disposition")
      metadata.documentNumber = try json.text(ifNext: "documentNumber")
      metadata.issuingBody = try json.text(ifNext: "issuingBody")
      metadata.proposalNumber = try json.text(ifNext: "proposalNumber")
      metadata.proposalTitle = try json.text(ifNext: "proposalTitle")
      if json.key(ifNext: "published") { metadata.published = try json.date() }
      metadata.session = try json.text(ifNext: "session")
      metadata.title = try json.text(ifNext: "title")
      metadata.url = try json.text(ifNext: "url")
      return metadata
    }
  }

  private mutating func findings() throws(Mismatch) -> [Finding] {
    try key("findings")
    return try array { json throws(Mismatch) in
      try json.object { json throws(Mismatch) in
        let code = try json.text("code")
        let message = try json.text("message")
        let range = try json.range(ifNext: "range")
        return Finding(code: code, severity: try json.value("severity"), message: message, range: range)
      }
    }
  }

  private mutating func rejection() throws(Mismatch) -> Rejection {
    try object { json throws(Mismatch) in
      let message = try json.text("message")
      let path = try json.text("path")
      let reason: Rejection.Reason = try json.value("reason")
      return Rejection(path: path, reason: reason, message: message, sha256: try json.text(ifNext: "sha256"))
    }
  }

  // MARK: Normalized documents

  private mutating func normalizedDocument() throws(Mismatch) -> NormalizedDocument {
    try object { json throws(Mismatch) in
      try json.key("codes")
      let codes = try json.dictionary { json throws(Mismatch) in
        try json.array { json throws(Mismatch) in try json.code() }
      }
      let findings = try json.findings()
      try json.key("observations")
      // Neighbours have many texts in common.
      var former: Observation?
      let observations = try json.array { json throws(Mismatch) in
        let observation = try json.observation(after: former)
        former = observation
        return observation
      }
      try json.key("record")
      return NormalizedDocument(
        record: try json.record(), observations: observations, codes: codes, findings: findings)
    }
  }

  private mutating func code() throws(Mismatch) -> Code {
    try object { json throws(Mismatch) in
      let aliases = try json.texts("aliases")
      let code = try json.text("code")
      let domain = try json.text(ifNext: "domain")
      let measure = try json.text(ifNext: "measure")
      let name = try json.text("name")
      let nameEnglish = try json.text("nameEnglish")
      let parent = try json.text(ifNext: "parent")
      let refArea = try json.text(ifNext: "refArea")
      let scale = try json.text(ifNext: "scale")
      let status: Code.Status = try json.value("status")
      return Code(
        code: code, name: name, nameEnglish: nameEnglish, aliases: aliases, parent: parent, refArea: refArea,
        domain: domain, measure: measure, symbol: try json.text(ifNext: "symbol"), scale: scale, status: status)
    }
  }

  private mutating func record() throws(Mismatch) -> DocumentRecord {
    try object { json throws(Mismatch) in
      let agency = try json.text("agency")
      let agencyName = try json.text("agencyName")
      let coAgencyNames = try json.texts("coAgencyNames")
      let documentID = try json.text("documentID")
      let format: DocumentFormat = try json.value("format")
      try json.key("metadata")
      let metadata = try json.metadata()
      let path = try json.text("path")
      let refArea = try json.text("refArea")
      let refAreaName = try json.text("refAreaName")
      return DocumentRecord(
        documentID: documentID, path: path, format: format, sha256: try json.text("sha256"), metadata: metadata,
        agency: agency, agencyName: agencyName, refArea: refArea, refAreaName: refAreaName,
        coAgencyNames: coAgencyNames)
    }
  }

  private mutating func derivation() throws(Mismatch) -> Derivation {
    try object { json throws(Mismatch) in
      var derivation = Derivation()
      derivation.agency = try json.text(ifNext: "agency")
      derivation.alignment = try json.text(ifNext: "alignment")
      derivation.instrument = try json.text(ifNext: "instrument")
      derivation.measure = try json.text(ifNext: "measure")
      derivation.metric = try json.text(ifNext: "metric")
      derivation.period = try json.text(ifNext: "period")
      derivation.status = try json.text(ifNext: "status")
      derivation.subject = try json.text(ifNext: "subject")
      derivation.table = try json.text(ifNext: "table")
      while let field = try json.anyKey() {
        guard derivation[field] == nil else { throw Mismatch() }
        derivation[field] = try json.string()
      }
      return derivation
    }
  }

  private mutating func observation(after former: Observation?) throws(Mismatch) -> Observation {
    try object { json throws(Mismatch) in
      let agency = try json.text("agency", like: former?.agency)
      let agencyBasis: AgencyBasis = try json.value("agencyBasis", like: former?.agencyBasis)
      let agencyName = try json.text("agencyName", like: former?.agencyName)
      let comparator: Comparator = try json.value("comparator", like: former?.comparator)
      let confidence = try json.decimal("confidence")
      try json.key("derivation")
      var derivation = Derivation()
      if json.keepsDerivations { derivation = try json.derivation() } else { try json.passStrings() }
      let documentID = try json.text("documentID", like: former?.documentID)
      let end = try json.number("end")
      let evidence = try json.text("evidence", like: former?.evidence)
      let instrument = try json.text("instrument", like: former?.instrument)
      let instrumentName = try json.text("instrumentName", like: former?.instrumentName)
      let measure: Measure = try json.value("measure", like: former?.measure)
      let metric = try json.text("metric", like: former?.metric)
      let metricName = try json.text("metricName", like: former?.metricName)
      let observationID = try json.text("observationID", like: former?.observationID)
      try json.key("period")
      let period = try json.period(after: former?.period)
      let refArea = try json.text("refArea", like: former?.refArea)
      let refAreaName = try json.text("refAreaName", like: former?.refAreaName)
      let rule = try json.text("rule", like: former?.rule)
      let section = try json.text("section", like: former?.section)
      let start = try json.number("start")
      let status: ObservationStatus = try json.value("status", like: former?.status)
      let subject = try json.text("subject", like: former?.subject)
      let unit = try json.text("unit", like: former?.unit)
      let unitText = try json.text("unitText", like: former?.unitText)
      let value = try json.decimal("value")
      return Observation(
        observationID: observationID, documentID: documentID, period: period, agency: agency, agencyName: agencyName,
        agencyBasis: agencyBasis, instrument: instrument, instrumentName: instrumentName, metric: metric,
        metricName: metricName, subject: subject, measure: measure, value: value, unit: unit, unitText: unitText,
        comparator: comparator, valueText: try json.text("valueText", like: former?.valueText), status: status,
        refArea: refArea,
        refAreaName: refAreaName, section: section, evidence: evidence, start: start, end: end,
        confidence: confidence, rule: rule, derivation: derivation)
    }
  }

  private mutating func period(after former: Period?) throws(Mismatch) -> Period {
    try object { json throws(Mismatch) in
      let basis: PeriodBasis = try json.value("basis", like: former?.basis)
      try json.key("end")
      let end = try json.date()
      try json.key("start")
      let start = try json.date()
      return Period(start: start, end: end, type: try json.value("type", like: former?.type), basis: basis)
    }
  }

  // MARK: Members

  private mutating func text(_ name: StaticString, like former: String? = nil) throws(Mismatch) -> String {
    try key(name)
    return try string(like: former)
  }

  private mutating func text(ifNext name: StaticString) throws(Mismatch) -> String? {
    key(ifNext: name) ? try string() : nil
  }

  private mutating func texts(_ name: StaticString) throws(Mismatch) -> [String] {
    try key(name)
    return try array { json throws(Mismatch) in try json.string() }
  }

  private mutating func number(_ name: StaticString) throws(Mismatch) -> Int {
    try key(name)
    return try integer()
  }

  private mutating func value<Value: RawRepresentable<String>>(
    _ name: StaticString, like former: Value? = nil
  ) throws(Mismatch) -> Value {
    try key(name)
    if let former, passes(former.rawValue) { return former }
    return try value()
  }

  private mutating func value<Value: RawRepresentable<String>>() throws(Mismatch) -> Value {
    guard let value = Value(rawValue: try string()) else { throw Mismatch() }
    return value
  }

  private mutating func date() throws(Mismatch) -> CivilDate {
    guard let date = CivilDate(try string()) else { throw Mismatch() }
    return date
  }

  private mutating func decimal(_ name: StaticString) throws(Mismatch) -> ExactDecimal {
    try key(name)
    return try plain { ExactDecimal(utf8: $0) }
  }

  private mutating func range(ifNext name: StaticString) throws(Mismatch) -> Range<Int>? {
    key(ifNext: name) ? try range() : nil
  }

  private mutating func range() throws(Mismatch) -> Range<Int> {
    let (lower, upper) = try pair()
    guard lower <= upper else { throw Mismatch() }
    return lower..<upper
  }
}
