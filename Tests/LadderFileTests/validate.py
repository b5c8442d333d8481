#!/usr/bin/env python3
"""Validates ladder files against the JSON Schema: one line a file, `valid NAME` or `invalid NAME`.

Usage: validate.py SCHEMA FILE...   (needs jsonschema and PyYAML)
Reads YAML as version 1.2 does, as editors do: no timestamps, no octal or base-60 numbers, and
only true and false are booleans.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    pass


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms
            if tag.rsplit(":", 1)[1] not in ("timestamp", "bool", "int", "float")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))


def verdict(validator, path):
    try:
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return "invalid"
    return "valid" if validator.is_valid(document) else "invalid"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sys.argv[2:]:
        print(verdict(validator, path), path.rsplit("/", 1)[1])


if __name__ == "__main__":
    main()
