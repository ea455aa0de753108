"""Bring notebooks/data/NAME, which version 0.1.0 made, under the names that columns, options and their values have now.

    python notebooks/rename_data.py paper-mnist paper-cifar10

No number changes, but that L0 is the share of an image's values now; the count of them moves to columns of its own.
Hashes that name cells and models stay those of the run, as does report.html. provenance.json tells all of this.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

DATA = Path(__file__).resolve().parent / "data"
VERSIONS = {"cells": (4, 5), "models": (3, 4), "examples": (3, 4), "claims": (1, 1)}
VALUES = {"mnist": 784, "cifar10": 3072}  # of an image
COLUMNS = {
    "training_cost": "training_loss",
    "carried_from": "reused_from",
    "carried": "reused",
    "clean_inside": "network_input_clean",
    "adversarial_inside": "network_input_adversarial",
    "defense_draws": "eot_samples",
}
COUNTS = {  # columns that are shares now: the column of the count
    "l0": "changed_values",
    "mean_l0": "mean_changed_values",
    "mean_success_l0": "mean_success_changed_values",
}
JSON = ("attack_parameters", "defense_parameters", "recipe", "substitute")
TEXTS = ("claim", "measured", "because")
KEYS = {
    "carry": "reuse-successes",
    "cost": "loss",
    "defense-draws": "eot-samples",
    "rounds": "iterations",
    "threshold-updater": "threshold-optimizer",
}
NAMES = {  # values of the option that has this key now
    "bound": {"box-inside": "linf-box", "clip-after": "linf-clip"},
    "hold-out-labels": {"true": "true-label"},
    "labels": {"predicted": "predicted-label", "true": "true-label"},
    "reuse-successes": {"nothing": "never", "successes": "smaller-epsilons"},
    "stop": {"after-all-steps": "after-all-iterations"},
}
WHY = "columns, options and their values have other names since; L0 is the share of an image's values that changed"
IDS = "cell_id, model_id and grid are those of the run: hashes of what it was under the names of 0.1.0"
REPORT = "report.html is the one of the run, with the names of 0.1.0"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", metavar="NAME", help="a folder in notebooks/data")
    for name in parser.parse_args().names:
        rewrite(DATA / name)


def rewrite(folder):
    provenance = json.loads((folder / "provenance.json").read_text())
    if "rewritten" in provenance:
        raise SystemExit(f"Cannot rewrite {folder.name}: it is rewritten; take the files that make_data.py made")
    cells = pq.read_table(folder / "cells.parquet", columns=["cell_id", "dataset"])
    sizes = {cell: VALUES[dataset] for cell, dataset in zip(*(column.to_pylist() for column in cells.columns))}
    for table in VERSIONS:
        file = folder / f"{table}.parquet"
        write(file, table, renamed(pq.read_table(file), table, sizes))
    configuration = folder / "effective.conf"
    configuration.write_text(renamed_configuration(configuration.read_text()))
    former = provenance["files"]
    provenance["rewritten"] = {
        "by": f"python notebooks/rename_data.py {folder.name}",
        "why": WHY,
        "ids": IDS,
        "report": REPORT,
        "former_files": {file: former[file] for file in former if digest(folder / file) != former[file]},
    }
    provenance["files"] = {file: digest(folder / file) for file in former}
    (folder / "provenance.json").write_text(json.dumps(provenance, indent=2) + "\n")


def renamed(rows, table, sizes):
    """The table under the names of now."""
    old, new = VERSIONS[table]
    if set(rows["schema_version"].to_pylist()) != {old}:
        raise SystemExit(f"Cannot rewrite {table}: its rows are not of version {old}; take the files of 0.1.0")
    columns, fields = [], []
    for field, column in zip(rows.schema, rows.columns):
        if field.name in COUNTS:
            columns.append(column)
            fields.append(field.with_name(COUNTS[field.name]))
            values = pa.array([sizes[cell] for cell in rows["cell_id"].to_pylist()], pa.float64())
            column = pc.divide(column.cast(pa.float64()), values)
        elif field.name == "schema_version":
            column = pa.array([new] * len(rows), field.type)
        elif field.name in JSON:
            column = texts(column, renamed_json)
        elif field.name == "labels":
            column = texts(column, NAMES["labels"].get)
        elif table == "claims" and field.name in TEXTS:
            column = texts(column, renamed_text)
        columns.append(column)
        fields.append(pa.field(COLUMNS.get(field.name, field.name), column.type, field.nullable))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def texts(column, rename):
    return pa.array([None if text is None else rename(text) for text in column.to_pylist()], pa.string())


def renamed_json(text):
    """JSON as the program writes it: keys in their order, numbers digit by digit as before."""
    if written(json.loads(text)) != text:
        raise SystemExit(f"Cannot rewrite {text}: its numbers or its order would change")
    return written(renamed_node(json.loads(text)))


def written(node):
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def renamed_node(node, key=None):
    if isinstance(node, dict):
        return {KEYS.get(k, k): renamed_node(value, KEYS.get(k, k)) for k, value in node.items()}
    if isinstance(node, list):
        return [renamed_node(value, key) for value in node]
    return NAMES[key].get(node, node) if key in NAMES else node


def renamed_configuration(text):
    """The same line by line, so that nothing else changes."""
    lines = []
    for line in text.splitlines():
        found = re.fullmatch(r'(\s*)"([\w.-]+)" : (.*)', line)
        if found:
            key = KEYS.get(found[2], found[2])
            value = found[3]
            for old, new in NAMES.get(key, {}).items():
                value = value.replace(f'"{old}"', f'"{new}"')
            line = f'{found[1]}"{key}" : {value}'
        lines.append(renamed_text(line) if '"claim" : ' in line else line)
    result = "\n".join(lines) + "\n"
    expected = renamed_node(json.loads(text))
    for claim in expected.get("claims", []):
        claim["claim"] = renamed_text(claim["claim"])
    if json.loads(result) != expected:
        raise SystemExit("Cannot rewrite effective.conf: a name is elsewhere than at the beginning of a line")
    return result


def renamed_text(text):
    """What the program writes of settings in words, such as training.cost or bound box-inside."""
    text = text.replace("the cost of Eq. 2", "the loss of Eq. 2")
    text = re.sub(r"(?<=\.)(cost|threshold-updater)(?= )", lambda found: KEYS[found[0]], text)
    text = re.sub(r"\bcarry (?=successes|nothing)", "reuse-successes ", text)
    # Members of a part are in the order of their keys.
    text = re.sub(r"(training\.loss [\w-]+), (training\.label-smoothing [\d.]+)", r"\2, \1", text)
    for key, names in NAMES.items():
        text = re.sub(rf"\b({key}) ({'|'.join(names)})\b", lambda found: f"{found[1]} {NAMES[found[1]][found[2]]}", text)
    before, outside, groups = text.partition("outside: ")  # in the order of their names
    return before + outside + ", ".join(sorted(groups.split(", ")))


def write(file, table, rows):
    """As make_data.py does."""
    options = {}
    if table == "examples":
        pixels = [f"{name}.list.element" for name in rows.column_names if pa.types.is_list(rows[name].type)]
        plain = [name for name in rows.column_names if not pa.types.is_list(rows[name].type)]
        options = {
            "use_dictionary": [name for name in plain if not name.endswith("_confidence")] + pixels[::2],
            "use_byte_stream_split": pixels[1::2],
            "data_page_size": 1 << 26,
            "dictionary_pagesize_limit": 1 << 24,
        }
    pq.write_table(rows, file, compression="zstd", compression_level=19, **options)


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
