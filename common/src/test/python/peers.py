"""The peers' attacks behind one kind of function: (model, images, labels, targets) -> images.

``targets`` is None for an untargeted attack. All images are tensors [count, 1, 28, 28] in [0, 1].
"""

import copy
import math
import unittest.mock

import numpy as np
import torch
from torch import nn

import advertorch.attacks
import autoattack
import autoattack.autopgd_base
import autoattack.fab_pt
import autoattack.square
import art.attacks.evasion
import art.estimators.classification
import foolbox
import torchattacks
from cleverhans.torch.attacks.carlini_wagner_l2 import carlini_wagner_l2
from cleverhans.torch.attacks.fast_gradient_method import fast_gradient_method
from cleverhans.torch.attacks.projected_gradient_descent import projected_gradient_descent

CLASSES = 10


def foolbox_attack(attack, epsilon):
    """A Foolbox attack; it returns clipped images, also those that do not succeed."""

    def run(model, images, labels, targets):
        criterion = (
            foolbox.Misclassification(labels)
            if targets is None
            else foolbox.TargetedMisclassification(targets)
        )
        peer = foolbox.PyTorchModel(model, bounds=(0, 1), device="cpu")
        with_epsilon = {} if epsilon is None else {"epsilon": epsilon}
        return attack.run(peer, images, criterion, **with_epsilon)

    return run


def art_attack(attack, **settings):
    def run(model, images, labels, targets):
        classifier = art.estimators.classification.PyTorchClassifier(
            model,
            loss=nn.CrossEntropyLoss(),
            input_shape=(1, 28, 28),
            nb_classes=CLASSES,
            clip_values=(0, 1),
            device_type="cpu",
        )
        if targets is not None:
            settings["targeted"] = True
        peer = attack(classifier, batch_size=len(images), **settings)
        guides = (labels if targets is None else targets).numpy()
        return torch.from_numpy(peer.generate(images.numpy(), np.eye(CLASSES)[guides]))

    return run


def torchattacks_attack(attack, **settings):
    def run(model, images, labels, targets):
        peer = attack(model, **settings)
        if targets is None:
            return peer(images, labels)
        peer.set_mode_targeted_by_label(quiet=True)
        return peer(images, targets)

    return run


def cleverhans_attack(attack, **settings):
    def run(model, images, labels, targets):
        guides = labels if targets is None else targets
        return attack(model, images, y=guides, targeted=targets is not None, **settings).detach()

    return run


def advertorch_attack(attack, **settings):
    def run(model, images, labels, targets):
        guides = labels if targets is None else targets
        return attack(model, targeted=targets is not None, **settings).perturb(images, guides)

    return run


def advertorch_search(attack, **settings):
    """AdverTorch tries values outside [0, 1]; behind this the model clips them."""

    def run(model, images, labels, targets):
        def clipped(batch):
            return model(batch.clamp(0, 1))

        with torch.no_grad():
            return attack(clipped, **settings).perturb(images, labels).clamp(0, 1)

    return run


def sign(epsilon, targeted):
    """FGSM; Foolbox has no targeted one."""
    references = {
        "torchattacks": torchattacks_attack(torchattacks.FGSM, eps=epsilon),
        "art": art_attack(art.attacks.evasion.FastGradientMethod, eps=epsilon),
        "cleverhans": cleverhans_attack(
            fast_gradient_method, eps=epsilon, norm=np.inf, clip_min=0, clip_max=1
        ),
        "advertorch": advertorch_attack(advertorch.attacks.GradientSignAttack, eps=epsilon),
    }
    if not targeted:
        references["foolbox"] = foolbox_attack(foolbox.attacks.LinfFastGradientAttack(), epsilon)
    return references


def iterative(epsilon, steps, share, random_start=False):
    """BIM and PGD; ``share`` of epsilon is a step."""
    size = share * epsilon
    foolbox_settings = {"rel_stepsize": share, "steps": steps, "random_start": random_start}
    references = {
        "foolbox": foolbox_attack(foolbox.attacks.LinfPGD(**foolbox_settings), epsilon),
        "art": art_attack(
            art.attacks.evasion.ProjectedGradientDescent,
            eps=epsilon,
            eps_step=size,
            max_iter=steps,
            num_random_init=1 if random_start else 0,
            verbose=False,
        ),
        "torchattacks": torchattacks_attack(
            torchattacks.PGD, eps=epsilon, alpha=size, steps=steps, random_start=random_start
        ),
        "cleverhans": cleverhans_attack(
            projected_gradient_descent,
            eps=epsilon,
            eps_iter=size,
            nb_iter=steps,
            norm=np.inf,
            clip_min=0,
            clip_max=1,
            rand_init=random_start,
            sanity_checks=False,
        ),
    }
    if not random_start:
        references["foolbox-bim"] = foolbox_attack(
            foolbox.attacks.LinfBasicIterativeAttack(**foolbox_settings), epsilon
        )
        references["torchattacks-bim"] = torchattacks_attack(
            torchattacks.BIM, eps=epsilon, alpha=size, steps=steps
        )
    return references


def sparse_descent(epsilon, steps, share, sparsity, random_start=False):
    """BIM and PGD in L1; ``sparsity`` of the values take no part in a step."""
    attack = foolbox.attacks.SparseL1DescentAttack(
        quantile=sparsity, rel_stepsize=share, steps=steps, random_start=random_start
    )
    return {"foolbox": foolbox_attack(attack, epsilon)}


