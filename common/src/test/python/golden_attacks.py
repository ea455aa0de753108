"""Writes what public implementations of the attacks find on a small network.

The Java test GoldenAttacksTest compares the product's attacks with these files, so that it needs
neither Python nor the peers. Every case below holds the product's settings next to the peers', and
both sides read the same images and weights.

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
import peers
import saliency_map
import small_network

GOLDEN = pathlib.Path(__file__).parents[1] / "resources/golden"
CLASSES = small_network.CLASSES
NETWORKS = {
    "plain": None,
    "two-levels": {"levels": 2, "z": 20},
    # PyTorch differentiates a sigmoid as y (1 - y), which is 0 where y rounds to 1.
    "two-levels-saturating": {"levels": 2, "z": 50, "derivative": "saturating"},
    "four-levels": {"levels": 4, "z": 50},
}
SOME_NETWORKS = ("plain", "two-levels")
# The paper's whole network, on which only AutoAttack and its parts run.
FULL = "full"
FULL_IMAGES = 200
FULL_EPSILON = 0.12
PER_CLASS = 3
FRAGILE = slice(0, 120, 4)
CLEAR_MARGIN = 0.05
RANDOM_RUNS = 10
SLOW_RUNS = 3
# What moving an image to [-0.5, 0.5] and back may change: less is no change.
ROUNDING = 1e-6
DIGITS = 5
LARGEST = {"linf": 1, "l2": 100, "l1": 10_000, "l0": 1}
TO_THE_END = {"stop": "after-all-iterations", "reuse-successes": "never"}


def images_case(name, network, type_, options, epsilon, target, references):
    """A case whose adversarial images are compared."""
    return case(name, network, "typical", type_, options, epsilon, target, 1, references, True)


def case(name, network, images, type_, options, epsilon, target, runs, references, exact=False):
    """A case whose distances and successes are compared, over several runs if there is chance."""
    return {
        "name": name,
        "network": network,
        "images": images,
        "type": type_,
        "options": options | ({} if target is None else {"target": target}),
        "epsilon": epsilon,
        "target": target,
        "runs": runs,
        "references": references,
        "exact": exact,
    }


def sign_cases():
    iterations = {"iterations": 10, "step-size": 0.15} | TO_THE_END
    clean = {"iterations": 20, "step-size": 0.1, "start": "clean"} | TO_THE_END
    for network in NETWORKS:
        # Less than the way to a threshold changes little behind a quantization.
        small, large = (0.1, 0.15) if network == "plain" else (0.3, 0.45)
        for target in (None, "next"):
            suffix = network if target is None else f"{network}-targeted"
            yield images_case(
                f"fgsm-{suffix}", network, "fgsm", {}, small, target,
                peers.sign(small, target is not None),
            )
            yield images_case(
                f"bim-{suffix}", network, "bim", iterations, small, target,
                peers.iterative(small, 10, 0.15),
            )
            yield images_case(
                f"pgd-{suffix}", network, "pgd", clean, large, target,
                peers.iterative(large, 20, 0.1),
            )


def saliency_cases():
    for saliency in ("probabilities", "logits"):
        for theta, gamma in ((1, 0.1), (0.3, 0.1), (-1, 0.1)):

            def run(model, images, labels, targets, settings=(theta, gamma, saliency)):
                step, most, of = settings
                of_probabilities = of == "probabilities"
                return saliency_map.attack(model, images, targets, step, most, of_probabilities)

            yield images_case(
                f"jsma-{saliency}-{theta}",
                "plain",
                "jsma",
                {"theta": theta, "gamma": gamma, "saliency": saliency},
                1,
                "next",
                {"cleverhans-3.1-restated": run},
            )


def deepfool_cases():
    for norm, references in (
        ("l2", peers.deepfool_l2(50, 0.02)),
        ("linf", peers.deepfool_linf(50, 0.02)),
    ):
        options = {"norm": norm, "iterations": 50, "overshoot": 0.02}
        largest = 100 if norm == "l2" else 1
        yield images_case(
            f"deepfool-{norm}", "plain", "deepfool", options, largest, None, references
        )


def carlini_wagner_cases():
    for name, target, confidence in (("cw", None, 0), ("cw-targeted-confident", "next", 2)):
        options = {
            "search-steps": 5,
            "iterations": 200,
            "learning-rate": 0.05,
            "initial-constant": 0.01,
            "confidence": confidence,
            "abort": "never",
        }
        references = peers.carlini_wagner(5, 200, 0.05, 0.01, confidence)
        yield case(name, "plain", "typical", "cw", options, 100, target, 1, references)
    # Behind quantization with constants from 10 on, Foolbox's beside ours.
    for network in ("two-levels", "four-levels"):
        options = {"search-steps": 4, "iterations": 100, "learning-rate": 0.1, "initial-constant": 10}
        foolbox_only = {"foolbox": peers.carlini_wagner(4, 100, 0.1, 10, 0)["foolbox"]}
        yield case(f"cw-{network}", network, "typical", "cw", options, 100, None, 1, foolbox_only)


def auto_projected_gradient_cases():
    for network in NETWORKS:
        linf, l2 = (0.1, 1.5) if network == "plain" else (0.3, 3)
        for norm, name, epsilon in (("linf", "Linf", linf), ("l2", "L2", l2)):
            for loss in ("cross-entropy", "dlr", "targeted-dlr"):
                options = {"iterations": 30, "norm": norm, "loss": loss, "start": "clean"}
                options |= {"targets": 1} if loss == "targeted-dlr" else {}
                # In L2 the reference shortens first and clips then, which makes it shorter still.
                yield case(
                    f"apgd-{norm}-{loss}-{network}", network, "typical", "apgd",
                    options | TO_THE_END, epsilon, None, 1,
                    peers.auto_projected_gradient(name, loss, epsilon, 30), norm == "linf",
                )


def sparse_auto_projected_gradient_cases():
    for network in NETWORKS:
        epsilon = 8 if network == "plain" else 12
        for loss, radii in (("cross-entropy", "constant"), ("targeted-dlr", "shrinking")):
            options = {"iterations": 30, "norm": "l1", "loss": loss, "start": "clean"}
            options |= {"targets": 1} if loss == "targeted-dlr" else {}
            yield images_case(
                f"apgd-l1-{radii}-{loss}-{network}", network, "apgd",
                options | {"radii": radii} | TO_THE_END, epsilon, None,
                peers.auto_projected_gradient(
                    "L1", loss, epsilon, 30, shrinking=radii == "shrinking"
                ),
            )


def fast_adaptive_boundary_cases():
    for network in NETWORKS:
        for norm, name in (("linf", "Linf"), ("l2", "L2"), ("l1", "L1")):
            if norm == "l1" and network not in SOME_NETWORKS:
                continue
            for towards in ("each-class", "nearest-class"):
                options = {"iterations": 20, "norm": norm, "towards": towards}
                options |= {"targets": 1} if towards == "each-class" else {}
                yield case(
                    f"fab-{norm}-{towards}-{network}", network, "typical", "fab", options,
                    LARGEST[norm], None, 1,
                    peers.fast_adaptive_boundary(name, towards == "each-class", 20),
                )


def full_network_cases():
    """AutoAttack and its parts without chance on the whole network."""
    for norm, name, epsilon, loss, shrinking in (
        ("linf", "Linf", 0.06, "cross-entropy", False),
        ("linf", "Linf", 0.06, "dlr", False),
        ("linf", "Linf", 0.06, "targeted-dlr", False),
        ("l1", "L1", 6, "cross-entropy", False),
        ("l1", "L1", 6, "targeted-dlr", True),
    ):
        options = {"iterations": 30, "norm": norm, "loss": loss, "start": "clean"}
        options |= {"targets": 1} if loss == "targeted-dlr" else {}
        radii = "shrinking" if shrinking else "constant"
        options |= {"radii": radii} if norm == "l1" else {}
        part = f"-{radii}" if norm == "l1" else ""
        yield case(
            f"apgd-{norm}{part}-{loss}-{FULL}", FULL, f"{FULL}-some", "apgd",
            options | TO_THE_END, epsilon, None, 1,
            peers.auto_projected_gradient(name, loss, epsilon, 30, shrinking), True,
        )
    for norm, name in (("linf", "Linf"), ("l2", "L2"), ("l1", "L1")):
        yield case(
            f"fab-{norm}-each-class-{FULL}", FULL, f"{FULL}-some", "fab",
            {"iterations": 20, "norm": norm, "towards": "each-class", "targets": 1},
            LARGEST[norm], None, 1, peers.fast_adaptive_boundary(name, True, 20),
        )
    yield case(
        f"autoattack-linf-{FULL}", FULL, FULL, "autoattack", {"queries": 500}, FULL_EPSILON, None,
        SLOW_RUNS, peers.standard_autoattack("Linf", FULL_EPSILON),
    )


def minimum_norm_cases():
    for network in ("plain", "two-levels", "four-levels"):
        for target in (None, "next"):
            suffix = network if target is None else f"{network}-targeted"
            options = {"iterations": 40}
            yield case(
                f"ddn-{suffix}", network, "typical", "ddn", options, 100, target, 1,
                peers.decoupled_direction_norm(40),
            )
            for norm in ("linf", "l2", "l1", "l0"):
                # Behind four levels rounding decides: with noise of 1e-5 on the pixels FMN in L1 reaches 9 or 10
                # of the 30 targets, Foolbox's 9 to 11.
                if norm == "l1" and network not in SOME_NETWORKS:
                    continue
                yield case(
                    f"fmn-{norm}-{suffix}", network, "typical", "fmn", options | {"norm": norm},
                    LARGEST[norm], target, 1, peers.fast_minimum_norm(norm, 40),
                )


def random_cases():
    # After one small step the start still shows; after five it should not matter.
    for steps, epsilon in ((1, 0.25), (5, 0.1)):
        start = {"iterations": steps, "step-size": 0.25} | TO_THE_END
        yield case(
            f"pgd-random-start-{steps}", "plain", "typical", "pgd", start, epsilon, None,
            RANDOM_RUNS, peers.iterative(epsilon, steps, 0.25, random_start=True),
        )
    sparse = {"norm": "l1", "iterations": 20, "step-size": 0.2} | TO_THE_END
    yield case(
        "bim-l1", "plain", "typical", "bim", sparse, 10, None, 1,
        peers.sparse_descent(10, 20, 0.2, 0.99),
    )
    yield case(
        "pgd-l1", "plain", "typical", "pgd", sparse | {"step-share": 0.05}, 10, None, RANDOM_RUNS,
        peers.sparse_descent(10, 20, 0.2, 0.95, random_start=True),
    )
    gaussian = {"distribution": "gaussian", "draws": 20}
    uniform = {"distribution": "uniform", "draws": 20}
    yield case(
        "noise-gaussian", "plain", "fragile", "random-noise", gaussian, 2.5, None, RANDOM_RUNS,
        peers.gaussian_noise(2.5, 20),
    )
    yield case(
        "noise-uniform", "plain", "fragile", "random-noise", uniform, 0.15, None, RANDOM_RUNS,
        peers.uniform_noise(0.15, 20),
    )
    yield case(
        "pointwise-l0", "plain", "typical", "pointwise", {"norm": "l0", "noise-levels": 1000}, 1,
        None, SLOW_RUNS, peers.pointwise(False, 1000),
    )
    yield case(
        "pointwise-l2", "plain", "typical", "pointwise", {"norm": "l2", "noise-levels": 1000}, 100,
        None, SLOW_RUNS, peers.pointwise(True, 1000),
    )
    for norm, name, epsilon in (("linf", "Linf", 0.2), ("l2", "L2", 2.5), ("l1", "L1", 20)):
        options = {"norm": norm, "queries": 100} | {"reuse-successes": "never"}
        yield case(
            f"square-{norm}", "plain", "typical", "square", options, epsilon, None, RANDOM_RUNS,
            peers.square(name, epsilon, 100),
        )
    for network, norm, name, epsilon in (
        ("plain", "linf", "Linf", 0.08),
        ("plain", "l2", "L2", 1.2),
        ("two-levels", "linf", "Linf", 0.3),
        ("plain", "l1", "L1", 16),
    ):
        # The peer's square has its 5,000 queries; ours has fewer, for a test of seconds.
        yield case(
            f"autoattack-{norm}-{network}", network, "typical", "autoattack",
            {"norm": norm, "queries": 500}, epsilon, None, 1,
            peers.standard_autoattack(name, epsilon),
        )
    yield case(
        "single-pixel", "plain", "fragile", "single-pixel", {"pixels": 10}, 1, None, RANDOM_RUNS,
        peers.single_pixel(10),
    )
    yield case(
        "single-pixel-every", "plain", "fragile", "single-pixel", {"pixels": 784}, 1, None, 1,
        peers.single_pixel(784),
    )
    yield case(
        "local-search", "plain", "fragile", "local-search", {}, 1, None, SLOW_RUNS,
        peers.local_search(),
    )


def decision_cases():
    yield case(
        "boundary-plain", "plain", "typical", "boundary", {"queries": 1000}, 100, None, SLOW_RUNS,
        peers.boundary(1000),
    )
    for network, norm, largest in (("plain", "linf", 1), ("two-levels", "l2", 100)):
        options = {"norm": norm, "queries": 600, "start": "blended-noise"}
        yield case(
            f"hopskipjump-{norm}-{network}", network, "typical", "hopskipjump", options, largest,
            None, SLOW_RUNS, peers.hopskipjump(norm, 600),
        )


def cases():
    yield from sign_cases()
    yield from saliency_cases()
    yield from deepfool_cases()
    yield from carlini_wagner_cases()
    yield from auto_projected_gradient_cases()
    yield from sparse_auto_projected_gradient_cases()
    yield from fast_adaptive_boundary_cases()
    yield from full_network_cases()
    yield from minimum_norm_cases()
    yield from decision_cases()
    yield from random_cases()


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
        for name, front in NETWORKS.items()
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
        FULL: of_full[:FULL_IMAGES],
        f"{FULL}-some": of_full[: PER_CLASS * CLASSES],
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
    networks[FULL] = whole
    save_images(sets, networks)
    file = GOLDEN / "cases.json"
    known = json.loads(file.read_text())["cases"] if file.exists() else []
    names = {entry["name"] for entry in cases()}
    records = {record["name"]: record for record in known if record["name"] in names}
    for entry in cases():
        if only in entry["name"]:
            record, first = attack(entry, networks, sets)
            records[record["name"]] = record
            if record["exact"]:
                np.savez_compressed(GOLDEN / f"{record['name']}.npz", adversarial=first)
    lines = ",\n".join(json.dumps(record) for record in records.values())
    file.write_text(f'{{"networks": {json.dumps(NETWORKS | {FULL: None})}, "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
