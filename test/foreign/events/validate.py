"""Says what JSON Schema's reference implementation for Python finds wrong with each event."""

import json
import sys
from importlib.metadata import version

from jsonschema import Draft202012Validator

given = json.load(sys.stdin)
validators = {}
for event_type, schema in given["schemas"].items():
    Draft202012Validator.check_schema(schema)
    validators[event_type] = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

faults = [
    [f"{error.json_path}: {error.message}" for error in validators[event["type"]].iter_errors(event["detail"])]
    for event in given["events"]
]
json.dump({"validator": f"jsonschema {version('jsonschema')}", "faults": faults}, sys.stdout)
