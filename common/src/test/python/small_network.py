"""A small network of the product's layer types, its training, and the images that are attacked."""

import gzip
import pathlib

import numpy as np
import torch
from torch import nn

COMMON = pathlib.Path(__file__).parents[3]
SAMPLE = COMMON / "src/main/resources/org/qusecnets/sweep/dataset/mnist-sample"
SEED = 20181104
EPOCHS = 6
BATCH = 128
SIDE = 28
CLASSES = 10
FILTERS = (8, 16, 16)


class Quantization(nn.Module):
    """Equation 1 with constant thresholds: the mean of the sigmoids z (x - k / levels)."""

    def __init__(self, levels, z):
        super().__init__()
        self.thresholds = [k / levels for k in range(1, levels)]
        self.z = z

    def forward(self, images):
        total = sum(torch.sigmoid(self.z * (images - t)) for t in self.thresholds)
        return total / len(self.thresholds)


def network(filters=FILTERS):
    """The paper's layers with so many filters."""
    first, second, third = filters
    return nn.Sequential(
        nn.Conv2d(1, first, 8, stride=2, padding=3),
        nn.ReLU(),
        nn.Conv2d(first, second, 6, stride=2),
        nn.ReLU(),
        nn.Conv2d(second, third, 5),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(third, CLASSES),
    )


def sample(part):
    """Images [count, 1, 28, 28] of bytes and labels of the MNIST sample."""
    images = gzip.decompress((SAMPLE / f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((SAMPLE / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    return (
        np.frombuffer(images, np.uint8, offset=16).reshape(-1, 1, SIDE, SIDE),
        np.frombuffer(labels, np.uint8, offset=8).astype(np.int64),
    )


def scaled(images):
    return torch.from_numpy(images.astype(np.float32) / np.float32(255))


def train():
    """The network trained on the sample's training images: the same at every run."""
    torch.manual_seed(SEED)
    return fit(network(), EPOCHS)


def fit(model, epochs):
    """Trains all parameters that want a gradient on the sample's training images."""
    images, labels = sample("train")
    images, labels = scaled(images), torch.from_numpy(labels)
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-3)
    for _ in range(epochs):
        for rows in torch.randperm(len(images)).split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[rows]), labels[rows]).backward()
            optimizer.step()
    return model.eval()


def restore(weights):
    """The network with the weights of an earlier run."""
    model = network()
    model.load_state_dict({name: torch.from_numpy(weights[name]) for name in model.state_dict()})
    return model.eval()


def accuracy(model):
    images, labels = sample("t10k")
    with torch.no_grad():
        return float((model(scaled(images)).argmax(1).numpy() == labels).mean())


def margins(model, images, labels):
    """The label's logit less the largest other: above 0 where the prediction is right."""
    with torch.no_grad():
        logits = model(scaled(images)).numpy()
    rows = np.arange(len(labels))
    own = logits[rows, labels].copy()
    logits[rows, labels] = -np.inf
    return own - logits.max(1)
