import CLibXLSXWriter
import Glibc

/// A workbook being written by libxlsxwriter, in its mode of constant memory: the rows of a sheet go in order, and one
/// row of each sheet is held.
///
/// The same cells give the same bytes: the time of creation is given, the library dates the archive's entries 1980,
/// and texts stand in their cells instead of a shared table.
final class WorkbookFile {
  private let path: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private let temporaryFolder: UnsafeMutablePointer<CChar>?
  private var formats: [WorkbookFormat: UnsafeMutablePointer<lxw_format>] = [:]

  /// Creates the file. Its parts stand in nameless files of the same folder until it is closed. `isLarge`: the
  /// archive may pass 4 GiB.
  init(_ path: String, isLarge: Bool) throws {
    self.path = path
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
    temporaryFolder = strdup(folder)
    var options = lxw_workbook_options(
      constant_memory: 1, tmpdir: temporaryFolder, use_zip64: isLarge ? 1 : 0)
    workbook = workbook_new_opt(path, &options)
    guard workbook != nil else { throw FileError("create", path, code: ENOMEM) }
  }

  deinit {
    if let workbook { lxw_workbook_free(workbook) }
    free(temporaryFolder)
  }

  /// What the file says of itself; `created` is in seconds since 1970.
  func describe(title: String, subject: String, comments: String, created: Int) throws {
    guard let workbook else { return }
    try title.withoutNUL.withCString { title in
      try subject.withoutNUL.withCString { subject in
        try comments.withoutNUL.withCString { comments in
          var properties = lxw_doc_properties()
          properties.title = UnsafeMutablePointer(mutating: title)
          properties.subject = UnsafeMutablePointer(mutating: subject)
          properties.comments = UnsafeMutablePointer(mutating: comments)
          properties.created = created
          try check(workbook_set_properties(workbook, &properties))
        }
      }
    }
  }

  /// Adds a sheet after those that are there.
  func addSheet(_ name: String) throws -> WorkbookSheet {
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw FileError("add a sheet to", path, code: ENOMEM)
    }
    return WorkbookSheet(sheet, name: name, in: self)
  }

  /// A chart of clustered columns, to be placed on a sheet.
  func addColumnChart() throws -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(workbook, UInt8(LXW_CHART_COLUMN.rawValue)) else {
      throw FileError("add a chart to", path, code: ENOMEM)
    }
    return chart
  }

  /// A format of cells, made once.
  func format(_ format: WorkbookFormat) -> UnsafeMutablePointer<lxw_format>? {
    if let made = formats[format] { return made }
    guard let made = workbook_add_format(workbook) else { return nil }
    if !format.number.isEmpty { format_set_num_format(made, format.number) }
    format_set_align(made, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if format.isHeader {
      format_set_bold(made)
      format_set_bg_color(made, 0xDD_E7_F0)
      format_set_bottom(made, UInt8(LXW_BORDER_THIN.rawValue))
    }
    if format.isTitle {
      format_set_bold(made)
      format_set_font_size(made, 14)
    }
    if format.wraps { format_set_text_wrap(made) }
    formats[format] = made
    return made
  }

  /// Throws where the library refused something.
  func check(_ code: lxw_error) throws {
    guard code != LXW_NO_ERROR else { return }
    switch code {
    case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_ZIP_FILE_OPERATION,
      LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
      throw FileError("write", path, code: errno == 0 ? EIO : errno)
    default:
      throw PublishError(message: "cannot make \(path): \(String(cString: lxw_strerror(code)))")
    }
  }

  /// Assembles and closes the file.
  func close() throws {
    guard let workbook else { return }
    self.workbook = nil
    errno = 0
    try check(workbook_close(workbook))
  }
}

/// How a cell looks.
struct WorkbookFormat: Hashable {
  /// The number format; empty for the general one.
  var number = ""
  var isHeader = false
  var isTitle = false
  var wraps = false
}
