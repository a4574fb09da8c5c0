"""The peers: each is a maker that loads it and returns a function from a text and a reference day to a Reading.

What is asked of each, and how its names become ours, stands beside its maker. None is given rules of ours, except for the
unit after a bare number (items.with_unit).
"""
import datetime
from items import DAY, Date, Quantity, Reading, day, decimal, grain_end, reported

CURRENCIES = {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "港币": "HKD", "日元": "JPY"}
NOON = datetime.time(12)


def jionlp():
    """Money and times; it reads no counts and no percents. A range such as 100-200万 for 100多万元 is its lower end."""
    import jionlp as jio
    bounds = {"accurate": ("eq",), "blur+": ("gt", "ge"), "blur-": ("lt", "le"), "blur": ("approx",)}

    def read(text, reference):
        reading = Reading()
        for found in jio.ner.extract_money(text) or []:
            detail, (start, end) = found["detail"], found["offset"]
            numbers = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
            values = [v for v in map(decimal, numbers) if v is not None]
            comparators = [bounds.get(detail["definition"], ())] * len(values)
            if len(values) == 2:
                comparators = [("ge",), ("le",)]
                if any(mark in text[start:end] for mark in "多余"):
                    values, comparators = values[:1], [("gt",)]
            unit = CURRENCIES.get(detail["case"], detail["case"])
            reading.quantities.append(Quantity(start, end, values, unit, tuple(comparators)))
        base = {"year": reference.year, "month": reference.month, "day": reference.day}
        for found in jio.ner.extract_time(text, time_base=base) or []:
            (start, end), detail = found["offset"], found["detail"]
            if found["type"] in ("time_span", "time_point"):
                first, last = map(day, detail["time"])
                if first or last:
                    reading.dates.append(Date(start, end, first, last))
            elif found["type"] == "time_delta" and isinstance(detail["time"], dict):
                for unit, number in detail["time"].items():
                    numbers = number if isinstance(number, list) else [number]
                    values = [v for v in map(decimal, numbers) if v is not None]
                    if unit in ("year", "month", "day") and values:
                        reading.quantities.append(Quantity(start, end, values, unit, None, True))
        return reading

    return read


def recognizers():
    """Currencies, percents, dimensions, numbers, ordinals and dates, in Chinese. Ends of its date ranges are exclusive."""
    import recognizers_suite as suite
    codes = {"CNY": "CNY", "USD": "USD", "EUR": "EUR", "HKD": "HKD", "JPY": "JPY"}
    dimensions = {"Square meter": "square_metre", "Square kilometer": "square_kilometre", "Kilometer": "kilometre", "Ton": "tonne",
                  "Metric ton": "tonne", "Mu": "mu", "Hectare": "hectare"}
    chinese = suite.Culture.Chinese

    def spans(values):
        for value in values:
            if value["type"] in ("daterange", "datetimerange"):
                last = day(value.get("end"))
                yield day(value.get("start")), last - DAY if last else None
            elif value["type"] in ("date", "datetime"):
                yield day(value.get("value")), day(value.get("value"))

    def read(text, reference):
        reading = Reading()
        for ask in (suite.recognize_currency, suite.recognize_percentage, suite.recognize_dimension, suite.recognize_ordinal,
                    suite.recognize_number):
            for found in ask(text, chinese):
                resolution = found.resolution or {}
                percent = found.type_name == "percentage"
                value = decimal(str(resolution.get("value") or "").rstrip("%"))
                if value is None:
                    continue
                unit = "percent" if percent else codes.get(resolution.get("isoCurrency")) or dimensions.get(resolution.get("unit"))
                if percent and text[found.start:found.end + 1].endswith("百分点"):
                    unit = "percentage_point"
                ordinal = found.type_name == "ordinal"
                reading.quantities.append(
                    Quantity(found.start, found.end + 1, [value], "rank" if ordinal else unit, None, ordinal))
        for found in suite.recognize_datetime(text, chinese, reference=datetime.datetime.combine(reference, NOON)):
            offered = [s for s in spans((found.resolution or {}).get("values") or []) if s[0] or s[1]]
            if offered:
                reading.dates.append(Date(found.start, found.end + 1, *reported(offered, reference)))
        return reading

    return read


