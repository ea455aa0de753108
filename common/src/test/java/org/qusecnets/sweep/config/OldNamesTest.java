package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldNamesTest {
  @TempDir Path folder;

  @Test
  void areRefusedWithTheNewOnesNamed() {
    assertThat(
            BadConfigurations.ofText(
                folder,
                """
                datasets = [{ name = mnist }]
                training { cost = cross-entropy }
                defenses = [{ type = tq, levels = 2, threshold-updater = sgd }]
                attacks = [
                  { type = pgd, steps = 10, carry = nothing, stop = after-all-steps, epsilons = [0.1] }
                  { type = cw, bound = [clip-after, l2], labels = true, defense-draws = 3, epsilons = [0.1] }
                  { type = fgsm, steps = 10, epsilons = [0.1] }
                ]
                substitute { rounds = 6 }
                seeds = [1]
                claims = [{
                  id = one, claim = "It holds.", source = "Fig. 1", compare = value, paper = 1,
                  match = [defense-draws],
                  of = { attack-parameters { steps = 10, bound = clip-after }, labels = predicted }
                }]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 14 problems
            bad.conf:2: training: unknown key cost; it is called loss now
            bad.conf:3: defense tq: unknown key threshold-updater; it is called threshold-optimizer now
            bad.conf:5: attack pgd: stop must be one of at-success, after-all-iterations, \
            was "after-all-steps", which is called after-all-iterations now
            bad.conf:5: attack pgd: unknown key carry; carry = nothing is reuse-successes = never now
            bad.conf:5: attack pgd: unknown key steps; it is called iterations now
            bad.conf:6: attack cw: bound must be one of l2, linf-clip, linf-box, \
            was "clip-after", which is called linf-clip now
            bad.conf:6: attack cw: labels must be one of true-label, predicted-label, \
            was true, which is called true-label now
            bad.conf:6: attack cw: unknown key defense-draws; it is called eot-samples now
            bad.conf:7: attack fgsm: unknown key steps; known are eot-samples, epsilons, gradient, labels, \
            misclassified, source-network, target, threat-model, type
            bad.conf:9: substitute: unknown key rounds; it is called iterations now
            bad.conf:13: claim one: match: unknown defense-draws; it is called eot-samples now
            bad.conf:14: claim one: of: unknown labels predicted; it is called predicted-label now
            bad.conf:14: claim one: of: unknown bound clip-after; it is called linf-clip now
            bad.conf:14: claim one: of: unknown key steps; it is called iterations now\
            """);
  }
}
