"""Times the attacks of torchattacks, the Adversarial Robustness Toolbox (ART) and AutoAttack on one network.

    python attack_reference.py --attack cw|jsma|pgd|autoattack|autoattack-four-epsilons --subject FOLDER --runs 5 --threads 1

FOLDER holds what the benchmark writes: network.npz and network.json, a network as `sweep export`
describes it, and images.npz with images, labels and targets. The settings are those of the Java
enum IterativeAttack. It prints one JSON object; each library that can be imported is an entry of
"libraries", each other one an entry of "missing" with the reason. Every rate is the median of
several runs on all images at once, after one run to warm up; where that takes more than half a
minute it is the only one and is counted. The time of autoattack, which is its authors' code
(github.com fra31/auto-attack), is that of the processor. The network's weights take no gradients,
and it has the faster of PyTorch's two memory formats.
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
from torch import nn

LONG = 30.0
EPSILONS = {"autoattack": (0.1,), "autoattack-four-epsilons": (0.05, 0.1, 0.2, 0.3)}
LIBRARIES = {"cw": ("torchattacks", "art"), "jsma": ("art",), "pgd": ("torchattacks", "art")}
LIBRARIES |= dict.fromkeys(EPSILONS, ("autoattack",))


class Network(nn.Module):
    """The exported network. It counts the images that pass through it for a gradient."""

    def __init__(self, description, arrays):
        super().__init__()
        stages = []
        channels = description["input"]["shape"][0]
        for layer in description["layers"]:
            weights = torch.from_numpy(arrays[layer["weights"]["array"]])
            if layer["type"] == "convolution":
                padding = layer["padding"]
                sides = [padding[side] for side in ("left", "right", "top", "bottom")]
                if len(set(sides)) > 1:
                    stages.append(nn.ZeroPad2d(sides))
                    sides = [0]
                stage = nn.Conv2d(
                    channels, layer["filters"], layer["kernel"], layer["stride"], sides[0]
                )
                channels = layer["filters"]
            elif layer["type"] == "dense":
                if not any(isinstance(earlier, nn.Flatten) for earlier in stages):
                    stages.append(nn.Flatten())
                stage = nn.Linear(*weights.shape)
                weights = weights.T
            else:
                raise ValueError(f"no layer for {layer['type']}")
            stage.weight = nn.Parameter(weights.contiguous())
            stage.bias = nn.Parameter(torch.from_numpy(arrays[layer["bias"]["array"]]))
            stages.append(stage)
            if layer["activation"] == "relu":
                stages.append(nn.ReLU())
        self.stages = nn.Sequential(*stages)
        self.gradients = 0

    def forward(self, images):
        if torch.is_grad_enabled():
            self.gradients += len(images)
        return self.stages(images)


class Subject:
    """The network and what is to be done with which images."""

    def __init__(self, folder, count):
        description = json.loads((folder / "network.json").read_text())
        arrays = np.load(folder / "network.npz")
        images = np.load(folder / "images.npz")
        self.images = torch.from_numpy(images["images"][:count])
        self.labels = torch.from_numpy(images["labels"][:count]).long()
        self.targets = torch.from_numpy(images["targets"][:count]).long()
        self.classes = description["classes"]
        self.network = Network(description, arrays).eval().requires_grad_(False)
        check = description["check"]
        with torch.no_grad():
            logits = self.network(torch.from_numpy(arrays[check["images"]["array"]])).numpy()
        difference = np.abs(logits - arrays[check["logits"]["array"]]).max()
        if not difference < 1e-3:
            raise ValueError(f"the network was misread: its logits differ by {difference}")
        formats = (torch.contiguous_format, torch.channels_last)
        self.network.to(memory_format=min(formats, key=self.gradient_seconds))

    def gradient_seconds(self, memory_format):
        self.network.to(memory_format=memory_format)
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            images = self.images.clone().requires_grad_(True)
            nn.functional.cross_entropy(self.network(images), self.labels).backward()
            seconds.append(time.perf_counter() - start)
        return min(seconds)

    def one_hot(self, classes):
        return np.eye(self.classes, dtype=np.float32)[classes.numpy()]


def torchattacks_runs(attack, subject):
    """Each variant of an attack, as a function without arguments that returns images."""
    library = importlib.import_module("torchattacks")
    peer = {
        "cw": lambda: library.CW(subject.network, c=1, kappa=0, steps=100, lr=0.01),
        "pgd": lambda: library.PGD(
            subject.network, eps=0.3, alpha=0.01, steps=40, random_start=True
        ),
    }[attack]()
    return library.__version__, {"": lambda: peer(subject.images, subject.labels)}


def art_runs(attack, subject):
    library = importlib.import_module("art")
    evasion = importlib.import_module("art.attacks.evasion")
    classification = importlib.import_module("art.estimators.classification")
    classifier = classification.PyTorchClassifier(
        subject.network,
        loss=nn.CrossEntropyLoss(),
        input_shape=tuple(subject.images.shape[1:]),
        nb_classes=subject.classes,
        clip_values=(0, 1),
        device_type="cpu",
    )
    batch = {"batch_size": len(subject.images), "verbose": False}
    steps = {"eps": 0.3, "eps_step": 0.01, "max_iter": 40, "num_random_init": 1} | batch
    peers = {
        "cw": {
            "": lambda: evasion.CarliniL2Method(
                classifier,
                confidence=0,
                max_iter=100,
                binary_search_steps=1,
                initial_const=1,
                learning_rate=0.01,
                **batch,
            )
        },
        "jsma": {
            "": lambda: evasion.SaliencyMapMethod(classifier, theta=1, gamma=0.1, **batch),
        },
        "pgd": {
            "numpy": lambda: evasion.ProjectedGradientDescentNumpy(classifier, **steps),
            "pytorch": lambda: evasion.ProjectedGradientDescentPyTorch(classifier, **steps),
        },
    }[attack]
    images = subject.images.numpy()
    guides = subject.one_hot(subject.targets if attack == "jsma" else subject.labels)

    def run(make):
        peer = make()
        return lambda: torch.from_numpy(peer.generate(images, guides))

    return library.__version__, {name: run(make) for name, make in peers.items()}


def autoattack_runs(attack, subject):
    library = importlib.import_module("autoattack")

    def run():
        found = []
        for epsilon in EPSILONS[attack]:
            peer = library.AutoAttack(
                subject.network, norm="Linf", eps=epsilon, seed=1, verbose=False, device="cpu"
            )
            found.append(
                peer.run_standard_evaluation(
                    subject.images, subject.labels, bs=len(subject.images)
                )
            )
        return torch.cat(found)

    return getattr(library, "__version__", ""), {"": run}


def timed(run, subject, clock):
    """Seconds of one run, and the images."""
    subject.network.gradients = 0
    start = clock()
    found = run()
    return clock() - start, found.detach()


def measure(run, attack, subject, runs):
    """Images a second, and what was found, to show that it is the same work."""
    torch.manual_seed(1)
    np.random.seed(1)
    clock = time.process_time if attack in EPSILONS else time.perf_counter
    seconds, found = timed(run, subject, clock)
    counted = [seconds]
    if seconds <= LONG:
        counted = [timed(run, subject, clock)[0] for _ in range(runs)] or counted
    gradients = subject.network.gradients / len(subject.images)
    with torch.no_grad():
        predictions = subject.network(found).argmax(1)
    epsilons = len(found) // len(subject.images)
    reached = (
        predictions == subject.targets
        if attack == "jsma"
        else predictions != subject.labels.repeat(epsilons)
    )
    clean = subject.images.repeat(epsilons, 1, 1, 1)
    distances = (found - clean).flatten(1).double().norm(dim=1)[reached]
    median = statistics.median(counted)
    resisting = int((~reached).sum())
    return {
        "images_per_second": len(subject.images) / median,
        "processor_seconds": median / len(subject.images) if attack in EPSILONS else None,
        "seconds_resisting": median / resisting if attack in EPSILONS and resisting else None,
        "runs": len(counted),
        "success_rate": float(reached.double().mean()),
        "mean_l2": float(distances.mean()) if reached.any() else None,
        "gradients": gradients,
    }


def report(library, attack, subject, runs):
    """The library's fastest variant, and the rates of all."""
    runs_of = {"torchattacks": torchattacks_runs, "art": art_runs, "autoattack": autoattack_runs}
    version, variants = runs_of[library](attack, subject)
    measured = {name: measure(run, attack, subject, runs) for name, run in variants.items()}
    best = max(measured, key=lambda name: measured[name]["images_per_second"])
    rates = {name: entry["images_per_second"] for name, entry in measured.items()}
    return {"library": library, "version": version, "variant": best, "variants": rates} | measured[
        best
    ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--attack", choices=LIBRARIES, required=True)
    parser.add_argument("--subject", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--images", type=int, help="so many of them, from the first on")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    result = {
        "attack": arguments.attack,
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "libraries": [],
        "missing": {},
    }
    # What the libraries themselves print must not mix with the result.
    with contextlib.redirect_stdout(sys.stderr):
        subject = Subject(arguments.subject, arguments.images)
        for library in LIBRARIES[arguments.attack]:
            try:
                entry = report(library, arguments.attack, subject, arguments.runs)
            except ImportError as e:
                result["missing"][library] = str(e)
            else:
                result["libraries"].append(entry)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