def auto_projected_gradient(norm, loss, epsilon, steps, shrinking=False):
    """The authors' single run from clean images, or their three runs in L1 with balls that shrink.

    For a targeted loss it leads to the class of the second largest logit. In L1 it is told to begin
    at random, with no noise: where it is given a point, it changes as many values as that does.
    And it counts changed values without those that rounding alone has changed: where it sets a
    value back, it adds and subtracts the same number.
    """

    def changed(change):
        return (change.abs() > 1e-6).flatten(1).sum(1)

    def run(model, images, labels, targets):
        del targets
        settings = {"n_iter": steps, "norm": norm, "eps": epsilon, "device": "cpu"}
        if loss == "targeted-dlr":
            peer = autoattack.autopgd_base.APGDAttack_targeted(model, **settings)
            with torch.no_grad():
                peer.y_target = model(images).sort(dim=1)[1][:, -2]
        else:
            names = {"cross-entropy": "ce", "dlr": "dlr"}
            peer = autoattack.autopgd_base.APGDAttack(model, loss=names[loss], **settings)
        peer.init_hyperparam(images)
        start = None if norm == "L1" else images
        each = math.ceil(0.3 * steps)
        stages = ((3, each), (2, each), (1, steps - 2 * each)) if shrinking else ((1, steps),)
        with (
            unittest.mock.patch("torch.randn", torch.zeros),
            unittest.mock.patch.object(autoattack.autopgd_base, "L0_norm", changed),
        ):
            for multiple, peer.n_iter in stages:
                peer.eps = multiple * epsilon
                if shrinking and start is not None:
                    start = start + autoattack.autopgd_base.L1_projection(
                        images, start - images, peer.eps
                    )
                start, correct, _, adversarial = peer.attack_single_run(images, labels, start)
        return torch.where(correct.reshape(-1, 1, 1, 1), start, adversarial)

    return {"autoattack": run}


def fast_adaptive_boundary(norm, targeted, steps):
    """The authors' single run, towards the class of the second largest logit or the nearest."""

    def run(model, images, labels, targets):
        del targets
        # It computes in float32 whatever it is given.
        peer = autoattack.fab_pt.FABAttack_PT(
            copy.deepcopy(model).float(), norm=norm, n_iter=steps, eps=1, targeted=targeted, device="cpu"
        )
        peer.target_class = 2
        return peer.attack_single_run(images, labels, is_targeted=targeted)

    return {"autoattack": run}


def standard_autoattack(norm, epsilon):
    def run(model, images, labels, targets):
        del targets
        peer = autoattack.AutoAttack(
            copy.deepcopy(model).float(), norm=norm, eps=epsilon, seed=torch.initial_seed(),
            verbose=False, device="cpu",
        )
        return peer.run_standard_evaluation(images.float(), labels, bs=len(images))

    return {"autoattack": run}


def square(norm, epsilon, queries):
    def run(model, images, labels, targets):
        del targets
        seed = int(torch.randint(1 << 30, (1,)))
        peer = autoattack.square.SquareAttack(
            model, norm=norm, eps=epsilon, n_queries=queries, seed=seed, resc_schedule=False,
            device="cpu",
        )
        return peer.perturb(images, labels)

    return {"autoattack": run}


def carlini_wagner(steps, iterations, rate, constant, confidence):
    """Those that use Adam and a binary search; ART's line search has no equal settings."""
    return {
        "foolbox": foolbox_attack(
            foolbox.attacks.L2CarliniWagnerAttack(
                binary_search_steps=steps,
                steps=iterations,
                stepsize=rate,
                initial_const=constant,
                confidence=confidence,
                abort_early=False,
            ),
            None,
        ),
        "advertorch": advertorch_attack(
            advertorch.attacks.CarliniWagnerL2Attack,
            num_classes=CLASSES,
            binary_search_steps=steps,
            max_iterations=iterations,
            learning_rate=rate,
            initial_const=constant,
            confidence=confidence,
            abort_early=False,
        ),
        "cleverhans": cleverhans_attack(
            carlini_wagner_l2,
            n_classes=CLASSES,
            binary_search_steps=steps,
            max_iterations=iterations,
            lr=rate,
            initial_const=constant,
            confidence=confidence,
        ),
    }


def deepfool_l2(steps, overshoot):
    """torchattacks overshoots each step, not the whole way, and stalls before the boundary."""
    return {
        "foolbox": foolbox_attack(
            foolbox.attacks.L2DeepFoolAttack(steps=steps, overshoot=overshoot), None
        ),
        "art": art_attack(
            art.attacks.evasion.DeepFool, max_iter=steps, epsilon=overshoot, verbose=False
        ),
    }


def deepfool_linf(steps, overshoot):
    attack = foolbox.attacks.LinfDeepFoolAttack(steps=steps, overshoot=overshoot)
    return {"foolbox": foolbox_attack(attack, None)}


def decoupled_direction_norm(steps):
    return {"foolbox": foolbox_attack(foolbox.attacks.DDNAttack(steps=steps), None)}


def fast_minimum_norm(norm, steps):
    """In L2 Foolbox's does not project, in L0 it keeps a value too many."""
    attacks = {
        "linf": foolbox.attacks.LInfFMNAttack,
        "l2": foolbox.attacks.L2FMNAttack,
        "l1": foolbox.attacks.L1FMNAttack,
        "l0": foolbox.attacks.L0FMNAttack,
    }
    return {"foolbox": foolbox_attack(attacks[norm](steps=steps), None)}
