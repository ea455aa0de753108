"""Writes what public implementations of the attacks find on a small network.

The Java test GoldenAttacksTest compares the product's attacks with these files, so that it needs
neither Python nor the peers. Every case of golden_cases.py holds the product's settings next to the
peers', and both sides read the same images and weights.

Peers, at these commits:

    art           github.com/Trusted-AI/adversarial-robustness-toolbox  23539e2c0604 (1.20.1)
    foolbox       github.com/bethgelab/foolbox                          2513a9a8675d (3.3.4)
    torchattacks  github.com/Harry24k/adversarial-attacks-pytorch       23620a694a36 (3.5.1)
    cleverhans    github.com/cleverhans-lab/cleverhans                  574efc1d2f5c (4.0.0)
    autoattack    github.com/fra31/auto-attack                          a39220048b3c (2023-01-09)
    advertorch    github.com/BorealisAI/advertorch                      e063e341c87d (0.2.4)
    saliency_map.py: our own statement of CleverHans 3.1's saliency map attack

Run it with a Python that has PyTorch, NumPy, SciPy, scikit-learn, tqdm, six, requests, packaging
and Pillow, and that finds the peers, EagerPy (Foolbox's base) and torchvision (which AdverTorch
imports and these attacks do not use):

    PYTHONPATH=<checkouts> OMP_NUM_THREADS=1 python common/src/test/python/golden_attacks.py

It writes common/src/test/resources/golden: network.npz and full-network.npz (weights; kept if
already there), images.npz (images, labels, logits), one .npz of the first peer's adversarial images
for each case that is compared image by image, and cases.json (settings, and each peer's distances
and successes).
"""

import argparse
import copy
import json
import pathlib

import numpy as np
import torch
from torch import nn

import drawn_network
import golden_cases
import small_network

GOLDEN = pathlib.Path(__file__).parents[1] / "resources/golden"
CLASSES = small_network.CLASSES
FULL_IMAGES = 200
PER_CLASS = 3
FRAGILE = slice(0, 120, 4)
CLEAR_MARGIN = 0.05
# What moving an image to [-0.5, 0.5] and back may change: less is no change.
ROUNDING = 1e-6
DIGITS = 5


def trained():
    file = GOLDEN / "network.npz"
    if not file.exists():
        weights = small_network.train().state_dict()
        np.savez_compressed(file, **{name: array.numpy() for name, array in weights.items()})
    return small_network.restore(np.load(file))


def full():
    file = GOLDEN / "full-network.npz"
    if not file.exists():
        np.savez_compressed(file, **drawn_network.weights(drawn_network.train()))
    return drawn_network.restore(np.load(file))


def quantization(levels, z, derivative="exact"):
    del derivative
    return small_network.Quantization(levels, z)


def models():
    plain = trained()
    return {
        name: plain if front is None else nn.Sequential(quantization(**front), plain)
        for name, front in golden_cases.NETWORKS.items()
    }


def image_sets(networks, whole):
    """Some of each class that all small networks get right, some whose predictions are close, and
    the first that the whole network gets right."""
    images, labels = small_network.sample("t10k")
    margins = np.stack([small_network.margins(m, images, labels) for m in networks.values()])
    right = margins.min(0) > CLEAR_MARGIN
    typical = np.concatenate(
        [np.flatnonzero(right & (labels == c))[:PER_CLASS] for c in range(CLASSES)]
    )
    order = np.argsort(margins[0], kind="stable")
    fragile = np.sort(order[margins[0][order] > CLEAR_MARGIN][FRAGILE])
    of_full = np.flatnonzero(small_network.margins(whole, images, labels) > CLEAR_MARGIN)
    chosen = {
        "typical": typical,
        "fragile": fragile,
        golden_cases.FULL: of_full[:FULL_IMAGES],
        f"{golden_cases.FULL}-some": of_full[: PER_CLASS * CLASSES],
    }
    return {name: (images[rows], labels[rows]) for name, rows in chosen.items()}


def save_images(sets, networks):
    arrays = {}
    for name, (images, labels) in sets.items():
        arrays[f"{name}-pixels"] = images
        arrays[f"{name}-labels"] = labels.astype(np.float32)
    for name, model in networks.items():
        with torch.no_grad():
            arrays[f"{name}-logits"] = model(small_network.scaled(sets["typical"][0])).numpy()
    np.savez_compressed(GOLDEN / "images.npz", **arrays)


