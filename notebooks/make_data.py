"""Make notebooks/data/NAME, the small part of a finished sweep that the notebooks show, from its result folder.

    python notebooks/make_data.py results/paper-mnist paper-mnist

`cells` and `claims` are kept as they are; of `models` the thresholds of some (those of single pixels are large); of
`examples` the white-box cells of the smallest seed at the paper's epsilons: a few images with pixels and more without.
The same result folder gives the same files. provenance.json tells where they come from.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

import sweep_tables

PICTURED = ("none", "cq", "tq", "quantized-activations")  # in the paper's Figs 1, 7 and 8
EPSILONS = {"fgsm": {"mnist": 0.3, "cifar10": 0.1}, "cw": {"mnist": 0.1, "cifar10": 0.1}}
PIXELS = ["clean_pixels", "adversarial_pixels", "network_input_clean", "network_input_adversarial"]
LEFT_OUT = [
    "gradient_zero_share",
    "gradient_non_finite",
    "gradient_l2",
    "attack_gradients",
    "attack_inferences",
    "attack_seconds",
]
MOST_BYTES = 1_300_000  # of examples
MOST_THRESHOLDS = 30_000  # values, in models
IMAGES = 200  # of each cell in examples without pixels
MOST_PICTURES = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the result folder of a finished sweep")
    parser.add_argument("name", help="the folder to make in notebooks/data")
    chosen = parser.parse_args()
    source, target = sweep_tables.Results(chosen.folder), sweep_tables.DATA / chosen.name
    target.mkdir(parents=True, exist_ok=True)
    cells, models = sweep_tables.load([source])
    rows, left_out = {}, {}
    for table in ("cells", "claims"):
        if source.path(table) is not None:
            rows[table] = write(target, table, ds.dataset(source.path(table)).to_table())
    rows["models"], left_out["thresholds_of_models"] = write_models(source, target, models)
    rows["examples"], left_out["columns_of_examples"] = write_examples(source, target, cells), LEFT_OUT
    write_provenance(chosen, target, rows, left_out)
    size = sum(file.stat().st_size for file in target.iterdir())
    print(f"{chosen.name}: {size / 1e6:.2f} MB, " + ", ".join(f"{table} {count}" for table, count in rows.items()))


def write(target, table, rows, **options):
    """Writes rows, without what Spark adds to a schema, and returns their number."""
    rows = rows.replace_schema_metadata(None)
    pq.write_table(rows, target / f"{table}.parquet", compression="zstd", compression_level=19, **options)
    return rows.num_rows


def write_models(source, target, models):
    """Keeps thresholds, smallest seed first, while they are few; the number of rows and the models that lost theirs."""
    table = ds.dataset(source.path("models")).to_table()
    kept, total = set(), 0
    for model in models[models.thresholds.notna()].sort_values("seed", kind="stable").itertuples():
        if len(model.thresholds) <= 100 or total + len(model.thresholds) <= MOST_THRESHOLDS:
            kept.add(model.model_id)
            total += len(model.thresholds)
    ids, values = table["model_id"].to_pylist(), table["thresholds"].to_pylist()
    lost = [i for i, own in zip(ids, values) if own is not None and i not in kept]
    column = pa.array(
        [own if i in kept else None for i, own in zip(ids, values)], table.schema.field("thresholds").type
    )
    index = table.schema.get_field_index("thresholds")
    return (
        write(target, "models", table.set_column(index, table.schema.field("thresholds").with_nullable(True), column)),
        lost,
    )


def shown_cells(cells):
    """White-box cells with exact gradients and the usual reading, of the smallest seed; one epsilon of each attack."""
    rows = cells.query("threat_model == 'white-box' and gradient == 'exact' and reading == ''").copy()
    rows["options_text"] = [json.dumps({k: v for k, v in o.items() if k != "target"}) for o in rows.options]
    key = ["data", "label", "attack", "options_text", "images"]
    rows = rows[rows.seed == rows.groupby(key).seed.transform("min")]

    def goal(row):
        known = [value for name, value in EPSILONS.get(row.attack, {}).items() if row.data.startswith(name)]
        return known[0] if known and row.norm == "linf" else None

    goals = pd.Series([goal(row) for row in rows.itertuples()], rows.index, dtype=float)
    rows["away"] = (rows.epsilon - goals).abs().where(goals.notna(), -rows.epsilon)  # else the largest
    return rows[rows.away == rows.groupby(["data", "attack", "options_text"]).away.transform("min")]


def write_examples(source, target, cells):
    """As many pictures a cell as fit, 5 at most; the number of rows."""
    rows = shown_cells(cells)
    # Of targeted attacks on the same few images one target is enough for pictures.
    pictured = rows[rows.defense.isin(PICTURED)].drop_duplicates(["label", "attack", "options_text"])
    dataset = ds.dataset(source.path("examples"))
    columns = [name for name in dataset.schema.names if name not in (*LEFT_OUT, *PIXELS)]
    plain = dataset.to_table(columns=columns, filter=ds.field("cell_id").isin(rows.cell_id.tolist())).to_pandas()
    plain = plain.sort_values(["cell_id", "image_index"], kind="stable")
    filters = ds.field("cell_id").isin(pictured.cell_id.tolist()) & ds.field("clean_pixels").is_valid()
    pixels = dataset.to_table(columns=["cell_id", "image_index", *PIXELS], filter=filters).to_pandas()
    pixels = pixels.sort_values(["cell_id", "image_index"], kind="stable")
    schema = pa.schema(
        [dataset.schema.field(name) for name in columns] + [pa.field(n, pa.list_(pa.float32())) for n in PIXELS]
    )
    for pictures in range(MOST_PICTURES, 0, -1):
        few = pixels.groupby("cell_id").head(pictures)
        both = plain.merge(few, on=["cell_id", "image_index"], how="left")
        order = both.clean_pixels.isna().groupby(both.cell_id).cumsum()
        kept = both[both.clean_pixels.notna() | (order <= IMAGES)]
        table = pa.Table.from_pandas(kept, schema, preserve_index=False)
        # Large pages, so that an image that returns in many cells is stored once; attacked pixels seldom repeat.
        split = [f"{name}.list.element" for name in PIXELS[1::2]]
        dictionary = [name for name in columns if not name.endswith("_confidence")] + [
            f"{n}.list.element" for n in PIXELS[::2]
        ]
        count = write(
            target,
            "examples",
            table,
            use_dictionary=dictionary,
            use_byte_stream_split=split,
            data_page_size=1 << 26,
            dictionary_pagesize_limit=1 << 24,
        )
        if (target / "examples.parquet").stat().st_size <= MOST_BYTES:
            break
    print(f"{pictures} pictures of each of {len(pictured)} cells, {len(rows)} cells in examples")
    return count


def write_provenance(chosen, target, rows, left_out):
    """provenance.json, and the dataset's line in the README of notebooks/data."""
    grid = json.loads((chosen.folder / "sweep.json").read_text())
    for beside in ("effective.conf", "report.html"):
        shutil.copyfile(chosen.folder / beside, target / beside)
    newest = chosen.folder / "tables.json"
    published = json.loads(newest.read_text()) if newest.is_file() else {}
    facts = {
        "sweep": grid["name"],
        "grid": grid["grid"],
        "version": grid["version"],
        "published": published.get("published"),
        "command": f"./sweep run notebooks/data/{chosen.name}/effective.conf",
        "made_by": f"python notebooks/make_data.py results/{grid['name']} {chosen.name}",
        "sources": {file["file"]: file["sha256"] for file in published.get("files", [])},
        "rows": rows,
        "left_out": left_out,
        "files": {file.name: digest(file) for file in sorted(target.iterdir()) if file.name != "provenance.json"},
    }
    (target / "provenance.json").write_text(json.dumps(facts, indent=2) + "\n")
    readme = sweep_tables.DATA / "README.md"
    known = readme.read_text().splitlines() if readme.is_file() else README.splitlines()
    known = [line for line in known if not line.startswith(f"| `{chosen.name}` |")]
    day = (facts["published"] or "")[:10]
    counts = ", ".join(f"{table} {count:,}" for table, count in rows.items())
    line = f"| `{chosen.name}` | `{facts['command']}` | {facts['grid']} | {facts['version']} | {day} | {counts} |"
    readme.write_text("\n".join([*known, line]) + "\n")


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


README = """# Data that the notebooks show

Parts of finished sweeps, made by `notebooks/make_data.py`. `provenance.json` in each folder has the SHA-256 of the tables
that they come from and says what was left out; `cells` and `claims` are complete. `effective.conf` is the whole configuration:
running it repeats the sweep. `report.html` shows it; download it and open it in a browser.

`notebooks/rename_data.py` and `notebooks/add_columns.py` brought the files of version 0.1.0 under the names and columns of now; numbers
are those of the run, and so are the ids of cells, models and grids: running `effective.conf` today gives the same cells other ids.
What these runs did not measure, such as `l1` and the table `worst_case`, is not there. `provenance.json` says so where it is the case.

| folder | sweep | grid | version | published | rows |
|---|---|---|---|---|---|"""

if __name__ == "__main__":
    main()
