"""Attacks the models of a finished sweep with code that is not this program's, and says what that breaks beyond the sweep's worst case.

    PYTHONPATH=<checkouts> OMP_NUM_THREADS=1 python common/src/test/python/outside_attacks.py results/NAME --data FOLDER

For each model, norm and epsilon it takes the images that no attack of the sweep broke, and attacks these with

    autoattack  github.com/fra31/auto-attack   a39220048b3c (2023-01-09): `standard`, Linf and L2
    foolbox     github.com/bethgelab/foolbox   2513a9a8675d (3.3.4): DDN (L2) and FMN (Linf, L2)
    box         our own statement in PyTorch: APGD on the outputs of an element-wise quantization, mapped back to pixels (Linf)

To show that they work they also attack ten images that the sweep did break: columns `controls` tell how many of these each breaks.

An image that one of them breaks is a defect of the sweep's attacks to look into, one by one: the last lines name them. The exit code is 1
where they are more than two of a model, norm and epsilon.

It needs a Python with PyTorch, pandas and PyArrow that finds the peers and EagerPy, and the data set's files (MNIST's four, gzipped or
not, or CIFAR-10's binary `test_batch.bin`) in FOLDER; `mnist-sample` needs none. Networks come from `./sweep export`, through the code of notebooks/pytorch.ipynb.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
import torch
from torch.nn import functional as F

ROOT = Path(__file__).parents[4]
SAMPLE = ROOT / "common/src/main/resources/org/qusecnets/sweep/dataset/mnist-sample"
ALLOWED = 2  # images beyond the worst case: attacks draw random numbers
TOLERANCE = 1e-6  # of a norm: float32
BATCH = 100
CONTROLS = 10
ATTACKS = {"linf": ("autoattack", "fmn", "box"), "l2": ("autoattack", "fmn", "ddn")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("results", type=Path, help="the folder of a finished sweep")
    parser.add_argument("--data", type=Path, default=SAMPLE, help="the folder of the data set's files")
    parser.add_argument("--images", type=int, default=200, help="so many test images of each model")
    parser.add_argument("--seed", type=int, help="only models of this seed of the sweep")
    parser.add_argument("--defense", help="only models of this defense")
    parser.add_argument("--without", nargs="*", default=[], help="attacks to leave out")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    tables = arguments.results / "tables"
    models = pd.read_parquet(tables / "models")
    models = models[models.target_model_id.isna()]
    if arguments.seed is not None:
        models = models[models.seed == arguments.seed]
    if arguments.defense:
        models = models[models.defense == arguments.defense]
    cells = pd.read_parquet(tables / "cells")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for model in models.itertuples():
            network = exported(arguments.results / model.file, Path(folder) / model.model_id)
            rows += attacked(network, model, cells[cells.model_id == model.model_id], tables, arguments)
    report(pd.DataFrame(rows))


def exported(file, folder):
    done = subprocess.run([ROOT / "sweep", "export", file, folder], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return loader()["load"](folder)[0].eval()


def loader():
    """The code of the notebook that loads an export."""
    cells = json.loads((ROOT / "notebooks/pytorch.ipynb").read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names = {}
    exec("import hashlib, json\nimport numpy as np\nimport torch\nfrom torch import nn\nfrom torch.nn import functional as F\n", names)
    exec(next(text for text in code if "def load(" in text), names)
    return names


def attacked(network, model, cells, tables, arguments):
    """A row for each norm and epsilon."""
    kept = pd.read_parquet(
        tables / "examples",
        columns=["cell_id", "image_index", "label", "clean_prediction", "adversarial_prediction"],
        filters=ds.field("cell_id").isin(cells.cell_id.tolist()),
    )
    chosen = sorted(kept.image_index.unique())[: arguments.images]
    kept = kept[kept.image_index.isin(chosen)]
    kept["broken"] = (kept.adversarial_prediction != kept.label) | (kept.clean_prediction != kept.label)
    images, labels = test_images(arguments.data, chosen)
    rows = []
    for norm in ("linf", "l2"):
        own = cells[cells.norm == norm]
        distances = {}
        for epsilon in sorted(own.epsilon.unique()):
            inside = own[own.epsilon <= epsilon].cell_id
            broken = kept[kept.cell_id.isin(inside)].groupby("image_index").broken.any()
            robust = [i for i, number in enumerate(chosen) if not broken.get(number, False)]
            correct = kept.groupby("image_index").clean_prediction.first() == kept.groupby("image_index").label.first()
            fallen = [i for i, number in enumerate(chosen) if correct[number] and broken.get(number, False)][:CONTROLS]
            attacks = [attack for attack in ATTACKS[norm] if attack not in arguments.without]
            found = outside(network, images, labels, robust, norm, epsilon, distances, attacks)
            control = outside(network, images, labels, fallen, norm, epsilon, distances, attacks)
            name = model.defense if pd.isna(model.levels) else f"{model.defense} n={model.levels:g}"
            name += "" if pd.isna(model.z) else f" z={model.z:g}"
            row = {"model": name, "seed": model.seed, "norm": norm, "epsilon": epsilon, "images": len(chosen), "robust": len(robust)}
            for attack in attacks:
                row |= {attack: len(found[attack]), f"{attack}, controls": f"{len(control[attack])}/{len(fallen)}"}
            row["beyond"] = sorted(int(chosen[i]) for i in set().union(*found.values()))
            rows.append(row)
            print(row, flush=True)
    return rows


def test_images(folder, chosen):
    """Images [count, channels, rows, columns] in [0, 1], and labels: MNIST's or CIFAR-10's, whichever the folder has."""
    batch = folder / "test_batch.bin"
    if batch.exists():
        records = np.frombuffer(batch.read_bytes(), np.uint8).reshape(-1, 1 + 3 * 32 * 32)
        pixels, labels = records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0]
    else:
        pixels = np.frombuffer(opened(folder, "t10k-images-idx3-ubyte")[16:], np.uint8).reshape(-1, 1, 28, 28)
        labels = np.frombuffer(opened(folder, "t10k-labels-idx1-ubyte")[8:], np.uint8)
    return torch.from_numpy(pixels[chosen].astype(np.float32) / np.float32(255)), torch.from_numpy(labels[chosen].astype(np.int64))


def opened(folder, name):
    zipped = folder / f"{name}.gz"
    return gzip.decompress(zipped.read_bytes()) if zipped.exists() else (folder / name).read_bytes()


def outside(network, images, labels, robust, norm, epsilon, distances, attacks):
    """By attack the places of images that it breaks; each result is checked on the network, in its norm and in [0, 1]."""
    found = {}
    for attack in attacks:
        # Minimum-norm attacks run once: images that resist a larger epsilon resisted the smaller ones.
        new = [i for i in robust if (attack, i) not in distances]
        if attack in ("fmn", "ddn") and new:
            for i, image in zip(new, in_batches(minimum_norm(network, attack, norm), images[new], labels[new])):
                distances[attack, i] = image
        if attack in ("fmn", "ddn"):
            results = [distances[attack, i] for i in robust]
        else:
            run = standard(network, norm, epsilon) if attack == "autoattack" else box(network, epsilon)
            results = in_batches(run, images[robust], labels[robust]) if robust and run else images[robust]
        found[attack] = [i for i, image in zip(robust, results) if breaks(network, images[i], labels[i], image, norm, epsilon)]
    return found


def in_batches(run, images, labels):
    return torch.cat([run(images[at : at + BATCH], labels[at : at + BATCH]) for at in range(0, len(images), BATCH)])


def breaks(network, clean, label, image, norm, epsilon):
    change = (image - clean).double()
    distance = change.abs().max() if norm == "linf" else change.norm()
    inside = distance <= epsilon + TOLERANCE and image.min() >= 0 and image.max() <= 1
    with torch.no_grad():
        return bool(inside) and network(image[None]).argmax().item() != label.item()


def standard(network, norm, epsilon):
    from autoattack import AutoAttack

    attack = AutoAttack(network, norm={"linf": "Linf", "l2": "L2"}[norm], eps=epsilon, version="standard", seed=1, device="cpu", verbose=False)
    return lambda images, labels: attack.run_standard_evaluation(images, labels, bs=BATCH)


def minimum_norm(network, attack, norm):
    import foolbox

    model = foolbox.PyTorchModel(network, bounds=(0, 1), device="cpu")
    chosen = {
        ("ddn", "l2"): foolbox.attacks.DDNAttack(steps=100),
        ("fmn", "l2"): foolbox.attacks.L2FMNAttack(steps=100),
        ("fmn", "linf"): foolbox.attacks.LInfFMNAttack(steps=100),
    }[attack, norm]
    return lambda images, labels: chosen(model, images, labels, epsilons=None)[1]


def box(network, epsilon):
    """APGD in the box of the first layer's outputs; None where that layer does not quantize value by value."""
    layer, rest = network[0], network[1:]
    if type(layer).__name__ not in ("Quantization", "BitDepth", "HardQuantization"):
        return None

    def run(images, labels):
        low, high = (images - epsilon).clamp(0, 1), (images + epsilon).clamp(0, 1)
        with torch.no_grad():
            least, most, clean = layer(low), layer(high), layer(images)
        best = images.clone()
        with torch.no_grad():
            ranks = network(images).scatter(1, labels[:, None], -torch.inf).argsort(1, descending=True)
        for target in [None, ranks[:, 0], ranks[:, 1], ranks[:, 2]]:
            for start in (0, 1):
                share = ((clean - least) / (most - least).clamp(min=1e-12)).clamp(0, 1)
                share = share if start == 0 else torch.rand_like(share)
                codes = ascend(rest, share, least, most, labels, target)
                pixels = mapped_back(layer, codes, images, low, high)
                with torch.no_grad():
                    won = network(pixels).argmax(1) != labels
                best[won] = pixels[won]
        return best

    return run


