"""Reads the tables of result folders with several libraries, each as the folder and as a glob, and compares what they find."""

import pathlib
import sys

import duckdb
import pandas
import polars
import pyarrow.dataset
import pyarrow.parquet

READERS = {
    "pandas, folder": lambda folder: len(pandas.read_parquet(folder)),
    "pyarrow.dataset, folder": lambda folder: pyarrow.dataset.dataset(folder).count_rows(),
    "pyarrow.parquet, folder": lambda folder: pyarrow.parquet.read_table(folder).num_rows,
    "DuckDB, glob": lambda folder: duckdb.sql(f"SELECT count(*) FROM '{folder}/*.parquet'").fetchone()[0],
    "Polars, folder": lambda folder: len(polars.read_parquet(folder)),
    "Polars, scanned folder": lambda folder: polars.scan_parquet(folder).select(polars.len()).collect().item(),
    "Polars, glob": lambda folder: len(polars.read_parquet(f"{folder}/*.parquet")),
}


def main(folders):
    for folder in map(pathlib.Path, folders):
        for table in ("cells", "worst_case", "certified", "certificates", "examples", "models", "claims"):
            counts = {name: read(str(folder / "tables" / table)) for name, read in READERS.items()}
            if len(set(counts.values())) != 1:
                sys.exit(f"readers differ on {table} of {folder}: {counts}")
        cells = pandas.read_parquet(folder / "tables/cells", columns=["cell_id", "epsilon", "norm"])
        examples = pandas.read_parquet(folder / "tables/examples", columns=["cell_id", "linf"]).merge(cells, on="cell_id")
        bounded = examples[examples.norm == "linf"]
        above = bounded[bounded.linf > bounded.epsilon]
        if bounded.empty or not above.empty:
            sys.exit(f"{len(above)} of {len(bounded)} perturbations of {folder} are above their epsilon:\n{above.head()}")
    print(f"{len(READERS)} ways to read the tables agree, and no perturbation exceeds its epsilon.")


main(sys.argv[1:])
