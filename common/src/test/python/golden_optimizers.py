"""Writes what PyTorch's optimizers make of some gradients, for ours to be compared with.

The Java tests of the package network.optimizer read the file, so that they need neither Python nor
PyTorch. Versions it was last made with: PyTorch 2.13.0, NumPy 2.4.6. Run it with a Python that has
them:

    python common/src/test/python/golden_optimizers.py

It writes common/src/test/resources/golden/optimizers.npz: the start [values], the gradients [steps,
values], what each step's learning rate is a share of [steps], for each optimizer the values after
each step [steps, values], and the gradients clipped at each step [steps, values] as those of two
tensors.
"""

import pathlib

import numpy as np
import torch

COMMON = pathlib.Path(__file__).parents[3]
GOLDEN = COMMON / "src/test/resources/golden/optimizers.npz"
SEED = 23
STEPS = 12
VALUES = 15
FIRST = 6
RATE = 0.05
NORM = 3.0
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {}),
    "sgd-momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "sgd-decay": (torch.optim.SGD, {"weight_decay": 0.3}),
    "sgd-momentum-decay": (torch.optim.SGD, {"momentum": 0.7, "weight_decay": 0.3}),
    "adam": (torch.optim.Adam, {}),
    "adamw": (torch.optim.AdamW, {"weight_decay": 0.3}),
}


def descend(kind, options, start, gradients, shares):
    parameter = torch.nn.Parameter(torch.tensor(start))
    optimizer = kind([parameter], lr=RATE, **options)
    values = []
    for gradient, share in zip(gradients, shares):
        optimizer.param_groups[0]["lr"] = RATE * share
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        values.append(parameter.detach().numpy().copy())
    return np.array(values)


def clipped(gradient):
    tensors = [torch.nn.Parameter(torch.zeros(n)) for n in (FIRST, VALUES - FIRST)]
    for tensor, part in zip(tensors, torch.tensor(gradient).float().split([FIRST, VALUES - FIRST])):
        tensor.grad = part.clone()
    torch.nn.utils.clip_grad_norm_(tensors, NORM)
    return torch.cat([tensor.grad for tensor in tensors]).numpy()


def main():
    random = np.random.default_rng(SEED)
    start = random.normal(0, 1, VALUES).astype(np.float32)
    gradients = random.normal(0, 1, (STEPS, VALUES)).astype(np.float32)
    gradients *= np.linspace(0.3, 1.5, STEPS, dtype=np.float32)[:, None]
    shares = np.linspace(1, 0, STEPS, dtype=np.float32)
    arrays = {"start": start, "gradients": gradients, "shares": shares}
    for name, (kind, options) in OPTIMIZERS.items():
        arrays[name] = descend(
            kind,
            options,
            start.astype(np.float64),
            gradients.astype(np.float64),
            shares.astype(np.float64),
        )
    arrays["clipped"] = np.array([clipped(gradient) for gradient in gradients])
    np.savez_compressed(GOLDEN, **arrays)


if __name__ == "__main__":
    main()
