import DafuModel

/// The stage stream form of the outcomes, key by key in the order of the keys.
///
/// `JSONEncoder` gives the same bytes from the types' `Codable` form and takes ten times as long.
extension JSONLineWriter {
  mutating func write(_ outcome: ExtractOutcome) {
    object {
      switch outcome {
      case .document(let document):
        $0.key("document")
        $0.write(document)
      case .rejected(let rejection):
        $0.key("rejected")
        $0.write(rejection)
      }
    }
  }

  mutating func write(_ outcome: NormalizeOutcome) {
    object {
      switch outcome {
      case .document(let document):
        $0.key("normalized")
        $0.write(document)
      case .rejected(let rejection):
        $0.key("rejected")
        $0.write(rejection)
      }
    }
  }

  // MARK: Documents

  private mutating func write(_ document: ReplyDocument) {
    object {
      $0.key("blocks")
      $0.array(document.blocks) { $0.write($1) }
      $0.findings(document.findings)
      $0.text("format", document.format.rawValue)
      $0.key("metadata")
      $0.write(document.metadata)
      $0.text("path", document.path)
      $0.text("sha256", document.sha256)
      $0.key("tables")
      $0.array(document.tables) { $0.write($1) }
      $0.key("text")
      $0.write(document.text)
    }
  }

  private mutating func write(_ text: NormalizedText) {
    object {
      $0.key("runs")
      $0.array(text.runs) {
        $0.integer($1.start)
        $0.integer($1.source)
        $0.integer($1.count)
      }
      $0.key("text")
      $0.string(utf8: text.utf8)
    }
  }

  private mutating func write(_ block: Block) {
    object {
      $0.text("kind", block.kind.rawValue)
      $0.number("level", block.level)
      $0.key("range")
      $0.range(block.range)
      $0.texts("section", block.section)
      $0.key("sentences")
      $0.array(block.sentences) { $0.range($1) }
    }
  }

  private mutating func write(_ table: DataTable) {
    object {
      $0.range("caption", table.caption)
      $0.number("headerRows", table.headerRows)
      $0.key("rows")
      $0.array(table.rows) {
        $0.array($1) { writer, cell in
          writer.object {
            $0.number("indent", cell.indent)
            $0.flag("isHeader", cell.isHeader)
            $0.key("range")
            $0.range(cell.range)
          }
        }
      }
      $0.texts("section", table.section)
      $0.range("unitNote", table.unitNote)
    }
  }

  private mutating func write(_ metadata: ReplyMetadata) {
    object {
      $0.text("addressedBody", metadata.addressedBody?.rawValue)
      $0.texts("coAgencies", metadata.coAgencies)
      $0.text("date", metadata.date?.description)
      $0.text("disclosure", metadata.disclosure)
      $0.text("disposition", metadata.disposition)
      $0.text("documentNumber", metadata.documentNumber)
      $0.text("issuingBody", metadata.issuingBody)
      $0.text("proposalNumber", metadata.proposalNumber)
      $0.text("proposalTitle", metadata.proposalTitle)
      $0.text("published", metadata.published?.description)
      $0.text("session", metadata.session)
      $0.text("title", metadata.title)
      $0.text("url", metadata.url)
    }
  }

  private mutating func findings(_ findings: [Finding]) {
    key("findings")
    array(findings) { writer, finding in
      writer.object {
        $0.text("code", finding.code)
        $0.text("message", finding.message)
        $0.range("range", finding.range)
        $0.text("severity", finding.severity.rawValue)
      }
    }
  }

  private mutating func write(_ rejection: Rejection) {
    object {
      $0.text("message", rejection.message)
      $0.text("path", rejection.path)
      $0.text("reason", rejection.reason.rawValue)
      $0.text("sha256", rejection.sha256)
    }
  }

  // MARK: Normalized documents

  private mutating func write(_ document: NormalizedDocument) {
    object {
      $0.key("codes")
      $0.object {
        for (list, codes) in document.codes.sorted(by: { $0.key < $1.key }) {
          $0.key(text: list)
          $0.array(codes) { $0.write($1) }
        }
      }
      $0.findings(document.findings)
      $0.key("observations")
      $0.observations(document.observations)
      $0.key("record")
      $0.write(document.record)
    }
  }

