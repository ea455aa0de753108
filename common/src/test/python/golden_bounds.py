"""Writes the bounds that auto_LiRPA proves on the small network of golden_attacks.py.

The Java test GoldenBoundsTest compares the product's bounds with them, so that it needs neither
Python nor auto_LiRPA. Both sides read the same weights, and boxes of what the network takes: those
of images within epsilon, and those that a layer of two levels makes of them.

auto_LiRPA is github.com/Verified-Intelligence/auto_LiRPA at commit a050a3d (0.7.1), in double
precision, with its usual slopes. Run it with a Python that has PyTorch and what auto_LiRPA imports:

    PYTHONPATH=<checkout> python common/src/test/python/golden_bounds.py

It writes common/src/test/resources/golden/bounds.npz. Of each case, such as plain-0.05:
lower and upper [images, channels, rows, columns], the box; for each method, interval and crown, the
bounds of what each rectifier takes, such as crown-1-lower [images, channels, rows, columns], and
lower bounds of how far the label's logit is above each other one, such as crown-margins
[images, classes], 0 for the label.
"""

import pathlib

import numpy as np
import torch
from auto_LiRPA import BoundedModule, BoundedTensor, PerturbationLpNorm

import small_network

GOLDEN = pathlib.Path(__file__).parents[1] / "resources/golden"
IMAGES = 3
METHODS = {"interval": "IBP", "crown": "CROWN"}
CASES = {"plain": (None, (0.005, 0.05)), "two-levels": ((2, 20), (0.05, 0.15))}


def main():
    network = small_network.network()
    weights = np.load(GOLDEN / "network.npz")
    network.load_state_dict({name: torch.from_numpy(weights[name]) for name in weights})
    network = network.double().eval()
    stored = np.load(GOLDEN / "images.npz")
    images = small_network.scaled(stored["typical-pixels"][:IMAGES])
    labels = torch.from_numpy(stored["typical-labels"][:IMAGES]).long()
    arrays = {"labels": labels.numpy().astype(np.float32)}
    for name, (layer, epsilons) in CASES.items():
        front = small_network.Quantization(*layer) if layer else torch.nn.Identity()
        for epsilon in epsilons:
            lower = front((images - epsilon).clamp(0, 1))
            upper = front((images + epsilon).clamp(0, 1))
            found = bounds(network, lower.double(), upper.double(), labels)
            for key, array in found.items():
                arrays[f"{name}-{epsilon}-{key}"] = np.ascontiguousarray(array, np.float32)
    np.savez_compressed(GOLDEN / "bounds.npz", **arrays)


def bounds(network, lower, upper, labels):
    found = {"lower": lower.numpy(), "upper": upper.numpy()}
    rows = torch.eye(small_network.CLASSES, dtype=torch.float64)
    differences = rows[labels][:, None] - rows[None]
    for name, method in METHODS.items():
        model = BoundedModule(network, lower[:1])
        box = PerturbationLpNorm(norm=np.inf, x_L=lower, x_U=upper)
        least, _ = model.compute_bounds(
            x=(BoundedTensor((lower + upper) / 2, box),), C=differences, method=method, bound_upper=False
        )
        found[f"{name}-margins"] = least.detach().numpy()
        rectifiers = [node for node in model.nodes() if type(node).__name__ == "BoundRelu"]
        for number, rectifier in enumerate(rectifiers):
            found[f"{name}-{number}-lower"] = rectifier.inputs[0].lower.detach().numpy()
            found[f"{name}-{number}-upper"] = rectifier.inputs[0].upper.detach().numpy()
    return found


if __name__ == "__main__":
    main()
