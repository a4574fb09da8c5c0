/// The elements of HTML that the parser or a reader tells apart; all others are kept by their text.
enum HTMLName: UInt8, CaseIterable, Sendable {
  // What the start of another element may close: the first 64 places, so that a set of them is one word.
  case a, address, b, big, caption, col, colgroup, dd, dir, dl, dt, font, form, h1, h2, h3, h4, h5, h6, head, hr, i
  case legend, li, link, listing, menu, ol, option, p, pre, s, script, small, span, strike, style, tbody, td, tfoot, th
  case thead, title, tr, tt, u, ul, xmp
  case html, body, div, table, br, center, section, article, header, footer, nav, aside, main
  // Elements without content, and such as are not read.
  case area, base, basefont, frame, img, input, isindex, meta, param
  case noscript, iframe, xml, svg, template, noembed, noframes, object, applet
  case blink, nobr, wbr
  // Inline elements that end a head, elements that skip or break the text, and others that rules name.
  case abbr, acronym, bdo, cite, code, dfn, em, kbd, map, q, samp, strong, sub, sup, `var`, blockquote, fieldset
  case frameset, optgroup, select, textarea, button, canvas, audio, video, datalist, rt, rp
  case details, dialog, figcaption, figure, hgroup, summary, ucaptitle, ucapcontent, row, cell, entry

  /// The place of the name in the `names` of a tree of HTML.
  var id: Int32 { Int32(rawValue) }

  /// All names by `id`, as HTML writes them.
  static let names: [String] = allCases.map { "\($0)" }
  /// How many there are; `entry` is the last.
  static var count: Int32 { HTMLName.entry.id + 1 }
}

/// What libxml2 2.9 knows of elements and browsers agree with: which start of an element ends another one, which end
/// tags may close what stands between, which elements have no content. Written down here so that a page reads the
/// same whatever library a machine has.
struct HTMLRules: Sendable {
  /// What a page's parser does with an element.
  struct Treatment: OptionSet, Sendable {
    let rawValue: UInt8
    /// It never has content.
    static let isVoid = Treatment(rawValue: 1)
    /// Its content is no text of the page: it is cut, end tag and all.
    static let isUnread = Treatment(rawValue: 2)
    /// It only dresses the text up: its tags are cut.
    static let isDecoration = Treatment(rawValue: 4)
    /// It belongs into a HEAD where none of the page has begun.
    static let isOfHead = Treatment(rawValue: 8)
    /// Text or a BODY is not implied by it.
    static let isOfFrames = Treatment(rawValue: 16)
  }

  private let treatments: [Treatment]
  /// For each name, the set of names that its start tag closes where one stands innermost.
  private let closed: [UInt64]
  private let priorities: [UInt8]
  private let lookup = ShortWords(HTMLName.names)
  /// Names in classes and ids by which designers everywhere mark what is not the article.
  let boilerplate = ShortWords(ElementTraits.boilerplateNames)
  /// The attributes that mean something.
  let attributes = ShortWords(TagAttributes.Name.allCases.map { "\($0)" })

  static let shared = HTMLRules()

  private init() {
    var treatments = [Treatment](repeating: [], count: HTMLName.allCases.count)
    func treat(_ treatment: Treatment, _ names: HTMLName...) {
      for name in names { treatments[Int(name.rawValue)].insert(treatment) }
    }
    treat(.isVoid, .area, .base, .basefont, .br, .col, .frame, .hr, .img, .input, .isindex, .link, .meta, .param)
    treat(
      .isUnread, .script, .style, .noscript, .iframe, .xml, .svg, .template, .noembed, .noframes, .object, .applet)
    treat(
      .isDecoration, .font, .u, .big, .small, .basefont, .blink, .tt, .s, .strike, .nobr, .wbr, .img, .link)
    treat(.isOfHead, .script, .style, .meta, .link, .title, .base)
    treat(.isOfFrames, .noframes, .frame, .frameset)
    self.treatments = treatments
    var priorities = [UInt8](repeating: 100, count: HTMLName.allCases.count)
    for (name, priority) in HTMLRules.endPriorities { priorities[Int(name.rawValue)] = priority }
    self.priorities = priorities
    var closed = [UInt64](repeating: 0, count: HTMLName.allCases.count)
    for (olds, news) in HTMLRules.startsThatClose {
      for old in olds { for new in news { closed[Int(new.rawValue)] |= 1 << UInt64(old.rawValue) } }
    }
    self.closed = closed
  }

