package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.AttackOutcome;
import org.qusecnets.sweep.network.IterativeAttack;
import org.qusecnets.sweep.options.Options;

/**
 * One attack on images of MNIST.
 *
 * @param attack the attack
 * @param imagesPerSecond of one task
 * @param outcome what it found
 * @param references the same in other libraries
 */
record IterativeAttackRow(
    IterativeAttack attack,
    double imagesPerSecond,
    AttackOutcome outcome,
    List<Reference> references) {

  /**
   * An attack in another library.
   *
   * @param library the library with its version
   * @param imagesPerSecond on one thread
   * @param ratio ours over its
   * @param outcome what it found
   */
  record Reference(String library, double imagesPerSecond, double ratio, AttackOutcome outcome) {
    static Reference of(JsonNode printed, double ours) {
      double rate = number(printed, "images_per_second");
      return new Reference(
          printed.path("library").asText() + " " + printed.path("version").asText(),
          rate,
          ours / rate,
          new AttackOutcome(
              number(printed, "success_rate"),
              number(printed, "mean_l2"),
              number(printed, "gradients"),
              number(printed, "processor_seconds"),
              number(printed, "seconds_resisting")));
    }

    private static double number(JsonNode printed, String key) {
      return printed.path(key).asDouble(Double.NaN);
    }
  }

  static List<IterativeAttackRow> of(Results results) {
    List<IterativeAttackRow> rows = new ArrayList<>();
    for (IterativeAttack attack : IterativeAttack.values()) {
      results
          .outcome(attack)
          .ifPresent(
              outcome -> {
                double rate = results.get(Names.iterativeAttack(attack));
                List<Reference> references = new ArrayList<>();
                for (JsonNode library : results.attackReference(attack).path("libraries")) {
                  references.add(Reference.of(library, rate));
                }
                rows.add(new IterativeAttackRow(attack, rate, outcome, references));
              });
    }
    return rows;
  }

  static void print(List<IterativeAttackRow> rows, PrintStream out) {
    TextTable table =
        new TextTable(
            List.of(
                "attacks, MNIST plain",
                "images/s",
                "ratio",
                "success",
                "L2",
                "gradients",
                "s/image that resists"));
    for (IterativeAttackRow row : rows) {
      String title = Options.nameOf(row.attack);
      table.add(cells(title, row.imagesPerSecond, Double.NaN, row.outcome));
      for (Reference reference : row.references) {
        table.add(
            cells(
                title + ", " + reference.library,
                reference.imagesPerSecond,
                reference.ratio,
                reference.outcome));
      }
    }
    table.print(out);
  }

  private static List<String> cells(
      String title, double rate, double ratio, AttackOutcome outcome) {
    return List.of(
        title,
        TextTable.number(rate, 2),
        TextTable.number(ratio, 2),
        TextTable.percent(outcome.successRate()),
        TextTable.number(outcome.meanL2(), 2),
        TextTable.number(outcome.gradients(), 1),
        TextTable.number(outcome.secondsResisting(), 2));
  }
}
