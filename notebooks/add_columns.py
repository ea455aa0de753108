"""Bring notebooks/data/NAME, of the first tables of 0.1.0 and renamed by rename_data.py, under the columns of now.

    python notebooks/add_columns.py paper-mnist paper-cifar10

No number changes. What the run did not measure has no value, or is left out; what follows from other columns is filled in.
"""

import argparse
import json

import pyarrow as pa
import pyarrow.parquet as pq

from rename_data import DATA, digest, write

VERSIONS = {"cells": (5, 7), "models": (4, 7), "examples": (4, 5)}
AFTER = {  # new columns and the columns that they follow
    "cells": {"train_images": "network", "gradient_through": "adaptation", "eot_samples": "scoring_draws",
              "mean_l0": "mean_l1", "mean_success_l0": "mean_success_l1", "mean_inferences": "mean_success_queries"},
    "models": {"train_images": ["image_channels", "image_height", "image_width", "class_names", "network"],
               "agreement_high": ["random", "probabilities"]},
    "examples": {},
}
TYPES = {"scoring_draws": pa.int32(), "mean_l1": pa.float64(), "mean_success_l1": pa.float64(),
         "mean_success_queries": pa.float64(), "probabilities": pa.bool_()}
IMAGES = {  # channels, height, width, names of the classes
    "mnist": (1, 28, 28, [str(digit) for digit in range(10)]),
    "cifar10": (3, 32, 32, "airplane automobile bird cat deer dog frog horse ship truck".split()),
}
OF_IMAGES = {"image_channels": pa.int32(), "image_height": pa.int32(), "image_width": pa.int32(),
             "class_names": pa.list_(pa.field("element", pa.string(), False))}
LEFT_OUT = ["l1", "queries", "broken_by"]  # of examples
GENTLE_Z = 10  # up to here the derivative of a quantization layer hides nothing
NOTHING_IN_FRONT = ("none", "input-dropout")
WHY = "tables have more columns since: what the run did not measure has no value, and worst_case is not there"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", metavar="NAME", help="a folder in notebooks/data")
    for name in parser.parse_args().names:
        extend(DATA / name)


def extend(folder):
    provenance = json.loads((folder / "provenance.json").read_text())
    if "rewritten" not in provenance or "extended" in provenance:
        raise SystemExit(f"Cannot extend {folder.name}: it is not what rename_data.py made")
    models = pq.read_table(folder / "models.parquet", columns=["model_id", "recipe"]).to_pylist()
    networks = {row["model_id"]: json.loads(row["recipe"])["network"]["architecture"] for row in models}
    for table in VERSIONS:
        file = folder / f"{table}.parquet"
        write(file, table, extended(pq.read_table(file), table, networks))
    former = provenance["files"]
    provenance["left_out"]["columns_of_examples"] += LEFT_OUT
    provenance["extended"] = {
        "by": f"python notebooks/add_columns.py {folder.name}",
        "why": WHY,
        "former_files": {file: former[file] for file in former if digest(folder / file) != former[file]},
    }
    provenance["files"] = {file: digest(folder / file) for file in former}
    (folder / "provenance.json").write_text(json.dumps(provenance, indent=2) + "\n")


def extended(rows, table, networks):
    """The table with the columns of now, with the network of each model by its id."""
    old, new = VERSIONS[table]
    if set(rows["schema_version"].to_pylist()) != {old}:
        raise SystemExit(f"Cannot extend {table}: its rows are not of version {old}")
    columns, fields = [], []
    for field, column in zip(rows.schema, rows.columns):
        columns.append(pa.array([new] * len(rows), field.type) if field.name == "schema_version" else column)
        fields.append(field)
        added = AFTER[table].get(field.name, [])
        for name in [added] if isinstance(added, str) else added:
            made = values(rows, name, networks)
            columns.append(made)
            fields.append(pa.field(name, made.type, name in TYPES))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def values(rows, name, networks):
    if name == "network":
        return pa.array([networks[model] for model in rows["model_id"].to_pylist()])
    if name in TYPES:
        return pa.nulls(len(rows), TYPES[name])
    if name in OF_IMAGES:
        place = list(OF_IMAGES).index(name)
        return pa.array([IMAGES[dataset][place] for dataset in rows["dataset"].to_pylist()], OF_IMAGES[name])
    if name == "adaptation":
        keys = ("defense", "z", "threat_model", "gradient_through", "eot_samples")
        return pa.array(list(map(adaptation, *(rows[key].to_pylist() for key in keys))))
    if any("stochastic" in text or "resize" in text for text in rows["recipe"].to_pylist()):
        raise SystemExit("Cannot tell which models draw random numbers: make the data anew")
    return pa.array([False] * len(rows))  # random


def adaptation(defense, z, threat_model, gradient_through, eot_samples):
    """As Adaptation.java says of these defenses; CommittedResultsTest compares the two."""
    if eot_samples is not None:
        raise SystemExit("Cannot extend cells of random models: they were scored by one draw; run the sweep again")
    if defense in NOTHING_IN_FRONT:
        return "not-needed"
    through = json.loads(gradient_through or "{}")
    hidden = through.get("quantization") == "exact" and z > GENTLE_Z
    if threat_model != "white-box" or "activation" in through or hidden:
        return "not-adapted"
    return " + ".join(dict.fromkeys(through.values()))


if __name__ == "__main__":
    main()
