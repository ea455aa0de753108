package org.qusecnets.sweep.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;

/**
 * FGSM on 500 images of the plain network, in milliseconds of each task.
 *
 * @param input the images
 * @param tasks how many run at once
 * @param inference one inference
 * @param inputGradient one input gradient
 * @param oneEpsilonFloat32 one epsilon, with one inference
 * @param oneEpsilonEvaluation one epsilon, all that a sweep does
 * @param eightEpsilonsFloat32 eight epsilons, with one inference each
 * @param eightEpsilonsEvaluation eight epsilons, all that a sweep does
 */
record AttackRow(
    Input input,
    int tasks,
    double inference,
    double inputGradient,
    double oneEpsilonFloat32,
    double oneEpsilonEvaluation,
    double eightEpsilonsFloat32,
    double eightEpsilonsEvaluation) {

  /** Input gradients that an attack may cost beside its inferences. */
  private static final double GRADIENTS = 1.1;

  static List<AttackRow> of(Results results) {
    List<AttackRow> rows = new ArrayList<>();
    for (Input input : Input.values()) {
      for (int tasks : BenchmarkPlan.TASKS) {
        rows.add(
            new AttackRow(
                input,
                tasks,
                figure(results, input, Figure.INFERENCE, tasks),
                figure(results, input, Figure.INPUT_GRADIENT, tasks),
                results.get(Names.attack(input, 1, AttackScope.FLOAT32, tasks)),
                results.get(Names.attack(input, 1, AttackScope.EVALUATION, tasks)),
                results.get(Names.attack(input, 8, AttackScope.FLOAT32, tasks)),
                results.get(Names.attack(input, 8, AttackScope.EVALUATION, tasks))));
      }
    }
    return rows.stream().filter(AttackRow::measured).toList();
  }

  private boolean measured() {
    return DoubleStream.of(
            oneEpsilonFloat32, oneEpsilonEvaluation, eightEpsilonsFloat32, eightEpsilonsEvaluation)
        .anyMatch(Double::isFinite);
  }

  private static double figure(Results results, Input input, Figure figure, int tasks) {
    double rate = results.get(Names.figure(input, Front.PLAIN, figure, tasks));
    return 1000 * 500 * tasks / rate;
  }

  static void print(List<AttackRow> rows, PrintStream out) {
    TextTable table =
        new TextTable(
            List.of(
                "FGSM, ms/500 images",
                "inference",
                "gradient",
                "1 eps float32",
                "1 eps all",
                "8 eps float32",
                "8 eps all"));
    for (AttackRow row : rows) {
      table.add(
          List.of(
              Titles.of(row.input) + ", tasks: " + row.tasks,
              TextTable.number(row.inference, 1),
              TextTable.number(row.inputGradient, 1),
              TextTable.number(row.oneEpsilonFloat32, 1),
              TextTable.number(row.oneEpsilonEvaluation, 1),
              TextTable.number(row.eightEpsilonsFloat32, 1),
              TextTable.number(row.eightEpsilonsEvaluation, 1)));
    }
    table.print(out);
    rows.stream().filter(AttackRow::complete).forEach(row -> out.println(row.inUnits()));
  }

  private boolean complete() {
    return DoubleStream.of(inference, inputGradient, eightEpsilonsFloat32, eightEpsilonsEvaluation)
        .allMatch(Double::isFinite);
  }

  /** The attack's time in inferences, beside the gradients that it may cost. */
  private String inUnits() {
    return String.format(
        Locale.ROOT,
        "%s, tasks: %d: 8 inferences + 1.1 gradients = %s ms; FGSM with 8 epsilons, float32 scoring"
            + " = %s ms (%s inferences + 1.1 gradients), all that a sweep does = %s ms (%s"
            + " inferences + 1.1 gradients)",
        Titles.of(input),
        tasks,
        TextTable.number(8 * inference + GRADIENTS * inputGradient, 1),
        TextTable.number(eightEpsilonsFloat32, 1),
        TextTable.number(inferencesIn(eightEpsilonsFloat32), 2),
        TextTable.number(eightEpsilonsEvaluation, 1),
        TextTable.number(inferencesIn(eightEpsilonsEvaluation), 2));
  }

  private double inferencesIn(double milliseconds) {
    return (milliseconds - GRADIENTS * inputGradient) / inference;
  }
}
