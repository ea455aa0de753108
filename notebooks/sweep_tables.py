"""Open the tables of sweeps for the notebooks: finished result folders, and the samples of them in notebooks/data."""

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from IPython.display import Markdown, display

DATA = Path(__file__).resolve().parent / "data"
PAPER = tuple(folder for folder in (DATA / "paper-mnist", DATA / "paper-cifar10") if folder.is_dir())
QUICKSTART = (DATA.parent.parent / "results" / "quickstart",)

# Colours of Okabe and Ito, which people with colour-blindness can tell apart; markers and line styles help further.
COLOURS = ["#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
MARKERS = "os^Dv<>P*X"
LINES = ["-", "--", ":"]
CLAIM_UNITS = {
    "value": "%",
    "at-most": "%",
    "exceeds": "% of pairs",
    "gain": "points",
    "drops": "points",
    "reduces-slightly": "points",
    "falls": "points",
}
IMAGES = ["image_channels", "image_height", "image_width", "class_names"]  # what models say of their images
DESCRIBED_BY_NAME = ("architecture", "layers")  # of a recipe's network


@dataclass(frozen=True)
class Results:
    """The tables of one sweep: a result folder, or a folder with one Parquet file (or folder) for each table."""

    folder: Path

    @property
    def name(self):
        return self.folder.resolve().name

    def path(self, table):
        """Where the table is, or None. The file tables.json of a result folder names the newest publication."""
        newest = self.folder / "tables.json"
        tables = self.folder / json.loads(newest.read_text())["folder"] if newest.is_file() else self.folder / "tables"
        candidates = (tables / table, self.folder / f"{table}.parquet", self.folder / table)
        return next((path for path in candidates if path.exists()), None)

    def pattern(self, table):
        """The table's files for FROM '...' of SQL."""
        path = self.path(table)
        return f"{path}/*.parquet" if path.is_dir() else str(path)

    def read(self, table, columns=None, filters=None):
        """The table, or some of its columns and rows (filters as of pyarrow); without rows where there is none."""
        path = self.path(table)
        return pd.DataFrame() if path is None else pd.read_parquet(path, columns=columns, filters=filters)


def open_results(variable="SWEEP_RESULTS", default=PAPER, needs=("cells", "models")):
    """The folders that an environment variable names (joined as in PATH), else the default ones."""
    named = [Path(part) for part in os.environ.get(variable, "").split(os.pathsep) if part]
    found = [Results(folder) for folder in named or default]
    for results in found:
        missing = [table for table in needs if results.path(table) is None]
        if missing:
            raise FileNotFoundError(
                f"{results.folder.name} has no table {', '.join(missing)}. Finish the sweep that the first cell names, "
                f"or set {variable} to the folders of finished ones (joined by '{os.pathsep}')."
            )
    return found


def load(folders):
    """Tables `cells` (complete ones, with columns of `describe` and of images of their model) and `models` of folders."""
    models, cells = [], []
    for results in folders:
        own = results.read("models").assign(result=results.name)
        if not {*IMAGES, "network"} <= set(own):
            raise ValueError(
                f"{results.name} has tables of an earlier version, without {', '.join([*IMAGES, 'network'])}. "
                "Run the sweep again into another folder."
            )
        models.append(pd.concat([describe(part) for _, part in own.groupby(["dataset", "train_images"], sort=False)]))
        rows = results.read("cells").assign(result=results.name)
        left_out = rows[rows.status != "complete"]
        if len(left_out):
            print(f"Left out of {results.name}, as they are not complete:", left_out.cell_id.tolist())
        described = models[-1].set_index("model_id")[["label", "reading", *IMAGES]]
        cells.append(rows[rows.status == "complete"].join(described, on="model_id"))
    cells, models = pd.concat(cells, ignore_index=True), pd.concat(models, ignore_index=True)
    several = cells.groupby("dataset").train_images.transform("nunique") > 1
    cells["data"] = cells.dataset.where(~several, cells.dataset + ", " + cells.train_images.astype(str) + " to train")
    cells["options"] = cells.attack_parameters.map(json.loads)
    return cells, models


def claims(results):
    """The table `claims` for readers, one row a claim with what follows from the cells; no rows where there is none."""
    rows = results.read("claims")
    if rows.empty:
        return rows
    return pd.DataFrame(
        {
            "id": rows.claim_id,
            "claim": rows.claim,
            "source": rows.source,
            "paper": [interval(low, high) for low, high in zip(rows.paper_low, rows.paper_high)],
            "ours": [
                ""
                if pd.isna(row.value)
                else f"{row.value:.1f} ({row.value_low:.1f} to {row.value_high:.1f}) {CLAIM_UNITS[row.comparison]}"
                for row in rows.itertuples()
            ],
            "seeds": rows.seeds.where(rows.seeds > 0, ""),
            "verdict": rows.verdict,
            "measured": rows.measured,
            "because": rows.because,
            "note": rows.note.fillna(""),
        }
    )


def interval(low, high):
    """One number, or two as an interval."""
    if pd.isna(low):
        return ""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def settings(model):
    """Two flat dictionaries: a model's own settings, of its defense, and common ones, its network by name and its training."""
    own = json.loads(model.defense_parameters)
    for part in own.pop("defenses", []):
        kind = part.pop("type")
        own |= {key if key in ("levels", "z") else f"{kind} {key}": value for key, value in part.items()}
    recipe = json.loads(model.recipe)
    network = {key: value for key, value in recipe["network"].items() if key not in DESCRIBED_BY_NAME}
    common = {"network": model.network} | {f"network {key}": value for key, value in network.items()}
    return own, common | {f"training {key}": value for key, value in recipe["training"].items()}


def describe(models):
    """Models of one dataset with columns `label` and `reading`.

    A label is the defense, n and z, other settings of the defense that differ among its models, and the reading: what a
    quantization layer, the network or the training has otherwise than most of them. Most models have no reading.
    """
    kinds = models.defense.where(models.target_model_id.isna(), "substitute").tolist()
    own, common = zip(*(settings(model) for model in models.itertuples())) if len(models) else ((), ())

    def values(key, kind=None):
        """As JSON, the most frequent first; the first of the table where they are equally frequent."""
        found = [(o | c).get(key, "") for o, c, k in zip(own, common, kinds) if k == (kind or k) != "substitute"]
        return pd.Series([json.dumps(value) for value in found if value != ""]).value_counts().index

    labels, readings = [], []
    for mine, shared, kind in zip(own, common, kinds):
        shown = [text(symbol, mine[key]) for key, symbol in (("levels", "n"), ("z", "z")) if key in mine]
        rest = [(key, mine[key]) for key in sorted(mine) if key not in ("levels", "z")]
        if kind in ("cq", "tq"):
            unusual = [text(key, value) for key, value in rest if json.dumps(value) != values(key, kind)[0]]
        else:
            unusual = []
            shown += [text(key, value) for key, value in rest if len(values(key, kind)) > 1]
        if kind != "substitute":
            changed = [(key, value) for key, value in shared.items() if json.dumps(value) != values(key)[0]]
            unusual += [text(key.split()[-1], value) for key, value in changed]
        labels.append(" ".join([kind, *shown, *unusual]))
        readings.append(", ".join(unusual))
    return models.assign(label=labels, reading=readings)


def text(name, value):
    """A setting such as n=2."""
    return f"{name}={value:g}" if isinstance(value, (int, float)) else f"{name}={value}"


def choose(cells, query, what):
    """The rows of `cells` that a query of pandas names, and a line that tells which and how many; may have no rows."""
    rows = cells.query(query) if len(cells) else cells
    if rows.empty:
        display(Markdown(f"*{what} is not shown: no row of `cells` has `{query}`.*"))
        return rows
    images = " and ".join(f"{count:,}" for count in sorted(rows.images.unique()))
    seeds = ", ".join(str(seed) for seed in sorted(rows.seed.unique()))
    display(Markdown(f"{what}: {len(rows)} rows of `cells` where `{query}`. Test images: {images}; seeds: {seeds}."))
    return rows


def pool(rows, by, value="adversarial_accuracy"):
    """Mean over the seeds in %, between the ends of all their Wilson intervals; `by` and the seed tell rows apart."""
    twice = rows[rows.duplicated([*by, "seed"], keep=False)]
    if len(twice):
        raise ValueError(f"not told apart by {by} and the seed: {twice.cell_id.tolist()[:4]}")
    low, high = f"{value}_low", f"{value}_high"
    groups = rows.groupby(by, sort=False, dropna=False)
    pooled = groups.agg(
        mean=(value, "mean"), low=(low, "min"), high=(high, "max"), images=("images", "max"), seeds=("seed", "nunique")
    ).reset_index()
    ends = {
        "low": pooled[["low", "mean"]].min(axis=1),
        "high": pooled[["high", "mean"]].max(axis=1),
    }  # in floating point
    return pooled.assign(**{name: values * 100 for name, values in ends.items()}, mean=pooled["mean"] * 100)


def clean(rows):
    """One row for each model and seed: its clean accuracy, on the most test images that any cell has."""
    return rows.sort_values("images", kind="stable").drop_duplicates("model_id", keep="last").sort_index()


def targeted(rows):
    """Rows of targeted attacks, a model's targets added up; `kept` is 1 - success rate of the images attacked."""
    rows = rows[rows.target != "none"].copy()
    rows["attack_parameters"] = [json.dumps({k: v for k, v in o.items() if k != "target"}) for o in rows.options]
    key = "result model_id seed attack attack_parameters threat_model gradient misclassified labels norm epsilon images"
    key = key.split()
    # `target = all` of a configuration: the next class, plus-2, plus-3 and so on.
    steps = rows.target.str.startswith("plus-")
    every = steps.groupby([rows[column] for column in key], dropna=False).transform("any")
    rows["targets"] = rows.target.mask(every & (steps | (rows.target == "next")), "every other class")
    key.append("targets")
    how = {column: "first" for column in rows.columns if column not in key} | {"attacked": "sum", "successes": "sum"}
    summed = rows.groupby(key, sort=False, dropna=False).agg(how).reset_index().query("attacked > 0")
    ends = [wilson(a - s, a) for a, s in zip(summed.attacked, summed.successes)]
    low, high = ([end[side] for end in ends] for side in (0, 1))
    return summed.assign(kept=1 - summed.successes / summed.attacked, kept_low=low, kept_high=high)


def wilson(count, total, z=1.959963984540054):
    """95 % Wilson interval of a share."""
    share, square = count / total, z * z / total
    half = z * math.sqrt(share * (1 - share) / total + square / (4 * total))
    return max(0, (share + square / 2 - half) / (1 + square)), min(1, (share + square / 2 + half) / (1 + square))


def styles(labels):
    """Colour, marker and line of each label, in their order."""
    colours, markers = (len(COLOURS), len(MARKERS))
    return {
        label: {"color": COLOURS[i % colours], "marker": MARKERS[i % markers], "linestyle": LINES[i // colours % 3]}
        for i, label in enumerate(labels)
    }


def planes(values, images):
    """Values as an array [channels, height, width] of the sides in a row with columns IMAGES; None if they have others."""
    height, width = int(images.image_height), int(images.image_width)
    return values.reshape(-1, height, width) if values.size and values.size % (height * width) == 0 else None


def picture(values, images):
    """The same to be drawn, [height, width, 3] in colour, else [height, width, 1]: the first channel, if there are others."""
    channels = planes(values, images)
    if channels is None:
        return None
    coloured = len(channels) == images.image_channels == 3  # three that a defense makes of others are no colours
    return channels[: 3 if coloured else 1].transpose(1, 2, 0)


def class_name(images, number):
    """What a class is called, by a row with columns IMAGES."""
    return images.class_names[number]
