"""Times the certificates of auto_LiRPA on the network and images of attack_reference.py.

    python certificate_reference.py --certificate interval|crown --subject FOLDER --images 5 --threads 1

The epsilons are those of the Java enum BenchmarkedCertificate. It prints one JSON object like
attack_reference.py does. Times are seconds of the processor an image: of each number of images
together the median of several runs, of CROWN one, after one to warm up, and of these the least. Bounds of images
are lower ones of how far the label's logit is above each other one; certified is the share of the
images where all are above 0, least_margin the mean of each image's least.

auto_LiRPA is github.com/Verified-Intelligence/auto_LiRPA at commit a050a3d (0.7.1).
"""

import argparse
import contextlib
import importlib
import json
import pathlib
import statistics
import sys
import time

import numpy as np
import torch

import attack_reference

EPSILONS = (0.02, 0.05, 0.1)
METHODS = {"interval": "IBP", "crown": "CROWN"}
TOGETHER = {"interval": (1, 10, 32, 100), "crown": (1, 5)}
RUNS = {"interval": 5, "crown": 1}


def margins(library, network, method, images, labels, epsilon):
    """Lower bounds of the margins above all other classes, [images, classes - 1]."""
    rows = torch.eye(network.classes)
    others = [[c for c in range(network.classes) if c != label] for label in labels.tolist()]
    differences = torch.stack(
        [rows[label] - rows[other] for label, other in zip(labels.tolist(), others)]
    )
    box = library.PerturbationLpNorm(
        norm=np.inf, x_L=(images - epsilon).clamp(0, 1), x_U=(images + epsilon).clamp(0, 1)
    )
    least, _ = network.bounded.compute_bounds(
        x=(library.BoundedTensor(images, box),), C=differences, method=method, bound_upper=False
    )
    return least.detach()


class Bounded:
    """The network as auto_LiRPA sees it."""

    def __init__(self, library, subject):
        self.classes = subject.classes
        self.bounded = library.BoundedModule(subject.network.stages, subject.images[:1])


def run(library, network, method, subject, together, epsilon):
    """Seconds an image of one run, and the least margins."""
    count = len(subject.images)
    least = []
    start = time.process_time()
    for first in range(0, count, together):
        some = slice(first, first + together)
        found = margins(
            library, network, method, subject.images[some], subject.labels[some], epsilon
        )
        least.append(found.min(1).values)
    return (time.process_time() - start) / count, torch.cat(least)


def report(certificate, subject):
    library = importlib.import_module("auto_LiRPA")
    network = Bounded(library, subject)
    outcomes = []
    for epsilon in EPSILONS:
        best = None
        for together in TOGETHER[certificate]:
            arguments = (library, network, METHODS[certificate], subject, together, epsilon)
            if RUNS[certificate] > 1 or not outcomes:
                run(*arguments)
            runs = [run(*arguments) for _ in range(RUNS[certificate])]
            seconds = statistics.median(entry[0] for entry in runs)
            if best is None or seconds < best["processor_seconds"]:
                least = runs[-1][1].double()
                best = {
                    "epsilon": epsilon,
                    "processor_seconds": seconds,
                    "together": together,
                    "certified": float((least > 0).double().mean()),
                    "least_margin": float(least.mean()),
                }
        outcomes.append(best)
    version = getattr(library, "__version__", "")
    return {"library": "auto_LiRPA", "version": version, "outcomes": outcomes}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--certificate", choices=METHODS, required=True)
    parser.add_argument("--subject", type=pathlib.Path, required=True)
    parser.add_argument("--images", type=int, help="so many of them, from the first on")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    result = {
        "certificate": arguments.certificate,
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "libraries": [],
        "missing": {},
    }
    # What the library itself prints must not mix with the result.
    with contextlib.redirect_stdout(sys.stderr):
        subject = attack_reference.Subject(arguments.subject, arguments.images)
        try:
            entry = report(arguments.certificate, subject)
        except ImportError as e:
            result["missing"]["auto_LiRPA"] = str(e)
        else:
            result["libraries"].append(entry)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
