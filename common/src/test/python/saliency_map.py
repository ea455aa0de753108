"""The saliency map attack as CleverHans 2.1 to 3.1 computes it, stated again in NumPy.

This is our own program after the description of that algorithm, not the peer and not its code: the
peer's needs TensorFlow 1. It scores all pairs at once, so it is slow and simple where the product's
search is neither.
"""

import numpy as np
import torch

CLASSES = 10


def jacobian(model, image, of_probabilities):
    """The gradient of each class's logit or probability, [classes, values]."""
    image = image.clone().requires_grad_(True)
    outputs = model(image)[0]
    if of_probabilities:
        outputs = torch.softmax(outputs, 0)
    rows = [torch.autograd.grad(outputs[c], image, retain_graph=True)[0] for c in range(CLASSES)]
    return torch.stack(rows).numpy().reshape(CLASSES, -1), int(outputs.argmax())


def best_pair(target, others, domain, theta):
    """The pair that moves the target most with theta and the others against it, or None."""
    rises = target[:, None] + target[None, :]
    falls = others[:, None] + others[None, :]
    if theta > 0:
        mask = (rises > 0) & (falls < 0)
    else:
        mask = (rises < 0) & (falls > 0)
    mask &= domain[:, None] & domain[None, :]
    np.fill_diagonal(mask, False)
    scores = np.where(mask, -rises * falls, 0)
    best = int(scores.argmax())
    return None if scores.flat[best] == 0 else divmod(best, len(target))


def attack_one(model, image, target, theta, gamma, of_probabilities):
    pixels = image.numpy().reshape(-1).copy()
    domain = pixels < 1 if theta > 0 else pixels > 0
    for _ in range(int(np.floor(len(pixels) * gamma / 2))):
        now = torch.from_numpy(pixels.reshape(image.shape))
        rows, prediction = jacobian(model, now, of_probabilities)
        if prediction == target or domain.sum() < 2:
            break
        others = rows.sum(0) - rows[target]
        pair = best_pair(rows[target], others, domain, theta)
        if pair is None:
            break
        for value in pair:
            pixels[value] = np.clip(pixels[value] + np.float32(theta), 0, 1)
            domain[value] = False
    return pixels


def attack(model, images, targets, theta, gamma, of_probabilities):
    found = [
        attack_one(model, images[i : i + 1], int(targets[i]), theta, gamma, of_probabilities)
        for i in range(len(images))
    ]
    return torch.from_numpy(np.stack(found).reshape(images.shape))