  private mutating func write(_ code: Code) {
    object {
      $0.texts("aliases", code.aliases)
      $0.text("code", code.code)
      $0.text("domain", code.domain)
      $0.text("measure", code.measure)
      $0.text("name", code.name)
      $0.text("nameEnglish", code.nameEnglish)
      $0.text("parent", code.parent)
      $0.text("refArea", code.refArea)
      $0.text("scale", code.scale)
      $0.text("status", code.status.rawValue)
      $0.text("symbol", code.symbol)
    }
  }

  private mutating func write(_ record: DocumentRecord) {
    object {
      $0.text("agency", record.agency)
      $0.text("agencyName", record.agencyName)
      $0.texts("coAgencyNames", record.coAgencyNames)
      $0.text("documentID", record.documentID)
      $0.text("format", record.format.rawValue)
      $0.key("metadata")
      $0.write(record.metadata)
      $0.text("path", record.path)
      $0.text("refArea", record.refArea)
      $0.text("refAreaName", record.refAreaName)
      $0.text("sha256", record.sha256)
    }
  }

  /// Writes the observations where they lie: a copy of each would count its texts.
  private mutating func observations(_ observations: [Observation]) {
    array(observations.indices) { $0.write(observations[$1]) }
  }

  private mutating func write(_ observation: Observation) {
    object {
      $0.member("agency", observation.agency)
      $0.member("agencyBasis", observation.agencyBasis.rawValue)
      $0.member("agencyName", observation.agencyName)
      $0.member("comparator", observation.comparator.rawValue)
      $0.member("confidence", observation.confidence.description)
      $0.key("derivation")
      $0.object {
        $0.derivation(observation.derivation)
      }
      $0.member("documentID", observation.documentID)
      $0.number("end", observation.end)
      $0.member("evidence", observation.evidence)
      $0.member("instrument", observation.instrument)
      $0.member("instrumentName", observation.instrumentName)
      $0.member("measure", observation.measure.rawValue)
      $0.member("metric", observation.metric)
      $0.member("metricName", observation.metricName)
      $0.member("observationID", observation.observationID)
      $0.key("period")
      $0.object {
        $0.member("basis", observation.period.basis.rawValue)
        $0.key("end")
        $0.date(observation.period.end)
        $0.key("start")
        $0.date(observation.period.start)
        $0.member("type", observation.period.type.rawValue)
      }
      $0.member("refArea", observation.refArea)
      $0.member("refAreaName", observation.refAreaName)
      $0.member("rule", observation.rule)
      $0.member("section", observation.section)
      $0.number("start", observation.start)
      $0.member("status", observation.status.rawValue)
      $0.member("subject", observation.subject)
      $0.member("unit", observation.unit)
      $0.member("unitText", observation.unitText)
      $0.member("value", observation.value.description)
      $0.member("valueText", observation.valueText)
    }
  }

  private mutating func derivation(_ derivation: Derivation) {
    guard derivation.others.isEmpty else {
      for (field, reason) in derivation.sorted {
        key(text: field)
        string(reason)
      }
      return
    }
    text("agency", derivation.agency)
    text("alignment", derivation.alignment)
    text("instrument", derivation.instrument)
    text("measure", derivation.measure)
    text("metric", derivation.metric)
    text("period", derivation.period)
    text("status", derivation.status)
    text("subject", derivation.subject)
    text("table", derivation.table)
  }

  // MARK: Members; what is nil is left out

  private mutating func text(_ name: StaticString, _ value: String?) {
    if let value { member(name, value) }
  }

  private mutating func texts(_ name: StaticString, _ values: [String]) {
    key(name)
    array(values) { $0.string($1) }
  }

  private mutating func number(_ name: StaticString, _ value: Int) {
    key(name)
    integer(value)
  }

  private mutating func flag(_ name: StaticString, _ value: Bool) {
    key(name)
    boolean(value)
  }

  private mutating func range(_ name: StaticString, _ value: Range<Int>?) {
    guard let value else { return }
    key(name)
    range(value)
  }

  private mutating func range(_ value: Range<Int>) {
    pair(value.lowerBound, value.upperBound)
  }
}
