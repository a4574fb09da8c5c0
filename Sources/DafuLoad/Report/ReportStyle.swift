import DafuDigest
import Foundation

/// The page's own style and script; both are named by their digests in the page's security policy, so that nothing
/// else can run or be loaded even if something slipped through the escaping.
enum ReportStyle {
  /// The policy: nothing from anywhere but this style and this script.
  static var policy: String {
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '\(digest(style))'; "
      + "script-src '\(digest(script))'"
  }

  private static func digest(_ text: String) -> String {
    let hexadecimal = Array(SHA256.hexadecimal(of: Array(text.utf8)).utf8)
    let bytes = stride(from: 0, to: hexadecimal.count, by: 2).compactMap { index in
      UInt8(String(decoding: hexadecimal[index..<(index + 2)], as: UTF8.self), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }

  static let style = """

    :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d7dce1;--wash:#f5f7f9;--accent:#1f4e79;\
    --mark:#ffe9a8;--warn:#9a3412;--heat:31,78,121}
    @media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e3e7eb;--soft:#9aa4ae;--line:#333a42;--wash:#1c2026;\
    --accent:#8ab8e6;--mark:#5a4a12;--warn:#f0a47a;--heat:110,168,224}}
    *{box-sizing:border-box}
    html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 system-ui,-apple-system,"Segoe UI",\
    "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
    a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
    .hidden{position:fixed;top:0;left:0;opacity:0;width:1px;height:1px;pointer-events:none}
    .page{max-width:70rem;margin:0 auto;padding:0 1.25rem 4rem}
    #lang-zh:checked~.page .en,#lang-en:checked~.page .zh{display:none}
    #lang-both:checked~.page .zh:not(tspan)+.en:not(tspan){margin-left:.5em}
    #lang-both:checked~.page tspan.en{display:none}
    .switch{display:flex;border:1px solid var(--line);border-radius:4px;overflow:hidden;width:max-content;font-size:.85rem}
    .switch label{padding:.3rem .7rem;cursor:pointer;color:var(--soft);white-space:nowrap}
    .switch label+label{border-left:1px solid var(--line)}
    #lang-zh:checked~.page label[for=lang-zh],#lang-en:checked~.page label[for=lang-en],\
    #lang-both:checked~.page label[for=lang-both]{background:var(--accent);color:var(--paper)}
    #lang-zh:focus-visible~.page label[for=lang-zh],#lang-en:focus-visible~.page label[for=lang-en],\
    #lang-both:focus-visible~.page label[for=lang-both],:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    header{padding:2.2rem 0 1rem;display:flex;flex-wrap:wrap;gap:.8rem 2rem;justify-content:space-between;align-items:flex-start}
    h1{font-size:1.7rem;line-height:1.3;margin:0;font-weight:650;letter-spacing:.005em}
    h1 small{display:block;font-size:1rem;font-weight:400;color:var(--soft);margin-top:.25rem}
    header p{margin:.5rem 0 0;color:var(--soft);max-width:46rem}
    h2{font-size:1.2rem;margin:3rem 0 .8rem;padding-top:.7rem;border-top:2px solid var(--accent);font-weight:650}
    h3{font-size:1rem;margin:0 0 .5rem;font-weight:600;line-height:1.45}
    h3 i{font-style:normal;font-weight:400;color:var(--soft)}
    p{margin:.5rem 0;max-width:52rem}
    .note{color:var(--soft);font-size:.9rem}
    nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);display:flex;\
    gap:.4rem 1.1rem;align-items:center;padding:.55rem 0;flex-wrap:wrap}
    nav a{text-decoration:none;font-size:.9rem;white-space:nowrap}
    nav .find{margin-left:auto;display:none;align-items:center;gap:.6rem}
    .script nav .find{display:flex}
    nav input{font:inherit;font-size:.9rem;color:inherit;background:var(--wash);border:1px solid var(--line);\
    border-radius:4px;padding:.25rem .6rem;width:15rem;max-width:100%}
    nav output{font-size:.8rem;color:var(--soft);white-space:nowrap}
    .counts{display:grid;grid-template-columns:repeat(4,1fr);margin:1.4rem 0 0;\
    border:1px solid var(--line);border-width:1px 0}
    .counts div{padding:.8rem 1rem .8rem 0;display:flex;flex-direction:column-reverse;justify-content:flex-end}
    .counts dt{color:var(--soft);font-size:.85rem;line-height:1.35}
    .counts dd{margin:0;white-space:nowrap;font-size:1.45rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
    .scroll{overflow-x:auto;position:relative}
    table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums;line-height:1.45}
    th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
    thead th{border-bottom:1px solid var(--soft);font-weight:600;vertical-align:bottom;color:var(--soft);white-space:nowrap}
    .n{text-align:right;white-space:nowrap}
    th button{all:unset;cursor:pointer;color:inherit}
    th button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    th[aria-sort] button::after{content:" ↕";opacity:.45}
    th[aria-sort=ascending] button::after{content:" ↑";opacity:1}
    th[aria-sort=descending] button::after{content:" ↓";opacity:1}
    .tag{color:var(--soft);font-size:.85em}
    .tag.warn{color:var(--warn)}
    .panel{margin:0 0 1.4rem;padding:1rem 1.1rem .4rem;border:1px solid var(--line);border-radius:5px}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.9rem 1.6rem;margin:0 0 .6rem}
    figure{margin:0}
    figcaption{font-size:.85rem;line-height:1.4;margin-bottom:.2rem}
    svg{display:block;width:100%;max-width:25rem;height:auto;overflow:visible}
    .tick{font-size:10.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
    .grid{stroke:var(--line);stroke-width:1}
    .axis{stroke:var(--soft);stroke-width:1}
    .line{stroke:var(--accent);stroke-width:1.8;fill:none}
    .gap{stroke-dasharray:2 4}
    .span{stroke:var(--warn);stroke-width:1.6}
    .dot{fill:var(--accent)}
    .open{fill:var(--paper);stroke:var(--accent);stroke-width:1.8}
    .touch{fill:transparent}
    svg a:focus-visible .dot,svg a:hover .dot{stroke:var(--accent);stroke-width:4;stroke-opacity:.35}
    .years td:first-child,.years th:first-child{min-width:9rem}
    .years td.n a{white-space:nowrap}
    .years tr:last-child td{border-bottom:0}
    .heat td.n,.heat th.n{padding:.3rem .55rem;text-align:center;min-width:3.1rem}
    .heat th[scope=row],.heat th:first-child{font-weight:400;min-width:10rem;max-width:20rem;color:var(--ink);padding-right:1rem}
    .heat .t{font-weight:600}
    .h1{background:rgba(var(--heat),.1)}.h2{background:rgba(var(--heat),.22)}.h3{background:rgba(var(--heat),.38)}
    .h4{background:rgba(var(--heat),.58)}.h5{background:rgba(var(--heat),.8);color:var(--paper)}
    .unit{display:none}
    .statements{margin:.3rem 0 1rem;padding:0;list-style:none}
    .statements li{padding:.45rem 0 .45rem .9rem;border-left:3px solid var(--line)}
    .statements li.chosen{border-color:var(--accent)}
    .evidence article{padding:.8rem 0;border-bottom:1px solid var(--line)}
    .evidence article:target{background:var(--wash);box-shadow:-.8rem 0 0 var(--wash),.8rem 0 0 var(--wash),inset 3px 0 0 var(--accent);\
    padding-left:.8rem}
    blockquote{margin:.2rem 0 .35rem;max-width:56rem}
    mark{background:var(--mark);color:inherit;padding:.05em .1em;border-radius:2px}
    .source{font-size:.85rem;color:var(--soft);margin:0;max-width:none}
    .source code{font:inherit;font-size:.95em}
    code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.88em}
    [hidden]{display:none!important}
    footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--soft);font-size:.85rem}
    @media (max-width:640px){
    .page{padding:0 1rem 3rem}header{padding-top:1.2rem}h1{font-size:1.35rem}h2{margin-top:2.2rem}
    html{scroll-padding-top:1rem}nav{position:static}
    nav .find{margin-left:0;width:100%}nav input{flex:1;width:auto;min-width:0}
    .counts{grid-template-columns:repeat(2,1fr)}
    .panel{padding:.8rem .8rem .3rem}
    .stack thead{display:block}.stack thead tr{display:flex;flex-wrap:wrap;gap:0 1rem}.stack thead th{border:0;padding:.2rem 0}
    .stack tbody,.stack tbody tr{display:block}.stack tbody tr{padding:.55rem 0;border-bottom:1px solid var(--line)}
    .stack tbody td{display:inline;border:0;padding:0;text-align:left;white-space:normal}
    .stack tbody td:not(:first-child):not(:empty)::before{content:" · ";color:var(--soft)}
    .stack tbody td.v+td::before{content:""!important}.stack .unit{display:inline}
    .stack tbody td.v{display:block;font-weight:600}.stack tbody td.v::before{content:""!important}
    }
    @media print{
    :root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--wash:#fff;--accent:#123a5e;--mark:#eee;--heat:31,78,121}
    body{font-size:10pt}nav,.switch{display:none!important}.page{max-width:none;padding:0}
    .panel,figure,.evidence article,.statements li,tr{break-inside:avoid}h2,h3{break-after:avoid}
    .scroll{overflow:visible}a{color:inherit;text-decoration:none}
    }

    """

  static let script = """

    (function () {
      "use strict";
      var root = document.documentElement;
      root.classList.add("script");
      var languages = { "lang-zh": "zh-CN", "lang-en": "en", "lang-both": "zh-CN" };
      function language() {
        var chosen = document.querySelector("input[name=lang]:checked");
        root.lang = languages[chosen ? chosen.id : "lang-zh"];
      }
      document.querySelectorAll("input[name=lang]").forEach(function (radio) {
        radio.addEventListener("change", language);
      });
      var wanted = (navigator.languages && navigator.languages[0]) || navigator.language || "zh";
      if (!/^zh/i.test(wanted)) document.getElementById("lang-en").checked = true;
      language();

      var box = document.getElementById("find");
      var output = document.getElementById("found");
      var items = Array.prototype.map.call(document.querySelectorAll("[data-f]"), function (element) {
        return { element: element, text: element.textContent.toLowerCase() };
      });
      var sections = document.querySelectorAll("[data-s]");
      function find() {
        var words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var shown = 0;
        items.forEach(function (item) {
          var hit = words.every(function (word) { return item.text.indexOf(word) >= 0; });
          item.element.hidden = !hit;
          if (hit) shown += 1;
        });
        sections.forEach(function (section) {
          section.hidden = words.length > 0 && !section.querySelector("[data-f]:not([hidden])");
        });
        output.textContent = words.length ? shown + " / " + items.length : "";
      }
      box.addEventListener("input", find);
      box.addEventListener("keydown", function (event) {
        if (event.key === "Escape") { box.value = ""; find(); }
      });

      function reveal() {
        var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
        if (!target) return;
        var changed = false;
        for (var node = target; node && node.removeAttribute; node = node.parentNode) {
          if (node.hidden) { node.hidden = false; changed = true; }
        }
        if (changed) target.scrollIntoView();
      }
      window.addEventListener("hashchange", reveal);

      document.querySelectorAll("table.sort").forEach(function (table) {
        var body = table.tBodies[0];
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
          head.querySelector("button").addEventListener("click", function () {
            var up = head.getAttribute("aria-sort") !== "ascending";
            Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
              other.setAttribute("aria-sort", "none");
            });
            head.setAttribute("aria-sort", up ? "ascending" : "descending");
            var numeric = head.classList.contains("n");
            var rows = Array.prototype.map.call(body.rows, function (row, place) {
              var cell = row.cells[column];
              var value = cell.getAttribute("data-v");
              if (value === null) value = cell.textContent;
              return { row: row, place: place, value: numeric ? Number(value) : value };
            });
            rows.sort(function (a, b) {
              var order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
              return (up ? order : -order) || a.place - b.place;
            });
            rows.forEach(function (entry) { body.appendChild(entry.row); });
          });
        });
      });
    })();

    """
}
