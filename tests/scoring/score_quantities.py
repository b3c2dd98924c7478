#!/usr/bin/env python3
"""Scores the scan of figures against public extraction suites.

    score_quantities.py FOLDER [--binary PATH] [--misses SUITE] [--only SUITE]

FOLDER holds the suites as JSON lines: `text`, `expected` (a list of `value`, `unit`, or `lo` and
`hi`). Nothing of them is kept here. BINARY is the example `scan`: a JSON string a line in, a list of
mentions a line out.

Conventions of the suites that differ from the tool's are mapped here, never in the tool:
- a range is one figure; it is a hit for its middle, for both ends, or for `lo` and `hi`;
- a fraction or ratio is a share in percent; it is a hit for its plain value too;
- a bound ("over 30") is an interval open at one end where a suite has ranges;
- a year is a date; where a suite counts it as a number the date is a hit, and elsewhere no error;
- suites of bare numbers list every run of digits: those within a date, a telephone number, an address of the
  internet or another name that holds digits are hits where the tool has a date or a name in that place, and such
  a suite knows no units;
- suites of one model a case (currency, dimension, temperature, age) see only figures of that kind;
- a suite of measurements without values (measeval) is scored by place: a figure, or a date for a year, that overlaps
  the suite's words and says one of the numbers in them is a hit, a list or range of theirs is one item, and "with
  units" asks the unit's own word too;
- a suite of dates (recognizers_en_datetime) is scored by place: a date, a length of time for durations, a time of
  day among names, or what something is per for sets ("every day") that overlaps is a hit, and "with units" asks
  that no year, month or day said there differs. Days counted from the speaker's own clock ("now") stay misses;
- a suite of notations (quinex_utils_tests) states some values of each text only, no full list;
- suites that list only some of a text's figures are scored by recall alone;
- a unit unknown to the tables (a counted noun) is `count`; "dollar" is USD; a thing's age is a duration.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECALL_ONLY = {"quinex_utils_tests", "recognizers_en_number", "recognizers_zh_number", "text2num_en", "duckling_en", "recognizers_zh_unit"}
BY_PLACE = {"recognizers_en_datetime", "measeval_train"}
DUCKLING = {"Numeral", "Ordinal", "AmountOfMoney", "Quantity", "Distance", "Temperature", "Volume", "Duration"}
SPELLED = {
    "c": "celsius", "degree celsius": "celsius", "f": "fahrenheit", "degree fahrenheit": "fahrenheit", "k": "kelvin",
    "pound-mass": "pound", "metric ton": "tonne", "percentage": "percent", "%": "percent", "pence": "penny",
    "dimensionless": "count", "-": "count", "": "count", "unnamed": "count", "dollar": "USD", "rupee": "INR",
    "pound sterling": "GBP", "franc": "CHF", "riyal": "SAR", "dinar": "KWD", "yuan": "CNY", "count": "count",
    "byte": "byte", "bit": "bit", "dozen": "count", "renminbi": "CNY", "british pound": "GBP", "kibibyte": "kilobyte", "netherlands guilder": "NLG", "costa rican colón": "CRC",
}


def unit_names():
    """Every word of the unit tables, with the unit's name in reports."""
    names = dict(SPELLED)
    folder = ROOT / "rules" / "lexicon"
    tables = tomllib.loads((folder / "units.toml").read_text())
    money = tomllib.loads((folder / "currencies.toml").read_text())
    tables |= {"coins": money.pop("part"), "money": money}
    for entries in tables.values():
        for name, unit in entries.items():
            for word in [name, name.lower(), *unit.get("words", [])]:
                names.setdefault(word.lower().replace("-", " "), name)
    return names


NAMES = unit_names()


def same_unit(found, unit, suite):
    """A share without a unit of its own, a date or an ordinal has the unit "none" of the suites."""
    if found["kind"] != "quantity" or found["unit"] == unit or found["bare"] and unit == "count":
        return True
    # Their pound is of money or weight, and their money without a name may have any.
    if unit == "money" and (found["unit"].isupper() or found["unit"] == "count"):
        return True
    if suite == "duckling_en" and unit == "GBP" and found["unit"] == "pound":
        return True
    # The recognizers call the metric ton by the short name.
    if suite.startswith("recognizers") and unit == "ton" and found["unit"] == "tonne":
        return True
    if suite == "duckling_en" and FACTORS.get(unit, ("",))[0] == FACTORS.get(found["unit"], ("none",))[0]:
        return True
    if unit == "count" and (found["form"] in ("Fraction", "Ratio") or found["unit"].startswith("times")):
        return True
    # They call percentage points percent.
    if unit == "percent" and suite.startswith("recognizers") and found["unit"] == "percentage-point":
        return True
    # The recognizers say nothing of what a figure is per.
    return suite.startswith("recognizers") and found["unit"].split(" per ")[0] == unit


