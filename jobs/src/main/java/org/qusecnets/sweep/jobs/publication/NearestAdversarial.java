package org.qusecnets.sweep.jobs.publication;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * The distance of the nearest adversarial image of each image, by model, norm and threat model.
 * Minima do not depend on the order in which examples are added.
 */
final class NearestAdversarial implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Whose distances belong together.
   *
   * @param images number of test images: parts of a sweep may attack more of them or less
   */
  record Scope(String model, Norm norm, ThreatModel threat, int images) implements Serializable {
    static Scope of(Cell cell) {
      return new Scope(
          cell.model().id(),
          cell.attack().norm(),
          cell.threat().model(),
          cell.dataset().testImages());
    }
  }

  private final Map<Scope, Map<Integer, Double>> distances = new HashMap<>();

  /**
   * Takes the distance of an example, if its image is adversarial or is wrong without an attack.
   */
  void add(Scope scope, ExampleRow row) {
    if (row.cleanPrediction() != row.label()) {
      add(scope, row.imageIndex(), 0);
    } else if (row.adversarialPrediction() != row.label()) {
      add(scope, row.imageIndex(), row.distance(scope.norm()));
    }
  }

  private void add(Scope scope, int image, double distance) {
    distances.computeIfAbsent(scope, s -> new HashMap<>()).merge(image, distance, Math::min);
  }

  /** Takes what another one has. */
  void addAll(NearestAdversarial other) {
    other.distances.forEach(
        (scope, images) -> images.forEach((image, distance) -> add(scope, image, distance)));
  }

  /**
   * The median over images of the distance of the nearest, infinite where none was found.
   *
   * @param scopes among which to look for the nearest, of as many images each
   */
  double median(Collection<Scope> scopes) {
    int images = scopes.iterator().next().images();
    Map<Integer, Double> nearest = new HashMap<>();
    for (Scope scope : scopes) {
      distances
          .getOrDefault(scope, Map.of())
          .forEach((image, distance) -> nearest.merge(image, distance, Math::min));
    }
    double[] all = new double[images];
    Arrays.fill(all, Double.POSITIVE_INFINITY);
    int next = 0;
    for (double distance : nearest.values()) {
      all[next++] = distance;
    }
    Arrays.sort(all);
    return (all[(images - 1) / 2] + all[images / 2]) / 2;
  }
}
