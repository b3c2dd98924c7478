"""Reads each report as its consumers do; ends with an error at the first that is wrong."""

import csv
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

import jsonschema
from junitparser import JUnitXml

work, schema = map(pathlib.Path, sys.argv[1:])


def text(name):
    return (work / f"report.{name}").read_text(encoding="utf8")


report = json.loads(text("json"))
findings = report["findings"]
assert findings, "the samples have findings"

sarif = json.loads(text("sarif"))
jsonschema.validate(sarif, json.loads(schema.read_text(encoding="utf8")))
run = sarif["runs"][0]
assert len(run["results"]) == len(findings)
assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
assert run["invocations"][0]["executionSuccessful"] is False, "a file could not be read"

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
issue = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "location", "severity"],
    "properties": {
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "required": ["path", "lines"],
            "properties": {"lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}},
        },
    },
}
issues = json.loads(text("gitlab"))
jsonschema.validate(issues, {"type": "array", "items": issue})
assert len(issues) == len({issue["fingerprint"] for issue in issues}) == len(findings)

suites = list(JUnitXml.fromstring(text("junit").encode()))
assert sum(suite.failures for suite in suites) == len(findings)
assert sum(suite.errors for suite in suites) == 1
assert len(suites) == len(report["sources"]) + 1

style = ET.fromstring(text("checkstyle"))
errors = style.findall("file/error")
assert len(errors) == len(findings)
assert all({"line", "column", "severity", "message", "source"} <= set(error.attrib) for error in errors)

with open(work / "report.csv", newline="", encoding="utf8") as table:
    rows = list(csv.DictReader(table, strict=True))
assert len(rows) == sum(len(finding["claims"]) for finding in findings)
assert all(None not in row and None not in row.values() for row in rows)

lines = [json.loads(line) for line in text("ndjson").splitlines()]
assert [line for line in lines if line["type"] == "finding"] == [{"type": "finding", **finding} for finding in findings]