def unit_of(expected, source=""):
    """The unit a suite names, in the tool's words."""
    money = "Currency" in source or expected.get("kind") == "AmountOfMoney"
    if money and expected.get("unit") in ("Pound", "Unnamed"):
        return "GBP" if expected["unit"] == "Pound" else "money"
    code = expected.get("currency")
    unit = str(code or expected.get("unit") or "").strip()
    unit = re.sub(r" of age$", "", unit)
    if unit == "%":
        return "percent"
    head, _, per = unit.partition(" per ")
    name = lambda text: NAMES.get(text.lower().replace("-", " "), NAMES.get(text.lower(), None))
    if name(unit) is not None:
        return name(unit)
    if per:
        return f"{name(head) or 'count'} per {name(per) or per}"
    return "count"


def factors():
    """The kind and factor of every unit of measure, to compare a suite's unit with the tool's."""
    tables = tomllib.loads((ROOT / "rules" / "lexicon" / "units.toml").read_text())
    kinds = ("length", "mass", "volume", "time")
    return {name: (kind, float(unit.get("factor", "1"))) for kind in kinds for name, unit in tables[kind].items()}


FACTORS = factors()


def converted(expected, mention, value):
    """The mention's value in the unit the suite converts to: grams, minutes, inches."""
    wanted, found = FACTORS.get(unit_of(expected)), FACTORS.get(mention.get("unit"))
    if not wanted or not found or wanted[0] != found[0]:
        return value
    return value * found[1] / wanted[1]


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(abs(a), abs(b))


def values(mention):
    """Every value that the mention may stand for under some suite's convention."""
    if mention["kind"] == "date":
        return [float(year) for year in re.findall(r"(?:year|month|day): Some\((\d+)\)", mention["date"])]
    if mention["kind"] == "name":
        runs = re.findall(r"\d+", mention["surface"]) if mention["bare"] else []
        return [float(run) for run in runs]
    found = [float(mention["value"])]
    if mention["kind"] == "ordinal":
        return found
    if mention["unit"].startswith("percent"):
        found.append(found[0] / 100)
    if mention.get("range"):
        found += [float(end) for end in mention["range"]]
    return found


def interval_hit(expected, mention):
    low, high = number(expected.get("lo")), number(expected.get("hi"))
    if mention["kind"] != "quantity":
        return False
    if mention.get("range"):
        ends = [float(end) for end in mention["range"]]
        return (low is None or close(ends[0], low)) and (high is None or close(ends[1], high))
    if low is not None and high is not None:
        return False
    wanted = {"at-least", "more-than"} if low is not None else {"at-most", "less-than"}
    stated = low if low is not None else high
    return mention["bound"] in wanted and any(close(value, stated) for value in values(mention))


def hit(expected, mention):
    low, high = number(expected.get("lo")), number(expected.get("hi"))
    if low is not None and low == high:
        return any(close(value, low) for value in values(mention))
    if low is not None or high is not None:
        return interval_hit(expected, mention)
    stated = number(expected["value"])
    return any(close(value, stated) or close(converted(expected, mention, value), stated) for value in values(mention))


COINS = set(tomllib.loads((ROOT / "rules" / "lexicon" / "currencies.toml").read_text())["part"])
MODELS = {
    "Currency": lambda unit: unit[:3].isupper() or unit.split(" per ")[0] in COINS,
    "Temperature": lambda unit: unit in ("celsius", "fahrenheit", "kelvin", "degree"),
    "Age": lambda unit: unit in ("year", "month", "week", "day"),
}


def pair_hit(expected, mentions):
    """Two figures that together say what a suite has as one: "more than 10 and less than 40", "from 350 to 680"."""
    low, high = number(expected.get("lo")), number(expected.get("hi"))
    figures = [mention for mention in mentions if mention["kind"] in ("quantity", "ordinal")]
    for first, second in zip(figures, figures[1:]):
        ends = sorted([float(first["value"]), float(second["value"])])
        if first.get("form") == second.get("form") == "Fraction" and high is not None and high <= 1:
            ends = [end / 100 for end in ends]
        near = second["start"] - first["end"] < 24 and not first.get("range") and not second.get("range")
        if near and low is not None and high is not None and close(ends[0], low) and close(ends[1], high):
            return [first, second]
        middle = number(expected.get("value"))
        if near and expected.get("uncertainty") and middle is not None and close(sum(ends) / 2, middle):
            return [first, second]
    return []


