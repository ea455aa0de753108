"""The paper's whole network, small enough to be committed: most of its weights are drawn.

Its second and third convolutions, 704,512 of its 710,218 parameters, are numbers of a generator of
integers, the same in every language and on every machine. The others were trained around them.
"""

import numpy as np
import torch

import small_network

FILTERS = (64, 128, 128)
DRAWN = ("2.weight", "4.weight")
SEED = 20181105
EPOCHS = 4
BITS = 24
# Of 2 ** BITS integers around 0 the largest becomes 1 / 16.
UNIT = np.float32(2.0 ** (1 - BITS - 4))


def network():
    """The network with its drawn weights; the others as PyTorch begins."""
    model = small_network.network(FILTERS)
    for number, name in enumerate(DRAWN):
        weight = model.get_parameter(name)
        values = drawn(number, weight.numel()).reshape(weight.shape)
        weight.requires_grad_(False).copy_(torch.from_numpy(values))
    return model


def drawn(seed, count):
    """Weights from SplitMix64 (Steele, Lea, Flood 2014), Java's SplittableRandom(seed)."""
    with np.errstate(over="ignore"):
        mixed = np.uint64(0x9E3779B97F4A7C15) * np.arange(1, count + 1, dtype=np.uint64)
        mixed += np.uint64(seed)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    integers = (mixed >> np.uint64(64 - BITS)).astype(np.int64) - (1 << (BITS - 1))
    return integers.astype(np.float32) * UNIT


def train():
    """The network with all that is not drawn trained on the sample's training images."""
    torch.manual_seed(SEED)
    return small_network.fit(network(), EPOCHS)


def weights(model):
    """What has to be kept of a trained network."""
    return {name: array.numpy() for name, array in model.state_dict().items() if name not in DRAWN}


def restore(kept):
    """The network with the weights of an earlier run."""
    model = network()
    names = [name for name in model.state_dict() if name not in DRAWN]
    model.load_state_dict({name: torch.from_numpy(kept[name]) for name in names}, strict=False)
    return model.requires_grad_(True).eval()
