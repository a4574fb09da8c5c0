/// The version of the program (Semantic Versioning); CHANGELOG.md says what each brought.
public let programVersion = "0.1.0"