def in_model(source, mention):
    """Whether a figure is of the kind that the suite's model looks for."""
    if mention["kind"] != "quantity":
        return False
    for name, belongs in MODELS.items():
        if name in source:
            return belongs(mention["unit"])
    if "Dimension" in source:
        others = any(belongs(mention["unit"]) for name, belongs in MODELS.items() if name != "Age" and mention["unit"] != "degree")
        return not others and mention["unit"] not in ("count", "percent", "percentage-point", "times", "year", "month", "week", "day", "hour", "minute", "second", "point")
    return True


def wanted(suite, record):
    """What the suite expects of the record, kinds without a figure left out."""
    expected = record.get("expected")
    if expected is None and record.get("rewritten"):
        digits = re.findall(r"[\d.]*\d", record["rewritten"])
        return [{"value": value, "unit": ""} for value in digits]
    keep = []
    for item in expected or []:
        if item.get("kind") == "ordinal.relative" or item.get("value") is None and item.get("lo") is None and item.get("hi") is None:
            continue
        if suite == "duckling_en" and item.get("kind") not in DUCKLING:
            continue
        if item.get("lo") is None and item.get("hi") is None and number(item.get("value")) is None:
            continue
        if item.get("unit") == "dozen":
            item = item | {"value": str(12 * number(item["value"]))}
        keep.append(item)
    return keep


def is_bare(suite, record):
    """Whether the suite lists numbers alone, without what they count."""
    return suite == "text2num_en" or suite.endswith("_number") and record["source"].endswith("NumberModel")


def score_record(suite, record, mentions, tally, misses):
    expected = wanted(suite, record)
    text = record["text"].encode()
    for mention in mentions:
        mention["surface"] = text[mention["start"]:mention["end"]].decode()
        mention["bare"] = is_bare(suite, record)
    if "recognizers_en_unit" in suite or "recognizers_zh_unit" in suite:
        mentions = [mention for mention in mentions if in_model(record["source"], mention)]
    open_mentions = list(mentions)
    used = []
    for item in expected:
        same = [mention for mention in open_mentions if hit(item, mention)]
        unit = unit_of(item, record["source"])
        same.sort(key=lambda mention: mention.get("unit") != unit)
        tally["expected"] += 1
        pair = [] if same else pair_hit(item, open_mentions)
        if pair:
            tally["hits"] += 1
            tally["unit_hits"] += same_unit(pair[1], unit, suite)
            open_mentions = [mention for mention in open_mentions if mention not in pair]
            continue
        if not same:
            misses.append((record["text"], "MISS", item))
            continue
        found = same[0]
        tally["hits"] += 1
        if same_unit(found, unit, suite):
            tally["unit_hits"] += 1
        else:
            misses.append((record["text"], "UNIT " + str(found.get("unit")) + " for " + unit, item))
        if found.get("range") and found not in used:
            used.append(found)
        elif found in open_mentions and not (found["bare"] and found["kind"] in ("date", "name")):
            open_mentions.remove(found)
    # A degree is an angle or a temperature, by what the model seeks.
    angle = lambda mention: suite == "recognizers_en_unit" and mention["unit"] == "degree"
    extra = [mention for mention in open_mentions if mention["kind"] == "quantity" and mention not in used and not angle(mention)]
    tally["extra"] += len(extra)
    for mention in extra:
        misses.append((record["text"], "EXTRA", mention))


def overlaps(item, mention):
    return mention["start"] < item["bend"] and item["bstart"] < mention["end"]


def numbers_in(surface):
    return [float(run.replace(",", "")) for run in re.findall(r"\d[\d,]*(?:\.\d+)?", surface) if run.replace(",", "")]


def measured(item, mentions):
    """The mention that says a number of the suite's words, where they overlap."""
    near = [mention for mention in mentions if overlaps(item, mention) and mention["kind"] != "name"]
    stated = numbers_in(item["surface"])
    return [mention for mention in near if not stated or any(says(mention, number) for number in stated)]


def says(mention, number):
    """Whether a mention says a number, its scale word left out."""
    scaled = [value / 10**power for value in values(mention) for power in (0, 3, 6, 9)]
    return any(close(abs(value), number) for value in scaled)


def parts(date):
    return {part: int(value) for part, value in re.findall(r"(year|month|day): Some\((\d+)\)", date)}


