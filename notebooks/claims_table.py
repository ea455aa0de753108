"""Print the paper's claims and what came of them as Markdown, from notebooks/data, or write them into a file.

    python notebooks/claims_table.py paper-mnist paper-cifar10
    python notebooks/claims_table.py --write notebooks/README.md paper-mnist paper-cifar10

The file has a comment for each folder, such as <!-- generated: claims of paper-mnist -->, and <!-- end --> behind it.

Left out are further readings of a claim (targeted, clipped afterwards, without label smoothing), which notebooks/paper-figures has.
"""

import argparse
import re
from pathlib import Path

import sweep_tables

FURTHER_READINGS = re.compile(r"-targeted$|-without-smoothing$|^cw-(?:white|black)-box-.*-clipped$|^cw-drop-.*-clipped$")
COLUMNS = ["claim", "source", "paper", "ours", "seeds", "verdict"]
WORDS = {"not": "not reproduced", "not-run": "not run"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", metavar="NAME", help="a folder in notebooks/data")
    parser.add_argument("--write", type=Path, metavar="FILE", help="puts the tables between their comments in this file")
    arguments = parser.parse_args()
    if arguments.write is None:
        print(*map(markdown, arguments.names), sep="\n")
        return
    text = arguments.write.read_text()
    for name in arguments.names:
        text = filled(text, name, arguments.write)
    arguments.write.write_text(text)


def filled(text, name, file):
    """The text with the table of this folder between its comments."""
    mark = f"<!-- generated: claims of {name} -->\n"
    before, found, behind = text.partition(mark)
    former, end, rest = behind.partition("<!-- end -->")
    if not found or not end or "<!--" in former:
        raise SystemExit(f"Cannot write to {file}: there is no {mark.strip()} with <!-- end --> behind it; add both")
    return before + mark + markdown(name) + end + rest


def markdown(name):
    table = sweep_tables.claims(sweep_tables.Results(sweep_tables.DATA / name))
    rows = table[~table.id.str.contains(FURTHER_READINGS)].replace({"verdict": WORDS})[COLUMNS]
    lines = [line(COLUMNS), line(["---"] * len(COLUMNS)), *map(line, rows.to_numpy())]
    return "".join(row + "\n" for row in lines)


def line(fields):
    return "| " + " | ".join(str(field).replace("|", "\\|") for field in fields) + " |"


if __name__ == "__main__":
    main()
