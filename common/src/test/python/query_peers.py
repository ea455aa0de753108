"""The peers' attacks that ask a model instead of taking gradients, as in peers.py."""

import numpy as np
import torch
from torch import nn

import advertorch.attacks
import eagerpy
import foolbox

import peers


class BudgetSpent(Exception):
    pass


class Decisions(nn.Module):
    """A model that keeps the nearest adversarial images of a number of queries."""

    def __init__(self, model, norm, queries, images, labels):
        super().__init__()
        self.model, self.norm, self.left = model, norm, queries
        self.images, self.labels = images, labels
        self.nearest, self.distances = images.clone(), torch.full((len(images),), torch.inf)

    def forward(self, candidates):
        if self.left == 0:
            raise BudgetSpent
        self.left -= 1
        with torch.no_grad():
            logits = self.model(candidates)
        distances = torch.linalg.vector_norm((candidates - self.images).flatten(1), self.norm, 1)
        nearer = (logits.argmax(1) != self.labels) & (distances < self.distances)
        self.nearest[nearer] = candidates[nearer]
        self.distances[nearer] = distances[nearer].float()
        return logits


def by_queries(attack, norm, queries):
    """What an attack that asks for labels has found after so many queries.

    Each image is attacked alone: Foolbox asks for all images of a batch until the last one is done,
    and divides HopSkipJump's gradients by the norm of the whole batch.
    """

    def run(model, images, labels, targets):
        del targets
        found = []
        for image, label in zip(images.split(1), labels.split(1)):
            decisions = Decisions(model.eval(), norm, queries, image, label).eval()
            try:
                peers.foolbox_attack(attack, None)(decisions, image, label, None)
            except BudgetSpent:
                pass
            found.append(decisions.nearest)
        return torch.cat(found)

    return {"foolbox": run}


def boundary(queries):
    return by_queries(foolbox.attacks.BoundaryAttack(), 2, queries)


def hopskipjump(norm, queries):
    attack = foolbox.attacks.HopSkipJumpAttack(constraint=norm)
    return by_queries(attack, np.inf if norm == "linf" else 2, queries)


def gaussian_noise(epsilon, draws):
    attack = foolbox.attacks.L2RepeatedAdditiveGaussianNoiseAttack(repeats=draws)
    return {"foolbox": peers.foolbox_attack(attack, epsilon)}


def uniform_noise(epsilon, draws):
    attack = foolbox.attacks.LinfRepeatedAdditiveUniformNoiseAttack(repeats=draws)
    return {"foolbox": peers.foolbox_attack(attack, epsilon)}


class FirstNoise:
    """Salt and pepper noise of rising strength up to the first that is adversarial.

    Foolbox's goes on for something nearer, which leaves its pointwise attack less to do. Of the
    image's values a share of ``level / levels`` is set to 0 or 1, half of it each.
    """

    def __init__(self, levels):
        self.levels = levels

    def run(self, model, images, criterion):
        found = images
        adversarial = criterion(found, model(found))
        for level in range(1, self.levels + 1):
            draws = images.uniform(images.shape) * self.levels
            noise = (draws >= level / 2).astype(images.dtype)
            noisy = eagerpy.where(draws < level, noise, images)
            reached = criterion(noisy, model(noisy))
            new = eagerpy.logical_and(reached, eagerpy.logical_not(adversarial))
            found = eagerpy.where(new.reshape((-1, 1, 1, 1)), noisy, found)
            adversarial = eagerpy.logical_or(adversarial, reached)
            if adversarial.all():
                break
        return found


def pointwise(in_l2, levels):
    def attack(start):
        peer = foolbox.attacks.PointwiseAttack(init_attack=start, l2_binary_search=in_l2)
        return peers.foolbox_attack(peer, None)

    return {"foolbox": attack(None), "foolbox-from-first-noise": attack(FirstNoise(levels))}


def single_pixel(pixels):
    attack = advertorch.attacks.SinglePixelAttack
    return {"advertorch": peers.advertorch_search(attack, max_pixels=pixels)}


def local_search(**settings):
    return {
        "advertorch": peers.advertorch_search(advertorch.attacks.LocalSearchAttack, **settings),
        "advertorch-foolbox": peers.advertorch_search(
            advertorch.attacks.LocalSearchAttack, comply_with_foolbox=True, **settings
        ),
    }