def same_date(item, mention):
    """Whether no part of the date that is said differs from the suite's value."""
    if mention["kind"] != "date":
        return True
    found = parts(mention["date"])
    days = re.findall(r"(\d{4}|XXXX)-(\d\d|XX)(?:-(\d\d|XX))?", item.get("value") or "")
    fits = lambda day: all(not want.isdigit() or part not in found or found[part] == int(want) for part, want in zip(("year", "month", "day"), day))
    return not days or any(fits(day) for day in days)


def dated(item, mentions):
    near = [mention for mention in mentions if overlaps(item, mention)]
    kind = (item.get("kind") or "").split(".")[-1]
    if kind in ("duration", "set"):
        lasting = lambda mention: mention["kind"] == "quantity" and (mention["unit"].split(" per ")[-1] in ("year", "month", "week", "day", "hour", "minute", "second", "decade", "quarter"))
        return [mention for mention in near if mention["kind"] == "date" or lasting(mention)]
    return [mention for mention in near if mention["kind"] == "date" or "time" in kind and mention["kind"] == "name"]


def score_places(suite, record, mentions, tally, misses):
    """Scores a suite that says where its figures stand."""
    text = record["text"].encode()
    for mention in mentions:
        mention |= {"surface": text[mention["start"]:mention["end"]].decode(), "bare": False}
    taken = []
    for item in record["expected"]:
        tally["expected"] += 1
        hits = dated(item, mentions) if suite == "recognizers_en_datetime" else measured(item, mentions)
        if not hits:
            misses.append((record["text"], "MISS", item))
            continue
        tally["hits"] += 1
        if suite == "recognizers_en_datetime":
            whole = any(same_date(item, mention) for mention in hits)
        else:
            unit = unit_of(item)
            whole = any(mention.get("unit", unit) == unit or unit == "count" for mention in hits)
        tally["unit_hits"] += whole
        if not whole:
            misses.append((record["text"], "UNIT " + str(hits[0].get("unit") or hits[0].get("date"))[:160], item))
        taken += [mention for mention in mentions if overlaps(item, mention)]
    extra = [mention for mention in mentions if mention["kind"] == "quantity" and mention not in taken]
    tally["extra"] += len(extra)
    misses.extend((record["text"], "EXTRA", mention) for mention in extra)


def scan(binary, texts):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def ratio(part, whole):
    return part / whole if whole else 0.0


def row(suite, tally):
    recall, unit_recall = ratio(tally["hits"], tally["expected"]), ratio(tally["unit_hits"], tally["expected"])
    if suite.split(":")[0] in RECALL_ONLY | {"recognizers_en_datetime"}:
        return f"{suite:34} {tally['expected']:5} {recall:7.3f} {'-':>7} {'-':>7} | {unit_recall:7.3f} {'-':>7} {'-':>7}"
    found = tally["hits"] + tally["extra"]
    precision, unit_precision = ratio(tally["hits"], found), ratio(tally["unit_hits"], found)
    f1 = lambda r, p: ratio(2 * r * p, r + p)
    return (f"{suite:34} {tally['expected']:5} {recall:7.3f} {precision:7.3f} {f1(recall, precision):7.3f} |"
            f" {unit_recall:7.3f} {unit_precision:7.3f} {f1(unit_recall, unit_precision):7.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--binary", default=str(ROOT / "target" / "debug" / "examples" / "scan"))
    parser.add_argument("--misses", help="print what a suite misses")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"skipped: {options.folder} is not there")
        return 0
    print(f"{'suite':34} {'items':>5} {'recall':>7} {'precis.':>7} {'F1':>7} | with units: the same")
    for path in sorted(options.folder.glob("*.jsonl")):
        records = [json.loads(line) for line in path.read_text().splitlines()]
        tallies, misses = {}, {}
        for record, mentions in zip(records, scan(options.binary, [record["text"] for record in records])):
            kinds = [path.stem]
            if path.stem == "duckling_en" or path.stem.endswith("_number"):
                part = record["source"].split("/")
                kinds.append(path.stem + ":" + (part[1] if path.stem == "duckling_en" else part[-1]))
            score = score_places if path.stem in BY_PLACE else score_record
            for kind in kinds:
                score(path.stem, record, mentions, tallies.setdefault(kind, Counter()), misses.setdefault(kind, []))
        for kind, tally in tallies.items():
            if tally["expected"]:
                print(row(kind, tally))
        for text, what, item in misses.get(options.misses, []):
            print(f"  {what}: {json.dumps({k: item[k] for k in item if k in ('value', 'unit', 'lo', 'hi', 'surface', 'bound')}, ensure_ascii=False)}\n      {text[:220]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