  /// The id of a name of `count` bytes in lower case, packed; nil if no rule knows it.
  @inline(__always) func id(of word: PackedWord) -> Int32? { lookup.place(of: word).map(Int32.init) }

  @inline(__always) func treatment(_ id: Int32) -> Treatment { id < HTMLName.count ? treatments[Int(id)] : [] }

  /// Whether the start tag of one element ends another one that stands open.
  @inline(__always) func closes(_ new: Int32, _ old: Int32) -> Bool {
    old < 64 && new < HTMLName.count && closed[Int(new)] & 1 << UInt64(old) != 0
  }

  /// An end tag closes nothing of a higher priority on its way to what it ends.
  @inline(__always) func endPriority(_ id: Int32) -> UInt8 { id < HTMLName.count ? priorities[Int(id)] : 100 }

  private static let endPriorities: [(HTMLName, UInt8)] = [
    (.div, 150), (.td, 160), (.th, 160), (.tr, 170), (.thead, 180), (.tbody, 180), (.tfoot, 180), (.table, 190),
    (.head, 200), (.body, 200), (.html, 220),
  ]

  /// Elements that stand open, and the start tags that end them.
  private static let startsThatClose: [([HTMLName], [HTMLName])] = [
    ([.a], [.a, .fieldset, .table, .td, .th]),
    ([.address], [.dd, .dl, .dt, .form, .li, .ul]),
    ([.b, .i], [.center, .p, .td, .th]),
    ([.u], [.p, .td, .th]),
    ([.big, .s, .small, .strike, .tt], [.p]),
    ([.font], [.center, .td, .th]),
    ([.span], [.td, .th]),
    ([.caption, .col], [.col, .colgroup, .tbody, .tfoot, .thead, .tr]),
    ([.colgroup], [.colgroup, .tbody, .tfoot, .thead, .tr]),
    ([.dd], [.dt]),
    ([.dt], [.dd, .dl]),
    ([.dl], [.form, .li]),
    ([.dir, .menu], [.dd, .dl, .dt, .form, .ul]),
    ([.form], [.form]),
    ([.h1, .h2, .h3, .h4, .h5, .h6], [.fieldset, .form, .li, .p, .table]),
    (
      [.head],
      [
        .a, .abbr, .acronym, .address, .b, .bdo, .big, .blockquote, .body, .br, .center, .cite, .code, .dd, .dfn, .dir,
        .div, .dl, .dt, .em, .fieldset, .font, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .hr, .i, .iframe, .img,
        .kbd, .li, .listing, .map, .menu, .ol, .p, .pre, .q, .s, .samp, .small, .span, .strike, .strong, .sub, .sup,
        .table, .tt, .u, .ul, .var, .xmp,
      ]
    ),
    ([.hr], [.form]),
    ([.legend], [.fieldset]),
    ([.li], [.li]),
    ([.link, .style, .title], [.body, .frameset]),
    ([.listing, .pre, .xmp], [.dd, .dl, .dt, .fieldset, .form, .li, .table, .ul]),
    ([.ol], [.form, .ul]),
    ([.option], [.optgroup, .option]),
    (
      [.p],
      [
        .address, .blockquote, .body, .caption, .center, .col, .colgroup, .dd, .dir, .div, .dl, .dt, .fieldset, .form,
        .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .hr, .li, .listing, .menu, .ol, .p, .pre, .table, .tbody, .td,
        .tfoot, .th, .title, .tr, .ul, .xmp,
      ]
    ),
    ([.script], [.noscript]),
    ([.tbody], [.tbody, .tfoot]),
    ([.td, .th], [.tbody, .td, .tfoot, .th, .tr]),
    ([.tfoot], [.tbody]),
    ([.thead], [.tbody, .tfoot]),
    ([.tr], [.tbody, .tfoot, .tr]),
    ([.ul], [.address, .form, .menu, .ol, .pre]),
  ]
}
