"""Print the paper's claims and what came of them as Markdown: the tables of the README, from notebooks/data.

    python notebooks/claims_table.py paper-mnist paper-cifar10

Left out are further readings of a claim (targeted, clipped afterwards, without label smoothing), which notebooks/paper-figures has.
"""

import argparse
import re

import sweep_tables

FURTHER_READINGS = re.compile(r"-targeted$|-without-smoothing$|^cw-(?:white|black)-box-.*-clipped$|^cw-drop-.*-clipped$")
COLUMNS = ["claim", "source", "paper", "ours", "seeds", "verdict"]
WORDS = {"not": "not reproduced", "not-run": "not run"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", metavar="NAME", help="a folder in notebooks/data")
    for name in parser.parse_args().names:
        table = sweep_tables.claims(sweep_tables.Results(sweep_tables.DATA / name))
        rows = table[~table.id.str.contains(FURTHER_READINGS)].replace({"verdict": WORDS})[COLUMNS]
        print(line(COLUMNS), line(["---"] * len(COLUMNS)), *map(line, rows.to_numpy()), "", sep="\n")


def line(fields):
    return "| " + " | ".join(str(field).replace("|", "\\|") for field in fields) + " |"


if __name__ == "__main__":
    main()
