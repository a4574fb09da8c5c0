import DafuModel

/// Writes the structure message (SDMX-ML 3.0): codelists, concepts, data structure, dataflow.
struct SDMXStructure {
  private static let schemas = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
  private static let conceptScheme = "CS_DAFU"
  private static let dataStructure = "DSD_FINANCIAL_METRICS"

  let options: ReleaseOptions
  let dataflow: String
  let codes: SDMXCodes
  let prepared: CivilDate

  /// The message's bytes.
  func bytes() -> [UInt8] {
    var xml = XMLText()
    let namespaces = [("mes", "message"), ("str", "structure"), ("com", "common")]
    xml.element("mes:Structure", namespaces.map { ("xmlns:" + $0, SDMXStructure.schemas + $1) }) { xml in
      xml.element("mes:Header") { xml in
        xml.element("mes:ID", text: dataflow)
        xml.element("mes:Test", text: "false")
        xml.element("mes:Prepared", text: "\(prepared)T00:00:00Z")
        xml.element("mes:Sender", [("id", SDMXPart.agency)])
      }
      xml.element("mes:Structures") { xml in
        xml.element("str:Codelists") { xml in
          for list in codes.all { write(list.identifier, list.chinese, list.english, list.items, to: &xml) }
        }
        xml.element("str:ConceptSchemes") { writeConcepts(to: &$0) }
        xml.element("str:Dataflows") { writeDataflow(to: &$0) }
        xml.element("str:DataStructures") { writeDataStructure(to: &$0) }
      }
    }
    return xml.bytes
  }

  private static func artefact(_ identifier: String) -> [(String, String)] {
    [("id", identifier), ("agencyID", SDMXPart.agency), ("version", SDMXPart.version)]
  }

  private static func reference(_ package: String, _ type: String, _ identifier: String, item: String? = nil) -> String
  {
    "urn:sdmx:org.sdmx.infomodel.\(package).\(type)=\(SDMXPart.agency):\(identifier)(\(SDMXPart.version))"
      + (item.map { ".\($0)" } ?? "")
  }

  private func writeNames(_ chinese: String, _ english: String, to xml: inout XMLText) {
    if !english.isEmpty { xml.element("com:Name", [("xml:lang", "en")], text: english) }
    if !chinese.isEmpty { xml.element("com:Name", [("xml:lang", "zh")], text: chinese) }
  }

  private func write(
    _ identifier: String, _ chinese: String, _ english: String, _ items: [SDMXCodes.Item], to xml: inout XMLText
  ) {
    xml.element("str:Codelist", SDMXStructure.artefact(identifier)) { xml in
      writeNames(chinese, english, to: &xml)
      for item in items {
        xml.element("str:Code", [("id", item.identifier)]) { xml in
          writeNames(item.chinese, item.english, to: &xml)
          if let parent = item.parent { xml.element("str:Parent", text: parent) }
        }
      }
    }
  }

  private func writeConcepts(to xml: inout XMLText) {
    xml.element("str:ConceptScheme", SDMXStructure.artefact(SDMXStructure.conceptScheme)) { xml in
      writeNames("答复数据的概念", "Concepts of figures in official replies", to: &xml)
      for component in SDMXComponent.all {
        xml.element("str:Concept", [("id", component.identifier)]) { xml in
          writeNames(component.chinese, component.english, to: &xml)
        }
      }
    }
  }

  private func writeDataflow(to xml: inout XMLText) {
    xml.element("str:Dataflow", SDMXStructure.artefact(dataflow)) { xml in
      writeNames(options.title, options.title, to: &xml)
      xml.element(
        "str:Structure",
        text: SDMXStructure.reference("datastructure", "DataStructure", SDMXStructure.dataStructure))
    }
  }

  private func writeDataStructure(to xml: inout XMLText) {
    func components(_ role: SDMXComponent.Role) -> [SDMXComponent] { SDMXComponent.all.filter { $0.role == role } }
    xml.element("str:DataStructure", SDMXStructure.artefact(SDMXStructure.dataStructure)) { xml in
      writeNames("金融指标的数据结构", "Structure of the financial metrics", to: &xml)
      xml.element("str:DataStructureComponents") { xml in
        xml.element("str:DimensionList", [("id", "DimensionDescriptor")]) { xml in
          for (index, component) in components(.dimension).enumerated() {
            xml.element("str:Dimension", [("id", component.identifier), ("position", String(index + 1))]) {
              writeMeaning(of: component, to: &$0)
            }
          }
          for component in components(.time) {
            xml.element("str:TimeDimension", [("id", component.identifier)]) { writeMeaning(of: component, to: &$0) }
          }
        }
        xml.element("str:AttributeList", [("id", "AttributeDescriptor")]) { xml in
          for component in components(.attribute) {
            xml.element("str:Attribute", [("id", component.identifier), ("usage", "mandatory")]) { xml in
              writeMeaning(of: component, to: &xml)
              xml.element("str:AttributeRelationship") { $0.element("str:Observation") }
            }
          }
        }
        xml.element("str:MeasureList", [("id", "MeasureDescriptor")]) { xml in
          for component in components(.measure) {
            xml.element("str:Measure", [("id", component.identifier), ("usage", "mandatory")]) {
              writeMeaning(of: component, to: &$0)
            }
          }
        }
      }
    }
  }

  private func writeMeaning(of component: SDMXComponent, to xml: inout XMLText) {
    xml.element(
      "str:ConceptIdentity",
      text: SDMXStructure.reference(
        "conceptscheme", "Concept", SDMXStructure.conceptScheme, item: component.identifier))
    xml.element("str:LocalRepresentation") { xml in
      switch component.representation {
      case .codelist(let list):
        xml.element("str:Enumeration", text: SDMXStructure.reference("codelist", "Codelist", list))
      case .text(let type): xml.element("str:TextFormat", [("textType", type)])
      }
    }
  }
}
