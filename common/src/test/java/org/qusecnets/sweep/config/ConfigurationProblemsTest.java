package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.defense.Defenses;

class ConfigurationProblemsTest {
  private static final String OTHER_AXES =
      """
      datasets = [{ name = mnist }]
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1]
      """;

  @TempDir Path folder;

  @Test
  void reportsAllProblemsInTheOrderOfTheFile() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }]
                traning { epochs = 1 }
                network { architecture = paper-cn }
                defenses = [
                  { type = cq, levels = 1, z = 0 }
                  { type = tq, level = 2 }
                ]
                attacks = [{ type = fgsm, epsilons = [0.1, 1.5] }]
                seeds = [1, 1.5]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 8 problems
            bad.conf:2: unknown key traning; did you mean training?
            bad.conf:3: network: architecture must be one of paper-cnn, mlp-200-200, lenet-5, madry-mnist,\
             cnn-small, cnn-large, vgg-small, resnet-20, all-conv, was "paper-cn"
            bad.conf:5: defense cq: levels must be from 2 to 256, was 1
            bad.conf:5: defense cq: z must be above 0 and at most 10000, was 0.0
            bad.conf:6: defense tq: levels must be a whole number, was missing
            bad.conf:6: defense tq: unknown key level; did you mean levels?
            bad.conf:8: attack fgsm: epsilon must be from 0 to 1 (linf), was 1.5
            bad.conf:9: seed must be a whole number that fits in 64 bits, was 1.5\
            """);
  }

  @Test
  void reportsCertificatesThatCannotBe() {
    assertThat(
            message(
                OTHER_AXES
                    + """
                    defenses = [{ type = jpeg }, { type = resize-and-pad }]
                    certificates = [
                      { type = crow, epsilons = [0.1] }
                      { type = crown, epsilons = [8] }
                      { type = alpha-crown, iterations = 0, epsilons = [0.1] }
                      { type = smoothing, epsilons = [0.1] }
                      { type = interval, epsilons = [] }
                      { type = interval, epsilons = [0.1] }
                      { type = interval, epsilons = [0.2] }
                    ]
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 7 problems
            bad.conf:5: certificate interval proves nothing of any defense here: jpeg: its jpeg can make values smaller where pixels become larger; resize-and-pad: it draws random numbers
            bad.conf:6: unknown certificate crow; did you mean crown?
            bad.conf:7: certificate crown: epsilon must be from 0 to 1 (linf; grey levels are written as 8/255), was 8.0
            bad.conf:8: certificate alpha-crown: iterations must be from 1 to 10000, was 0
            bad.conf:10: certificate interval: epsilons is empty; give it a value as in [0.1, 0.2]
            bad.conf:11: certificate interval is there twice, first at bad.conf:10; remove one
            bad.conf:12: certificate interval is there twice, first at bad.conf:10; remove one\
            """);
  }

  @Test
  void reportsMissingAxes() {
    assertThat(message("name = empty\n"))
        .isEqualTo(
            """
            Cannot run bad.conf: 4 problems
            bad.conf: datasets is missing; add datasets = [{ name = mnist }]
            bad.conf: defenses is missing; add defenses = [{ type = none }]
            bad.conf: attacks is missing; add attacks = [{ type = fgsm, epsilons = [0.1, 0.2] }]
            bad.conf: seeds is missing; add seeds = [1, 2, 3]\
            """);
  }

  @Test
  void reportsEmptyAxes() {
    assertThat(
            message(
                """
                datasets = []
                defenses = []
                attacks = [{ type = fgsm, epsilons = [] }]
                seeds = []
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 4 problems
            bad.conf:1: datasets is empty; give it a value as in [{ name = mnist }]
            bad.conf:2: defenses is empty; give it a value as in [{ type = none }]
            bad.conf:3: attack fgsm: epsilons is empty; give it a value as in [0.1, 0.2]
            bad.conf:4: seeds is empty; give it a value as in [1, 2, 3]\
            """);
  }

  @Test
  void reportsAxesThatAreNotLists() {
    assertThat(
            message(
                """
                datasets = { name = mnist }
                defenses = none
                attacks = [{ type = fgsm, epsilons = 0.1 }, { type = fgsm }]
                seeds = 1
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 6 problems
            bad.conf:1: datasets must be a list such as [{ name = mnist }], was {"name":"mnist"}
            bad.conf:2: defenses must be a list such as [{ type = none }], was "none"
            bad.conf:3: attack fgsm: epsilons must be a list such as [0.1, 0.2], was 0.1
            bad.conf:3: attack fgsm: epsilons is missing; add epsilons = [0.1, 0.2]
            bad.conf:3: attack fgsm (target = none, threat-model = white-box, gradient = exact, eot-samples = 10, misclassified = skip, labels = true-label) \
            is there twice, first at bad.conf:3; remove one
            bad.conf:4: seeds must be a list such as [1, 2, 3], was 1\
            """);
  }

  @Test
  void reportsWhatIsNestedTooDeeply() {
    assertThat(message("a = " + "[".repeat(20_000) + "]".repeat(20_000)))
        .contains("bad.conf: is nested too deeply; name a configuration file");
  }

  @Test
  void reportsEntriesThatAreNotObjects() {
    assertThat(message(OTHER_AXES + "defenses = [cq]\n"))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:4: defenses: an entry must look like { type = none } or a list of several, was "cq\"\
            """);
  }

  @Test
  void reportsUnknownTypesAndNames() {
    assertThat(
            message(
                """
                datasets = [{ name = mnits }, { train-images = 1 }]
                defenses = [{ type = qc }, { levels = 2 }]
                attacks = [{ type = lightning, epsilons = [0.1] }]
                seeds = [1]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 5 problems
            bad.conf:1: unknown dataset mnits; did you mean mnist?
            bad.conf:1: dataset: name is missing; it must be one of cifar10, mnist
            bad.conf:2: unknown defense qc; did you mean cq?
            bad.conf:2: defense: type is missing; it must be one of %s
            bad.conf:3: unknown attack lightning; known are apgd, autoattack, bim, boundary, cw, ddn, deepfool, fab, fgsm, fmn, hopskipjump, jsma, local-search, pgd, pointwise, random-noise, single-pixel, square\
            """
                .formatted(String.join(", ", Defenses.types())));
  }

  @Test
  void reportsUnknownKeysBesideWrongOnesThatMustBeThere() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist }]
                defenses = [
                  { type = adversarial-training, iterations = 3 }
                  { type = adversarial-training, method = pgd, epsilon = 2, iteratiosn = 3 }
                ]
                attacks = [{ type = fgsm, epsilons = [0.1] }]
                seeds = [1]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 4 problems
            bad.conf:3: defense adversarial-training: iterations must be left out unless method is pgd, was 3
            bad.conf:3: defense adversarial-training: epsilon must be a number, was missing
            bad.conf:4: defense adversarial-training: epsilon must be above 0 and at most 1, was 2.0
            bad.conf:4: defense adversarial-training: unknown key iteratiosn; did you mean iterations?\
            """);
  }

  @Test
  void reportsUnknownKeysAtEveryLevel() {
    assertThat(
            message(
                """
                sedes = [1]
                datasets = [{ name = mnist, train-image = 5 }]
                training { epoch = 1 }
                evaluation.chunksize = 1
                defenses = [{ type = none, levels = 2 }]
                attacks = [{ type = fgsm, epsilon = [0.1], threatmodel = white-box }]
                seeds = [1]
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 8 problems
            bad.conf:1: unknown key sedes; did you mean seeds?
            bad.conf:2: dataset mnist: unknown key train-image; did you mean train-images?
            bad.conf:3: training: unknown key epoch; did you mean epochs?
            bad.conf:4: evaluation: unknown key chunksize; did you mean chunk-size?
            bad.conf:5: defense none: unknown key levels; known are type
            bad.conf:6: attack fgsm: epsilons is missing; add epsilons = [0.1, 0.2]
            bad.conf:6: attack fgsm: unknown key epsilon; did you mean epsilons?
            bad.conf:6: attack fgsm: unknown key threatmodel; did you mean threat-model?\
            """);
  }

  @Test
  void reportsValuesOfTheWrongType() {
    assertThat(
            message(
                """
                datasets = [{ name = mnist, test-images = many }]
                training { epochs = [1, 2], batch-size = 1.5 }
                network = paper-cnn
                defenses = [{ type = cq, levels = { from = 2 } }, { type = cq, levels = [2, [3]] }]
                attacks = [{ type = fgsm, epsilons = [big, [0.1]], threat-model = grey-box }]
                seeds = [one, null, 9223372036854775808]
                name = A Name
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 13 problems
            bad.conf:1: dataset mnist: test-images must be a whole number, was "many"
            bad.conf:2: training: epochs must be one value, was [1,2]
            bad.conf:2: training: batch-size must be a whole number, was 1.5
            bad.conf:3: network must be a section network { ... }, was "paper-cnn"
            bad.conf:4: defense cq: levels must be one value or a list of values, was {"from":2}
            bad.conf:4: defense cq: levels must be one value or a list of values, was [2,[3]]
            bad.conf:5: attack fgsm: epsilon must be a number, was "big"
            bad.conf:5: attack fgsm: epsilon must be a number, was [0.1]
            bad.conf:5: attack fgsm: threat-model must be one of white-box, query, transfer, black-box, was "grey-box"
            bad.conf:6: seed must be a whole number that fits in 64 bits, was "one"
            bad.conf:6: seed must be a whole number that fits in 64 bits, was missing
            bad.conf:6: seed must be a whole number that fits in 64 bits, was "9223372036854775808"
            bad.conf:7: name must be made of a to z, 0 to 9 and -, was A Name\
            """);
  }

  @Test
  void reportsValuesOutOfRangeWhereEachIsWritten() {
    assertThat(
            message(
                """
                datasets = [
                  { name = mnist, train-images = 60001 }
                  { name = cifar10, test-images = 0 }
                ]
                defenses = [{
                  type = cq
                  levels = [
                    2
                    1
                  ]
                  z = [50, -1]
                }]
                attacks = [{ type = fgsm, epsilons = [
                  -0.1
                ] }]
                seeds = [1]
                evaluation { chunk-size = 10001 }
                """))
        .isEqualTo(
            """
            Cannot run bad.conf: 6 problems
            bad.conf:2: dataset mnist: train-images must be from 10 to 60000 for mnist, was 60001
            bad.conf:3: dataset cifar10: test-images must be from 1 to 10000 for cifar10, was 0
            bad.conf:9: defense cq: levels must be from 2 to 256, was 1
            bad.conf:11: defense cq: z must be above 0 and at most 10000, was -1.0
            bad.conf:14: attack fgsm: epsilon must be from 0 to 1 (linf), was -0.1
            bad.conf:17: evaluation: chunk-size must be from 1 to 10000, was 10001\
            """);
  }

  @Test
  void reportsEmptyListsInParameters() {
    assertThat(message(OTHER_AXES + "defenses = [{ type = cq, levels = [], z = -1 }]\n"))
        .isEqualTo(
            """
            Cannot run bad.conf: 2 problems
            bad.conf:4: defense cq: levels is an empty list; give it a value or leave it out
            bad.conf:4: defense cq: z must be above 0 and at most 10000, was -1.0\
            """);
  }

  private String message(String text) {
    return BadConfigurations.ofText(folder, text);
  }
}
