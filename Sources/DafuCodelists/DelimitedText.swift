/// A CSV reader (RFC 4180) over bytes that knows the line of every record.
public struct DelimitedText: Sendable {
  /// One record and where it begins.
  public struct Record: Sendable {
    /// The line of its first character, counted from 1.
    public let line: Int
    /// Its fields, unquoted.
    public let fields: [String]
  }

  /// The first record's fields.
  public let header: [String]
  /// The records after the header.
  public let records: [Record]

  /// Reads CSV: UTF-8 with or without byte order mark, LF or CRLF, quotes doubled inside quotes. Empty lines are
  /// skipped.
  public init(_ bytes: [UInt8]) throws(DelimitedTextError) {
    var all: [Record] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var recordLine = 1
    var quotedFrom: Int?
    var wasQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0

    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRecord() {
      let isBlank = fields.isEmpty && field.isEmpty && !wasQuoted
      if !isBlank {
        endField()
        all.append(Record(line: recordLine, fields: fields))
      }
      // A record takes its fields along; the next one has as many.
      fields = []
      fields.reserveCapacity(all.first?.fields.count ?? 0)
    }

    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if quotedFrom != nil {
        if byte == UInt8(ascii: "\"") {
          if index < bytes.count, bytes[index] == byte {
            field.append(byte)
            index += 1
          } else {
            quotedFrom = nil
          }
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          field.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
        quotedFrom = line
        wasQuoted = true
      case UInt8(ascii: ","): endField()
      case UInt8(ascii: "\r") where index < bytes.count && bytes[index] == UInt8(ascii: "\n"): break
      case UInt8(ascii: "\n"):
        endRecord()
        line += 1
        recordLine = line
      default:
        // The rest of a plain field is taken at once.
        let start = index - 1
        while index < bytes.count, DelimitedText.isPlain(bytes[index]) { index += 1 }
        if field.isEmpty, !wasQuoted, index < bytes.count, bytes[index] == UInt8(ascii: ",") {
          // A whole field, as nearly all are.
          fields.append(String(decoding: bytes[start..<index], as: UTF8.self))
          index += 1
        } else {
          field.append(contentsOf: bytes[start..<index])
        }
      }
    }
    if let quotedFrom { throw DelimitedTextError(line: quotedFrom, message: "a quoted field is never closed") }
    endRecord()
    guard let first = all.first else { throw DelimitedTextError(line: 1, message: "the file is empty") }
    header = first.fields
    records = Array(all.dropFirst())
  }
}

extension DelimitedText {
  /// Whether a byte that stands inside an unquoted field means itself wherever it stands.
  @inline(__always) private static func isPlain(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") && byte != UInt8(ascii: "\"")
  }
}

/// What is wrong with a CSV file, and where.
public struct DelimitedTextError: Error, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int
  /// What is wrong.
  public let message: String

  /// `line 3: …`
  public var description: String { "line \(line): \(message)" }
}