def measure(model, clean, adversarial, labels, targets):
    """What the Java test compares: successes of images within [0, 1], and their distances."""
    adversarial = adversarial.clamp(0, 1)
    with torch.no_grad():
        predictions = model(adversarial).argmax(1)
    reached = predictions != labels if targets is None else predictions == targets
    change = (adversarial - clean).numpy().reshape(len(clean), -1).astype(np.float64)
    return {
        "success": reached.tolist(),
        "l0": (np.abs(change) > ROUNDING).sum(1).tolist(),
        "l1": np.round(np.abs(change).sum(1), DIGITS).tolist(),
        "l2": np.round(np.sqrt((change**2).sum(1)), DIGITS).tolist(),
        "linf": np.round(np.abs(change).max(1), DIGITS).tolist(),
    }


def in_double(entry):
    """Whether the images to compare with are computed in double precision.

    In float32 PyTorch's y (1 - y) has few right digits where a sigmoid is nearly 1, and rounding
    decides between equally salient pairs; after some steps that shows. Saturation is nothing but
    rounding, so there float32 is what to compare with.
    """
    return entry["type"] == "jsma" or entry["network"] in ("two-levels", "four-levels")


def attack(entry, networks, sets):
    """Runs a case's peers; returns its record and, where images are compared, the first peer's."""
    images, labels = sets[entry["images"]]
    clean, labels = small_network.scaled(images), torch.from_numpy(labels)
    targets = None if entry["target"] is None else (labels + 1) % CLASSES
    model = networks[entry["network"]]
    first = None
    references = []
    for peer, run in entry["references"].items():
        runs = []
        precision = torch.float64 if first is None and in_double(entry) else torch.float32
        attacked = copy.deepcopy(model).to(precision)
        for seed in range(entry["runs"]):
            torch.manual_seed(seed)
            np.random.seed(seed)
            found = run(attacked, clean.to(precision), labels.clone(), targets).detach().float()
            runs.append(measure(model, clean, found, labels, targets))
            if first is None:
                first = found.clamp(0, 1).numpy()
        reference = {"peer": peer} | summary(runs)
        if entry["exact"]:
            same = np.abs(found.clamp(0, 1).numpy() - first) <= 1e-6
            reference["equal-to-first"] = round(float(same.mean()), 6)
        print(entry["name"], reference, flush=True)
        references.append(reference if entry["exact"] else reference | {"runs": runs})
    record = {key: value for key, value in entry.items() if key != "references"}
    return record | {"references": references}, first


def summary(runs):
    """The share of successes, and the mean distances of those."""
    reached = np.concatenate([np.array(run["success"]) for run in runs])
    means = {"success-rate": round(float(reached.mean()), DIGITS)}
    for norm in ("l0", "l1", "l2", "linf"):
        distances = np.concatenate([np.array(run[norm]) for run in runs])[reached]
        means[f"mean-{norm}"] = round(float(distances.mean()), DIGITS) if reached.any() else None
    return means


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only the cases whose names contain this")
    only = parser.parse_args().only
    GOLDEN.mkdir(parents=True, exist_ok=True)
    networks = models()
    whole = full()
    sets = image_sets(networks, whole)
    networks[golden_cases.FULL] = whole
    save_images(sets, networks)
    file = GOLDEN / "cases.json"
    known = json.loads(file.read_text())["cases"] if file.exists() else []
    names = {entry["name"] for entry in golden_cases.cases()}
    records = {record["name"]: record for record in known if record["name"] in names}
    for entry in golden_cases.cases():
        if only in entry["name"]:
            record, first = attack(entry, networks, sets)
            records[record["name"]] = record
            if record["exact"]:
                np.savez_compressed(GOLDEN / f"{record['name']}.npz", adversarial=first)
    lines = ",\n".join(json.dumps(record) for record in records.values())
    fronts = json.dumps(golden_cases.NETWORKS | {golden_cases.FULL: None})
    file.write_text(f'{{"networks": {fronts}, "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
