"""Reads the document on standard input with the reader of the format that the first argument names; prints JSON."""

import configparser
import io
import json
import sys
import tomllib

import dotenv
import yaml


def ini(text):
    parser = configparser.ConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


READERS = {
    "env": lambda text: dict(dotenv.dotenv_values(stream=io.StringIO(text))),
    "ini": ini,
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}

json.dump(READERS[sys.argv[1]](sys.stdin.read()), sys.stdout)
