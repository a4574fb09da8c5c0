"""Drives a release's report.html in headless Chromium as a reader would: report.py RELEASE [PICTURES].

Checks the language switch, the search box, sorting, every link to its evidence, phone width, both colour schemes, that
nothing is asked of the network and nothing complained of on the console, and that the page is readable without script.
"""

import csv
import json
import os
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import yaml
from selenium import webdriver
from selenium.webdriver.common.by import By

passed = 0


def check(holds, what):
    global passed
    if not holds:
        sys.exit(f"report.py: does not hold: {what}")
    passed += 1


class Quiet(SimpleHTTPRequestHandler):
    asked = []

    def log_message(self, *arguments):
        Quiet.asked.append(self.path)


def browser(*, script=True, scheme="light", language="zh-CN"):
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--lang={language}"):
        options.add_argument(argument)
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    preferences = {"intl.accept_languages": language}
    if not script:
        preferences["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    return driver


def resize(driver, width, height):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})


def requests(driver):
    found = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def shown(driver, selector):
    return driver.execute_script(
        "return Array.from(document.querySelectorAll(arguments[0])).filter(e => e.offsetParent !== null).length", selector)


def read(driver, page, release):
    with open(os.path.join(release, "financial_metrics.csv"), encoding="utf-8-sig", newline="") as file:
        figures = list(csv.DictReader(file))
    driver.get(page)
    resize(driver, 1280, 900)

    # Language.
    check(shown(driver, "h2 .zh") > 0 and shown(driver, "h2 .en") == 0, "Chinese by default for a Chinese reader")
    driver.find_element(By.CSS_SELECTOR, "label[for=lang-en]").click()
    check(shown(driver, "h2 .zh") == 0 and shown(driver, "h2 .en") > 0, "the switch shows English")
    check(driver.execute_script("return document.documentElement.lang") == "en", "the page's language follows")
    driver.find_element(By.CSS_SELECTOR, "label[for=lang-both]").click()
    check(shown(driver, "h2 .zh") > 0 and shown(driver, "h2 .en") > 0, "the switch shows both languages")
    driver.find_element(By.CSS_SELECTOR, "label[for=lang-zh]").click()

    # Every number leads to its evidence, with the figure marked.
    broken = driver.execute_script(
        "return Array.from(document.querySelectorAll('a[href^=\"#\"]')).map(a => a.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(id))")
    check(not broken, f"links without a target: {broken[:3]}")
    plain = driver.execute_script(
        "return Array.from(document.querySelectorAll('#figures td.v, #series td.n'))"
        ".filter(td => td.textContent.trim() && !td.querySelector('a[href^=\"#e-\"]')).length")
    check(plain == 0, f"{plain} numbers without a link to their evidence")
    unmarked = driver.execute_script(
        "return Array.from(document.querySelectorAll('#evidence article')).filter(a => !a.querySelector('mark')).length")
    check(unmarked == 0, f"{unmarked} sentences without a marked figure")
    rows = shown(driver, "#figure-table tbody tr")
    check(rows == min(len(figures), 500), f"{rows} figures of {len(figures)}")
    check(shown(driver, "svg") > 0 and shown(driver, "svg a[href]") > 0, "charts with points that are links")
    link = driver.find_element(By.CSS_SELECTOR, "#figure-table td.v a")
    target = link.get_attribute("hash")[1:]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    place = driver.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top", target)
    check(0 <= place < 900, f"a click leads to the evidence: it is at {place}")
    conflicts = sum(row["agreement"] == "conflict" for row in figures)
    check(shown(driver, ".conflict") == min(conflicts, 50), "every conflict is shown")
    check(
        all(len(c.find_elements(By.CSS_SELECTOR, "li")) > 1 for c in driver.find_elements(By.CSS_SELECTOR, ".conflict")),
        "a conflict shows all its statements")

    # Sorting: numbers as numbers, texts as texts, both ways.
    def column(number):
        return driver.execute_script(
            "return Array.from(document.querySelectorAll('#figure-table tbody tr'))"
            ".map(r => r.cells[arguments[0]].getAttribute('data-v') || r.cells[arguments[0]].textContent)", number)

    def heading(number):
        return driver.find_element(By.CSS_SELECTOR, f"#figure-table th:nth-child({number + 1})")

    for number, convert in ((4, float), (0, int), (3, lambda text: text.encode("utf-16-be"))):
        driver.execute_script("arguments[0].querySelector('button').scrollIntoView({block: 'center'})", heading(number))
        heading(number).find_element(By.TAG_NAME, "button").click()
        values = [convert(value) for value in column(number)]
        check(values == sorted(values), f"column {number} sorts upwards")
        check(heading(number).get_attribute("aria-sort") == "ascending", "assistive technology is told")
        heading(number).find_element(By.TAG_NAME, "button").click()
        values = [convert(value) for value in column(number)]
        check(values == sorted(values, reverse=True), f"column {number} sorts downwards")

    # Search.
    box = driver.find_element(By.ID, "find")
    word = next(row["metric_name"] for row in figures if row["metric_name"])
    box.send_keys(word)
    hits = driver.execute_script(
        "return Array.from(document.querySelectorAll('#figure-table tbody tr')).filter(r => !r.hidden)"
        ".map(r => r.textContent)")
    check(hits and len(hits) <= rows and all(word in hit for hit in hits), f"searching {word} finds its figures")
    check("/" in driver.find_element(By.ID, "found").text, "the number of hits is told")
    box.clear()
    box.send_keys("zz-no-such-thing")
    check(shown(driver, "#figure-table tbody tr") == 0, "a word that is nowhere finds nothing")
    box.send_keys("\ue00c")  # escape
    check(shown(driver, "#figure-table tbody tr") == rows, "escape brings everything back")

    for width in (1280, 768, 360):
        resize(driver, width, 800)
        for language in ("zh", "en", "both"):
            driver.execute_script("document.getElementById(arguments[0]).click()", f"lang-{language}")
            wide = driver.execute_script("return document.scrollingElement.scrollWidth")
            check(wide <= width, f"no sideways scrolling at {width} px in {language}: the page is {wide} px wide")
    driver.find_element(By.CSS_SELECTOR, "label[for=lang-zh]").click()

    complaints = [entry["message"] for entry in driver.get_log("browser")]
    check(not complaints, f"the console complains: {complaints[:3]}")
    others = [url for url in requests(driver) if url.split("#")[0] != page and not url.startswith("data:")]
    check(not others, f"the page asks for {others[:3]}")