def duckling():
    """Money, numbers, quantities, durations, ordinals and times, ZH_CN, without latent answers. 元 comes as `$`."""
    from duckling import Context, default_locale_lang, load_time_zones, parse, parse_dimensions, parse_lang, parse_locale, parse_ref_time
    zones = load_time_zones("/usr/share/zoneinfo")
    locale = parse_locale("ZH_CN", default_locale_lang(parse_lang("ZH")))
    asked = parse_dimensions(["amount-of-money", "distance", "duration", "number", "ordinal", "quantity", "time", "volume"])
    beijing = datetime.timezone(datetime.timedelta(hours=8))

    def span(value):
        if value.get("type") == "interval":
            first, last = day((value.get("from") or {}).get("value")), day((value.get("to") or {}).get("value"))
            return first, last - DAY if last else None
        first = day(value.get("value"))
        return first, grain_end(first, value.get("grain", "day")) if first else None

    def read(text, reference):
        seconds = int(datetime.datetime.combine(reference, NOON, beijing).timestamp())
        context = Context(parse_ref_time(zones, "Asia/Shanghai", seconds), locale)
        reading = Reading()
        for found in parse(text, context, asked, False):
            value, start, end = found["value"], found["start"], found["end"]
            if found["dim"] == "time":
                offered = [s for s in map(span, value.get("values") or [value]) if s[0] or s[1]]
                if offered:
                    reading.dates.append(Date(start, end, *reported(offered, reference)))
                continue
            ends = {"from": ("ge", "gt"), "to": ("le", "lt")}
            if value.get("type") == "interval":
                read_ends = [(decimal(value[k]["value"]), ends[k]) for k in ends if k in value]
            else:
                read_ends = [(decimal(value["value"]), ("eq",))]
            values, comparators = [v for v, _ in read_ends], tuple(c for _, c in read_ends)
            unit, free = None, found["dim"] in ("duration", "ordinal")
            if found["dim"] == "duration":
                unit = value["unit"]
            elif found["dim"] == "ordinal":
                unit = "rank"
            elif found["dim"] == "amount-of-money":
                unit = next((CURRENCIES[c] for c in sorted(CURRENCIES, key=len, reverse=True) if text[start:end].endswith(c)), None)
            if None not in values:
                reading.quantities.append(Quantity(start, end, values, unit, comparators, free))
        return reading

    return read


def minlp():
    """Xiaomi's Duckling for Chinese, told not to look for times in the future only. Ends of its spans are exclusive."""
    import duckling_chinese as package
    from zoneinfo import ZoneInfo
    tool, kinds = package.Duckling(), package.DucklingDimension
    options = tool.gen_options(
        targets={kinds.AREA, kinds.CURRENCY, kinds.DISTANCE, kinds.DURATION, kinds.FRACTION, kinds.MULTIPLE, kinds.NUMERAL,
                 kinds.ORDINAL, kinds.QUANTITY, kinds.TIME},
        time_options=tool.gen_time_options(recent_in_future=False, always_in_future=False))
    areas = {"平方千米": "square_kilometre", "平方米": "square_metre", "亩": "mu", "公顷": "hectare", "吨": "tonne", "千米": "kilometre"}

    def span(value):
        if "instant" in value:
            first = day(value["instant"]["datetime"])
            return (first, grain_end(first, value["instant"]["grain"])) if first else (None, None)
        last = day((value.get("end") or {}).get("datetime"))
        return day((value.get("start") or {}).get("datetime")), last - DAY if last else None

    def quantity(kind, value, start, end):
        if kind == "Fraction":
            numerator = decimal(value["n"])
            return numerator and Quantity(start, end, [(numerator * 100).normalize()], "percent")
        number = decimal(value.get("n", value.get("v", value.get("value"))))
        if number is None:
            return None
        unit = {"Currency": CURRENCIES.get(value.get("unit")), "Multiple": "times", "Ordinal": "rank",
                "Duration": str(value.get("grain", "")).lower()}.get(kind, areas.get(value.get("unit")))
        return Quantity(start, end, [number], unit, None, kind in ("Duration", "Ordinal"))

    def read(text, reference):
        context = tool.gen_context(datetime.datetime.combine(reference, NOON, ZoneInfo("Asia/Shanghai")))
        reading = Reading()
        for answer in tool.analyze(text, context, options):
            token = answer["token"]
            start, end, value = token["range"]["start"], token["range"]["end"], token.get("value") or {}
            kind = token["node"]["token"]["dim"]
            if kind == "Time":
                first, last = span(value.get("timeValue") or {})
                if first or last:
                    reading.dates.append(Date(start, end, first, last))
            else:
                found = quantity(kind, value, start, end)
                if found:
                    reading.quantities.append(found)
        return reading

    return read


# The name that is printed, the package that its version is asked of, the maker.
PEERS = [("JioNLP", "jionlp", jionlp), ("Recognizers-Text", "recognizers-text-suite", recognizers),
         ("Duckling", "pyduckling-native-phihos", duckling), ("Duckling, MiNLP fork", "duckling-chinese", minlp)]
