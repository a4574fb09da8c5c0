import DafuModel
import Foundation

/// One input that discovery found: a file to read, or what speaks against it.
struct DiscoveredInput: Hashable, Sendable {
  /// The path relative to the input folder; bytes of a name that are no UTF-8 stand as `%B4`.
  let path: String
  /// Where it is.
  let location: FileSystemPath
  /// Why it cannot be an input, if it cannot.
  let rejection: Rejection?
  /// The digest of the copy that stands in for the input, where the input itself is gone.
  var copy: String?
}

/// Finds the inputs of a run: every file below the folders named, in the order of their relative paths' bytes.
///
/// Hidden files and folders (their name begins with `.`) are no inputs. Links are followed to files inside the input
/// folder only; nothing is opened, so a pipe or a device cannot block the search.
struct InputDiscovery {
  private var found: [DiscoveredInput] = []
  private var paths: Set<String> = []
  private var locations: Set<FileSystemPath> = []

  /// The inputs, sorted. Throws `UsageError` for an input that does not exist.
  static func inputs(of pipeline: PipelineFile) throws -> InputList {
    var discovery = InputDiscovery()
    for input in pipeline.inputs { try discovery.add(input, file: pipeline.path) }
    discovery.found.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return InputList(discovery.found)
  }

  private mutating func add(_ input: PipelineFile.Input, file: String) throws {
    let root = FileSystemPath(input.path)
    do {
      let canonical = try root.canonical()
      if try canonical.kind(followingLinks: true) == .directory {
        walk(canonical, label: root.lastComponent, within: canonical, prefix: [])
      } else {
        addNamed(canonical, path: root.lastComponent)
      }
    } catch {
      if input.isPattern, try addMatches(of: input.path) { return }
      throw UsageError(
        file: input.line == nil ? nil : file, line: input.line,
        "the input `\(input.path)` cannot be used: \(error.reason)")
    }
  }

  /// Adds what a pattern matches; false where the folder before its first wildcard does not exist.
  private mutating func addMatches(of pattern: String) throws -> Bool {
    let fixed = pattern.prefix { !"*?[".contains($0) }
    let folder = fixed.lastIndex(of: "/").map { String(pattern[..<$0]) } ?? "."
    let base = FileSystemPath(folder.isEmpty ? "/" : folder)
    guard let canonicalBase = try? base.canonical() else { return false }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(pattern, GLOB_NOSORT, nil, &matches) == 0 else { return true }
    let skipped = pattern.contains("/") ? folder.utf8.count + 1 : 0
    var locations: [FileSystemPath] = []
    for index in 0..<Int(matches.gl_pathc) {
      guard let name = matches.gl_pathv[index] else { continue }
      locations.append(FileSystemPath(bytes: Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))))
    }
    for match in locations.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      let relative = Array(match.bytes.dropFirst(skipped))
      let name = match.lastComponent
      let parent = FileSystemPath(bytes: Array(match.bytes.dropLast(name.count)))
      guard let folder = try? (parent.bytes.isEmpty ? FileSystemPath(".") : parent).canonical() else { continue }
      let location = folder.appending(name)
      if folder.isInside(canonicalBase) {
        visit(location, path: relative, label: base.lastComponent, within: canonicalBase, pending: nil)
      } else {
        append(location, path: relative, label: base.lastComponent, reason: .outsideInput, message: outsideInput)
      }
    }
    return true
  }

  /// Adds a file that the user named: a link is followed wherever it leads.
  private mutating func addNamed(_ location: FileSystemPath, path: [UInt8]) {
    guard (try? location.kind(followingLinks: true)) == .regular else {
      return append(location, path: path, label: [], reason: .notAFile, message: notAFile)
    }
    append(location, path: path, label: [])
  }

  private mutating func walk(
    _ folder: FileSystemPath, label: [UInt8], within root: FileSystemPath, prefix: [UInt8]
  ) {
    var pending: [(folder: FileSystemPath, path: [UInt8])] = [(folder, prefix)]
    while let (folder, path) = pending.popLast() {
      do {
        for name in try folder.entries() where name.first != UInt8(ascii: ".") {
          let inner = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
          var folders: [(folder: FileSystemPath, path: [UInt8])] = []
          visit(folder.appending(name), path: inner, label: label, within: root) { folders.append(($0, $1)) }
          pending += folders
        }
      } catch {
        append(
          folder, path: path.isEmpty ? Array(".".utf8) : path, label: label, reason: .unreadable,
          message: "the folder cannot be read: \(error.reason)")
      }
    }
  }

  /// Adds one entry; a folder goes to `pending`, or is walked at once where there is none.
  private mutating func visit(
    _ location: FileSystemPath, path: [UInt8], label: [UInt8], within root: FileSystemPath,
    pending: ((FileSystemPath, [UInt8]) -> Void)?
  ) {
    do {
      switch try location.kind(followingLinks: false) {
      case .regular: append(location, path: path, label: label)
      case .directory:
        if let pending { pending(location, path) } else { walk(location, label: label, within: root, prefix: path) }
      case .link:
        let target = try location.canonical()
        guard target.isInside(root) else {
          return append(location, path: path, label: label, reason: .outsideInput, message: outsideInput)
        }
        switch try target.kind(followingLinks: false) {
        case .regular: append(location, path: path, label: label)
        case .directory:
          append(
            location, path: path, label: label, reason: .notAFile,
            message: "a link to a folder is not followed; the folder itself is read where it stands")
        default: append(location, path: path, label: label, reason: .notAFile, message: notAFile)
        }
      case .other: append(location, path: path, label: label, reason: .notAFile, message: notAFile)
      }
    } catch {
      append(location, path: path, label: label, reason: .unreadable, message: "it cannot be read: \(error.reason)")
    }
  }

  private var outsideInput: String { "the link leads out of the input folder; put the file itself into the folder" }
  private var notAFile: String { "it is a pipe, a socket or a device, not a regular file" }

  /// Adds an input once; `location` is canonical but for its last component. Two inputs of the same relative path from different folders are told apart by the name of
  /// the second folder, so that `path` stays a key.
  private mutating func append(
    _ location: FileSystemPath, path bytes: [UInt8], label: [UInt8], reason: Rejection.Reason? = nil,
    message: String = ""
  ) {
    guard locations.insert(location).inserted else { return }
    var path = readable(bytes)
    if paths.contains(path), !label.isEmpty { path = readable(label) + "/" + path }
    let wanted = path
    var number = 2
    while !paths.insert(path).inserted {
      path = "\(wanted)#\(number)"
      number += 1
    }
    let rejection = reason.map { Rejection(path: path, reason: $0, message: message) }
    found.append(DiscoveredInput(path: path, location: location, rejection: rejection))
  }

  /// The bytes as text; those that are no UTF-8 as `%` and two hexadecimal digits.
  private func readable(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
