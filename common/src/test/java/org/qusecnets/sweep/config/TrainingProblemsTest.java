package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the section training, and of defenses that it does not go with. */
class TrainingProblemsTest {
  private static final String OTHER_AXES =
      """
      datasets = [{ name = mnist }]
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1]
      """;

  @TempDir Path folder;

  @Test
  void reportsWhatWorkersTogetherCannotTrain() {
    assertThat(
            message(
                OTHER_AXES
                    + """
                    training { parallelism = data, averaging-frequency = 0 }
                    defenses = [{ type = none }, { type = tq, levels = 1 }]
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 2 problems
            bad.conf:4: training: averaging-frequency must be at least 1, was 0
            bad.conf:5: defense tq: levels must be from 2 to 256, was 1\
            """);
    assertThat(
            message(
                OTHER_AXES
                    + """
                    training { parallelism = data, epochs = 2 }
                    defenses = [
                      { type = none }, { type = tq, levels = 2 }, { type = median-filter }
                      { type = stochastic-activation-pruning }, { type = feature-squeezing, bits = 1 }
                      { type = gaussian-augmentation, sigma = [0.1, 0.2] }
                      [ { type = adversarial-training, epsilon = 0.3 }, { type = cq, levels = 2 } ]
                      { type = defensive-distillation }
                      { type = interval-training, epsilon = 0.3 }
                      { type = resize-and-pad, applied = [always, at-evaluation] }
                    ]
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 5 problems
            bad.conf:5: defense gaussian-augmentation: its training changes or adds images, \
            which parallelism = data cannot do; set parallelism = model or leave the defense out
            bad.conf:5: defense adversarial-training+cq: its training changes or adds images, \
            which parallelism = data cannot do; set parallelism = model or leave the defense out
            bad.conf:5: defense defensive-distillation: its training learns from a teacher, \
            which parallelism = data cannot do; set parallelism = model or leave the defense out
            bad.conf:5: defense interval-training: its training bounds the network over boxes, \
            which parallelism = data cannot do; set parallelism = model or leave the defense out
            bad.conf:5: defense resize-and-pad: its training draws random numbers, \
            which parallelism = data cannot do; set parallelism = model or leave the defense out\
            """);
  }

  @Test
  void reportsOptionsOfTrainingThatDoNotFit() {
    assertThat(
            message(
                OTHER_AXES
                    + """
                    defenses = [{ type = none }]
                    training {
                      optimizer = adam
                      momentum = 0.9
                      schedule = step
                      warm-up = 2
                      least-gain = 0.1
                      nesterov = true
                    }
                    substitute { flip = horizontal }
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 6 problems
            bad.conf:5: training: decay-every must be a whole number, was missing
            bad.conf:7: training: momentum must be left out unless optimizer is sgd, was 0.9
            bad.conf:9: training: warm-up must be at least 0 and below 1, was 2.0
            bad.conf:10: training: least-gain must be left out unless patience is not 0, was 0.1
            bad.conf:11: training: unknown key nesterov; known are batch-size, clip-norm, decay-every,\
             decay-factor, epochs, flip, label-smoothing, learning-rate, least-gain, loss, momentum,\
             optimizer, parallelism, patience, schedule, shift, warm-up
            bad.conf:13: substitute: unknown key flip; known are architecture, batch-size, clip-norm,\
             directions, epochs, hold-out, hold-out-labels, initialization, iterations,\
             label-smoothing, lambda, learning-rate, loss, network, optimizer, saliency, schedule,\
             warm-up\
            """);
    assertThat(
            message(
                OTHER_AXES
                    + """
                    defenses = [{ type = none }]
                    training { parallelism = data, flip = horizontal }
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:5: training: flip must be none where parallelism is data;\
             set parallelism = model\
            """);
    assertThat(
            message(
                OTHER_AXES
                    + """
                    defenses = [{ type = none }]
                    training { shift = 28 }
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:5: training: shift must be at most 27 for the images of mnist, was 28\
            """);
  }

  @Test
  void namesTheNetworkThatWorkersTogetherCannotTrain() {
    assertThat(
            message(
                OTHER_AXES
                    + """
                    networks = [{ name = paper-cnn }, { name = vgg-small }]
                    defenses = [{ type = none }]
                    training.parallelism = data
                    """))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:5: defense none of network vgg-small: its training is of a network with\
             batch-norm, which parallelism = data cannot do; set parallelism = model or leave the\
             defense out\
            """);
  }

  private String message(String text) {
    return BadConfigurations.ofText(folder, text);
  }
}
