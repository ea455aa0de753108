"""The cases of golden_attacks.py: the product's settings next to those of the peers."""

import peers
import query_peers
import saliency_map

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
FULL_EPSILON = 0.12
RANDOM_RUNS = 10
SLOW_RUNS = 3
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
        query_peers.gaussian_noise(2.5, 20),
    )
    yield case(
        "noise-uniform", "plain", "fragile", "random-noise", uniform, 0.15, None, RANDOM_RUNS,
        query_peers.uniform_noise(0.15, 20),
    )
    yield case(
        "pointwise-l0", "plain", "typical", "pointwise", {"norm": "l0", "noise-levels": 1000}, 1,
        None, SLOW_RUNS, query_peers.pointwise(False, 1000),
    )
    yield case(
        "pointwise-l2", "plain", "typical", "pointwise", {"norm": "l2", "noise-levels": 1000}, 100,
        None, SLOW_RUNS, query_peers.pointwise(True, 1000),
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
        query_peers.single_pixel(10),
    )
    yield case(
        "single-pixel-every", "plain", "fragile", "single-pixel", {"pixels": 784}, 1, None, 1,
        query_peers.single_pixel(784),
    )
    yield case(
        "local-search", "plain", "fragile", "local-search", {}, 1, None, SLOW_RUNS,
        query_peers.local_search(),
    )


def decision_cases():
    yield case(
        "boundary-plain", "plain", "typical", "boundary", {"queries": 1000}, 100, None, SLOW_RUNS,
        query_peers.boundary(1000),
    )
    for network, norm, largest in (("plain", "linf", 1), ("two-levels", "l2", 100)):
        options = {"norm": norm, "queries": 600, "start": "blended-noise"}
        yield case(
            f"hopskipjump-{norm}-{network}", network, "typical", "hopskipjump", options, largest,
            None, SLOW_RUNS, query_peers.hopskipjump(norm, 600),
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
