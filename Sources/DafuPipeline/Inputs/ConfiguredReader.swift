import DafuExtract
import DafuModel
import Foundation

extension PipelineFile {
  /// The reader of documents as this pipeline configures it. Throws `UsageError` where it asks for optical recognition
  /// and the program for it is not installed: better nothing than a night of rejected scans.
  func documentReader() throws -> DocumentReader {
    DocumentReader(
      options: ReaderOptions(
        byteLimit: InputReader.limit, xmlMappings: xmlMappings, pdfTool: CompanionProgram.path(of: "dafu-pdf"),
        opticalRecognition: try opticalRecognition()))
  }

  /// What recognizes pictures of pages; nil where the pipeline does not ask for it.
  func opticalRecognition() throws -> OpticalRecognition? {
    guard recognizesOptically else { return nil }
    let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    guard let recognition = OpticalRecognition(searchPath: searchPath) else {
      throw UsageError(
        file: path,
        "`optical_recognition` needs the program tesseract with its model chi_sim, and it is not there: install them "
          + "(Debian: tesseract-ocr, tesseract-ocr-chi-sim) or say `optical_recognition: false`")
    }
    return recognition
  }
}