def ascend(rest, share, least, most, labels, target, steps=40):
    """The codes of the largest loss: momentum, and steps that are halved where the loss stands."""
    share, before = share.clone(), share.clone()
    size = torch.full((len(share), 1, 1, 1), 1.0)
    best, best_loss, checked = share.clone(), torch.full((len(share),), -torch.inf), torch.full((len(share),), -torch.inf)
    for step in range(steps):
        share.requires_grad_()
        logits = rest(least + share * (most - least))
        own = logits.gather(1, labels[:, None])[:, 0]
        if target is None:
            loss = F.cross_entropy(logits, labels, reduction="none")
        else:
            loss = logits.gather(1, target[:, None])[:, 0] - own
        (gradient,) = torch.autograd.grad(loss.sum(), share)
        share, loss = share.detach(), loss.detach()
        better = loss > best_loss
        best[better], best_loss[better] = share[better], loss[better]
        if step % 8 == 7:
            stands = best_loss <= checked
            size[stands] /= 2
            share[stands] = best[stands]
            checked = best_loss.clone()
        next_share = (share + size * gradient.sign()).clamp(0, 1)
        weight = 1.0 if step == 0 else 0.75
        moved = (share + weight * (next_share - share) + (1 - weight) * (share - before)).clamp(0, 1)
        before, share = share, moved
    return least + best * (most - least)


def mapped_back(layer, codes, images, low, high):
    """Pixels within [low, high] whose outputs are next to the codes; where the layer is flat the nearest to the image."""
    with torch.no_grad():
        up = codes > layer(images)
        below, above = torch.where(up, images, low), torch.where(up, high, images)
        for _ in range(40):
            middle = (below + above) / 2
            less = layer(middle) < codes
            below, above = torch.where(less, middle, below), torch.where(less, above, middle)
        ends = torch.where(up, above, below)
        return torch.where(codes == layer(images), images, ends)


def report(rows):
    print(rows.drop(columns="beyond").to_markdown(index=False))
    defects = rows[rows.beyond.map(len) > 0]
    for row in defects.itertuples():
        print(f"{row.model} seed {row.seed}, {row.norm} {row.epsilon:g}: images {row.beyond} resist the sweep's attacks and not these")
    sys.exit(1 if (rows.beyond.map(len) > ALLOWED).any() else 0)


if __name__ == "__main__":
    main()
