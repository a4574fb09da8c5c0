import DafuModel

/// `rejects`: one input that could not be read, and why.
enum RejectsTable {
  static let definition = TableDefinition<Rejection>(
    name: "rejects", chinese: "未能读取的输入及原因", english: "one input that could not be read, and why", key: ["path"],
    columns: [
      BoundColumn(Column("path", .text, "相对输入目录的路径", "path relative to the input folder", required: true)) {
        $1.text($0.path)
      },
      BoundColumn(
        Column("reason", .text, "原因", "why it was rejected", required: true, categories: Categories.reason)
      ) { $1.word($0.reason) },
      BoundColumn(Column("message", .text, "说明与处理办法", "what to do about it")) { $1.text($0.message) },
      BoundColumn(
        Column("sha256", .text, "文件字节的 SHA-256", "SHA-256 of the bytes, where they could be read", syntax: .sha256)
      ) { $1.text($0.sha256) },
    ])
}
