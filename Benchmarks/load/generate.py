#!/usr/bin/env python3
"""Writes lines of `dafu normalize` with any number of invented observations: generate.py [COUNT] | dafu load --output DIR

The same count gives the same bytes. A document has 50 observations; keys repeat over documents, so that the keyed
table has agreements and conflicts to settle; a few codes are discovered ones.
"""
import json
import sys
from hashlib import sha256

PER_DOCUMENT = 50
INSTRUMENTS = [("tech-loan", "科技贷款"), ("green-bond", "绿色债券"), ("_Z", ""), ("x-lvyidai-1a2b", "绿易贷")]
METRICS = [("loan_balance", "贷款余额", "CNY", "亿元"), ("issuance_amount", "发行额", "CNY", "亿元"),
           ("enterprise_count", "企业户数", "count", "家"), ("interest_rate", "利率", "percent", "%")]
LIMITS = ["level", "change_yoy", "share"]
COMPARATORS = ["eq", "gt", "ge", "le", "approx"]


def observation(identifier, number, place):
    """One observation: its fields vary with the running number, in a fixed way."""
    code, name = INSTRUMENTS[number % len(INSTRUMENTS)]
    metric, metric_name, unit, unit_text = METRICS[number // 4 % len(METRICS)]
    area = 110000 + number * 7 % 300 * 100
    year = 2005 + number % 20
    value = number * 7919 % 1000003
    text = f"{value}{unit_text}"
    start = 200 + place * 150
    return {
        "observationID": f"{identifier}.{start}", "documentID": identifier,
        "period": {"start": f"{year}-01-01", "end": f"{year}-12-31", "type": "duration", "basis": "stated"},
        "agency": f"{area}-FIN-BUREAU", "agencyName": f"第{area}市财政局", "agencyBasis": "publisher",
        "instrument": code, "instrumentName": name, "metric": metric, "metricName": metric_name,
        "subject": f"第{number % 997}类企业", "measure": LIMITS[number % 3],
        "value": f"{value}00000000" if unit == "CNY" else str(value), "unit": unit, "unitText": unit_text,
        "comparator": COMPARATORS[number % 5], "valueText": text, "status": "realized", "refArea": str(area),
        "refAreaName": f"第{area}市", "section": "一、主要做法和成效 > （一）加大信贷投放", "start": start,
        "end": start + len(text.encode()), "confidence": "0.83", "rule": "number-and-unit",
        "evidence": f"{year}年，全市聚焦“专精特新”企业融资需求，持续优化服务，{metric_name}达到{text}，同比保持稳定增长，"
                    f"较好满足了第{number % 997}类企业的资金需求。",
        "derivation": {"agency": "the body that issued the reply", "instrument": "in the sentence",
                       "measure": "amount", "metric": metric_name, "period": f"{year}年", "status": "no plan named"},
    }


def document(index, count):
    """A document of `count` observations."""
    area = 110000 + index % 300 * 100
    identifier = f"{area}-FIN-BUREAU.caifu-{2005 + index % 20}-{index}"
    return {"normalized": {
        "record": {
            "documentID": identifier, "path": f"{index % 1000:03}/{index}.html", "format": "html",
            "sha256": sha256(str(index).encode()).hexdigest(), "agency": f"{area}-FIN-BUREAU",
            "agencyName": f"第{area}市财政局", "refArea": str(area), "refAreaName": f"第{area}市", "coAgencyNames": [],
            "metadata": {"title": f"对第{index}号提案的答复", "documentNumber": f"财复〔{2005 + index % 20}〕{index}号",
                         "date": f"{2005 + index % 20}-{index % 12 + 1:02}-15", "coAgencies": []}},
        "observations": [observation(identifier, index * PER_DOCUMENT + place, place) for place in range(count)],
        "codes": {"instruments": [{"code": "x-lvyidai-1a2b", "name": "绿易贷", "nameEnglish": "", "aliases": [],
                                   "status": "discovered"}]},
        "findings": []}}


def main():
    """Writes the lines, the last document first: `load` must not rely on their order."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    write = sys.stdout.write
    for index in reversed(range((total + PER_DOCUMENT - 1) // PER_DOCUMENT)):
        count = min(PER_DOCUMENT, total - index * PER_DOCUMENT)
        write(json.dumps(document(index, count), ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
