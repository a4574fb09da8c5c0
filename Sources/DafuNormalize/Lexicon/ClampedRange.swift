/// In this module a range of places whose end lies before its beginning is empty.
///
/// The rules look at windows of text (from the last figure to this one, from a word to the end of its clause) whose
/// bounds come from different findings; a window that closes before it opens holds nothing. With the standard
/// operator it would end the process, which no text may be able to do.
@inline(__always)
func ..< (lower: Int, upper: Int) -> Range<Int> {
  Range(uncheckedBounds: (lower, upper < lower ? lower : upper))
}
