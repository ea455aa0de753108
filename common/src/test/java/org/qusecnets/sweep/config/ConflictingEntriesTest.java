package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries each of which is right by itself. */
class ConflictingEntriesTest {
  @TempDir Path folder;

  @Test
  void reportsThreatsThatDoNotFitTheirAttack() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist, test-images = 9900 }]
                defenses = [{ type = none }]
                attacks = [
                  { type = fgsm, epsilons = [0.1], threat-model = transfer, gradient = straight-through }
                  { type = pgd, epsilons = [0.2], threat-model = black-box, reuse-successes = never }
                  { type = cw, epsilons = [150] }
                  { type = jsma, epsilons = [0.1], target = none }
                  { type = pgd, epsilons = [0.3], start = clean, restarts = 2 }
                  { type = fgsm, epsilons = [0.1], threat-model = black-box }
                  { type = pointwise, epsilons = [0.1], threat-model = transfer }
                  { type = random-noise, epsilons = [0.1], gradient = straight-through }
                  { type = cw, epsilons = [0.1], bound = linf-box, threat-model = black-box }
                  { type = square, epsilons = [0.1], threat-model = white-box }
                  { type = fgsm, epsilons = [0.2], threat-model = query }
                ]
                seeds = [1]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 11 problems
            bad.conf:1: dataset mnist: test-images must be at most 9850 where an attack is black-box, \
            was 9900: the substitute's hold-out of 150 test images is not attacked
            bad.conf:4: attack fgsm: gradient must be exact where threat-model is transfer, \
            was straight-through
            bad.conf:5: attack pgd: stop must be after-all-iterations, and reuse-successes never, \
            where threat-model is not white-box, was at-success
            bad.conf:6: attack cw: epsilon must be from 0 to 100 (l2), was 150.0
            bad.conf:7: attack jsma: target must name a class to reach, was none
            bad.conf:8: attack pgd: restarts must be 1 where start is clean, was 2
            bad.conf:10: attack pointwise: threat-model must be query \
            for an attack without gradients, was transfer
            bad.conf:11: attack random-noise: gradient must be exact \
            for an attack without gradients, was straight-through
            bad.conf:12: attack cw: reuse-successes must be never where threat-model is not white-box, \
            was smaller-epsilons
            bad.conf:13: attack square: threat-model must be query \
            for an attack without gradients, was white-box
            bad.conf:14: attack fgsm: threat-model must be one of white-box, transfer, black-box \
            for an attack with gradients, was query\
            """);
  }

  @Test
  void reportsBoxesThatAreNone() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }]
                seeds = [1]
                defenses = [
                  { type = none }, { type = cq, levels = 2 }, [{ type = cq, levels = 2 }, { type = jpeg }]
                  { type = median-filter }
                ]
                attacks = [
                  { type = apgd, epsilons = [0.1], gradient = box }
                  { type = ddn, epsilons = [1], gradient = box }
                  { type = random-noise, epsilons = [0.1], gradient = box, distribution = uniform }
                  { type = fgsm, epsilons = [0.1], gradient = box, threat-model = transfer }
                  { type = fgsm, epsilons = [0.1], gradient = smoothed, smoothed-z = 0 }
                  { type = fgsm, epsilons = [0.1], smoothed-z = 5 }
                  { type = bim, epsilons = [0.1], gradient = box, step-unit = pixel-range, step-size = 0.01 }
                  { type = fmn, norm = linf, epsilons = [0.1], gradient = box, end = grey-levels }
                  { type = ddn, epsilons = [1], gradient = outputs }
                  { type = fmn, norm = l1, epsilons = [1], gradient = outputs }
                  { type = pgd, norm = l2, epsilons = [1], gradient = outputs }
                  { type = pointwise, norm = l2, epsilons = [1], gradient = outputs }
                ]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 12 problems
            bad.conf:7: attack apgd on defense median-filter: gradient must not be box where an image \
            meets median-filter first, which mixes pixels, so that what it can become is not a box; \
            take adapted, or leave the defense out
            bad.conf:7: attack ddn on defense median-filter: gradient must not be outputs where an image \
            meets median-filter first, which mixes pixels, so that what it can become is not a box; \
            take adapted, or leave the defense out
            bad.conf:9: attack ddn: gradient must not be box where the norm is l2, whose ball is not a box; \
            take straight-through, smoothed or adapted
            bad.conf:10: attack random-noise: gradient must be exact for an attack that asks for labels only, \
            which has no use for outputs of a layer, was box
            bad.conf:11: attack fgsm: gradient must be exact where threat-model is transfer, was box
            bad.conf:12: attack fgsm: smoothed-z must be above 0 and at most 10000, was 0.0
            bad.conf:13: attack fgsm: smoothed-z must be left out unless gradient is smoothed, was 5.0
            bad.conf:14: attack bim: gradient must not be box where step-unit is pixel-range, which is of \
            pixels and not of what a layer makes of them; take smoothed or adapted
            bad.conf:15: attack fmn: gradient must not be box where end is grey-levels, which is of \
            pixels and not of what a layer makes of them; take smoothed or adapted
            bad.conf:17: attack fmn: gradient must not be outputs for an attack that does not look for the \
            nearest adversarial image in L2; take straight-through, smoothed or adapted, was outputs
            bad.conf:18: attack pgd: gradient must not be outputs for an attack that does not look for the \
            nearest adversarial image in L2; take straight-through, smoothed or adapted, was outputs
            bad.conf:19: attack pointwise: gradient must be exact for an attack without gradients, was outputs\
            """);
  }

  @Test
  void reportsScoresThatWouldNeedGradients() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }]
                seeds = [1]
                defenses = [{ type = cq, levels = 2 }, { type = hard-quantization, levels = 2 }]
                attacks = [{ type = square, epsilons = [0.1], gradient = box }]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:4: attack square on defense hard-quantization: gradient must not be box for \
            an attack without gradients where a layer has steps, among which gradients help to choose; \
            take exact or adapted\
            """);
  }

  @Test
  void reportsWhatIsWrongWithCombinations() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }]
                attacks = [{ type = fgsm, epsilons = [0.1] }]
                seeds = [1]
                defenses = [
                  [ { type = cq, levels = 2 }, { type = tq, levels = 3 } ]
                  [ { type = bounded-relu }, { type = jpeg, quality = 101 } ]
                  [ { type = bounded-relu }, { type = jpeg } ]
                  [ { type = bounded-relu }, { type = jpeg, quality = 75 } ]
                  [ { type = bounded-relu }, jpeg ]
                  [ { type = bounded-relu }, { type = quantized-activations, bits = 1 } ]
                ]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 5 problems
            bad.conf:5: defense must not bring a second quantization layer, was {derivative=exact, levels=3, \
            placement=linear, sharing=per-pixel, threshold-learning-rate=0.001, threshold-optimizer=adam, z=5.0}
            bad.conf:6: defense jpeg: quality must be from 1 to 100, was 101
            bad.conf:8: defense bounded-relu+jpeg is there twice, first at bad.conf:7; remove one
            bad.conf:9: defenses: an entry must look like { type = none }, was "jpeg"
            bad.conf:10: defense must not bring a second activation function, was {bits=1, \
            threshold-learning-rate=0.001, threshold-optimizer=adam, thresholds=dynamic, type=quantized-activations}\
            """);
  }

  @Test
  void reportsDuplicatesAlsoWhereADefaultIsSpelledOut() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }, { name = mnist, test-images = 10000 }]
                defenses = [
                  { type = none }
                  { type = cq, levels = [2, 3] }
                  { type = cq, levels = 3, z = 5e1 }
                ]
                attacks = [
                  { type = fgsm, epsilons = [0.1, 0.10] }
                  { type = fgsm, threat-model = white-box, epsilons = [0.2] }
                ]
                seeds = [1, 2, 1]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 5 problems
            bad.conf:1: dataset mnist (train-images = 60000, test-images = 10000) \
            is there twice, first at bad.conf:1; remove one
            bad.conf:5: defense cq (derivative = exact, levels = 3, placement = linear, z = 50) \
            is there twice, first at bad.conf:4; remove one
            bad.conf:8: attack fgsm: epsilon 0.1 is there twice, first at bad.conf:8; remove one
            bad.conf:9: attack fgsm (target = none, threat-model = white-box, gradient = exact, eot-samples = 10, misclassified = skip, labels = true-label) \
            is there twice, first at bad.conf:8; remove one
            bad.conf:11: seed 1 is there twice, first at bad.conf:11; remove one\
            """);
  }

  private String message(String text) {
    return BadConfigurations.ofText(folder, text);
  }
}