def contrast(driver):
    """Each colour of text against the page's ground, by WCAG 2."""
    return driver.execute_script("""
      const luminance = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
        .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
      const ground = luminance(getComputedStyle(document.body).backgroundColor);
      return ['body', '.note', '#figure-table a', '.tag', '.source', 'h2'].map(s => {
        const e = document.querySelector(s); if (!e) return [s, 21];
        const l = luminance(getComputedStyle(e).color);
        return [s, (Math.max(l, ground) + .05) / (Math.min(l, ground) + .05)] })""")


def citation(release):
    """CITATION.cff is YAML with what the Citation File Format 1.2.0 requires, and nothing it does not know."""
    path = os.path.join(release, "CITATION.cff")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        content = yaml.safe_load(file)
    check({"cff-version", "message", "title", "authors"} <= content.keys(), "CITATION.cff has what it must have")
    check(content["cff-version"] == "1.2.0" and content["type"] == "dataset", "CITATION.cff is of a dataset")
    schema = os.environ.get("CFF_SCHEMA")
    if schema:
        import jsonschema
        with open(schema, encoding="utf-8") as file:
            jsonschema.validate(content, json.load(file))
        check(True, "CITATION.cff fits its schema")


def main():
    release = os.path.realpath(sys.argv[1])
    pictures = sys.argv[2] if len(sys.argv) > 2 else None
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=release))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = f"http://127.0.0.1:{server.server_port}/report.html"
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    citation(release)
    for scheme in ("light", "dark"):
        driver = browser(scheme=scheme)
        try:
            if scheme == "light":
                read(driver, page, release)
                check(set(Quiet.asked) == {"/report.html"}, f"the server was asked for {set(Quiet.asked)}")
            driver.get(page)
            for what, ratio in contrast(driver):
                check(ratio >= 4.5, f"{what} in {scheme} has a contrast of {ratio:.1f}")
            if pictures:
                for name, width, height in (("desktop", 1280, 2400), ("phone", 360, 2400)):
                    resize(driver, width, height)
                    for part in ("", "#figures", "#coverage", "#conflicts", "#evidence"):
                        driver.get("about:blank")
                        driver.get(page + part)
                        driver.save_screenshot(os.path.join(pictures, f"{name}-{scheme}{part.replace('#', '-')}.png"))
        finally:
            driver.quit()
    driver = browser(script=False)
    try:
        driver.get(page)
        body = driver.find_element(By.TAG_NAME, "body").text
        check("financial_metrics" in body and "依据" in body, "the page is readable without script")
        driver.find_element(By.CSS_SELECTOR, "label[for=lang-en]").click()
        check("Evidence" in driver.find_element(By.ID, "evidence").text, "the switch works without script")
        check(not driver.find_element(By.ID, "find").is_displayed(), "no search box where it could not search")
    finally:
        driver.quit()
    server.shutdown()
    print(f"report.html: {passed} passed, 0 failed")


main()
