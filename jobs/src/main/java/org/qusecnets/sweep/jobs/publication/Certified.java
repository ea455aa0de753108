package org.qusecnets.sweep.jobs.publication;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.publication.BrokenImages.By;

/**
 * What is proven of models themselves, beside what attacks broke of them.
 *
 * @param cells the certified cells of the plan
 * @param counts what is known of those that are complete, by id
 */
record Certified(List<CertifiedCell> cells, Map<String, CertifiedCounts> counts) {

  /** A model, a norm and how many images: what attacks and certificates both tell of. */
  record Subject(String model, Norm norm, int images) {
    static Subject of(Cell cell) {
      return new Subject(cell.model().id(), cell.attack().norm(), cell.dataset().testImages());
    }

    static Subject of(CertifiedCell cell) {
      return new Subject(cell.model().id(), cell.certificate().norm(), cell.dataset().testImages());
    }
  }

  /** The complete cells that certify the model itself. */
  private Stream<CertifiedCell> ofModels() {
    return cells.stream()
        .filter(cell -> cell.certificate().isOfModelItself())
        .filter(cell -> counts.containsKey(cell.id()));
  }

  private Stream<CertifiedCell> of(Subject subject) {
    return ofModels().filter(cell -> Subject.of(cell).equals(subject));
  }

  /** The epsilons at which images were certified. */
  List<Double> epsilons(Subject subject) {
    return of(subject).map(CertifiedCell::epsilon).distinct().toList();
  }

  /** How many certificates tell of perturbations of this size. */
  int certificates(Subject subject, double epsilon) {
    return (int)
        of(subject)
            .filter(cell -> cell.epsilon() >= epsilon)
            .map(cell -> List.of(cell.certificate().type(), cell.certificate().parameters()))
            .distinct()
            .count();
  }

  /** The images that are certified at an epsilon or a larger one, whose ball holds the smaller. */
  BitSet certified(Subject subject, double epsilon) {
    BitSet certified = new BitSet();
    of(subject)
        .filter(cell -> cell.epsilon() >= epsilon)
        .forEach(cell -> certified.or(counts.get(cell.id()).images(Status.CERTIFIED)));
    return certified;
  }

  /** The images that are wrong by themselves, or within an epsilon as a certificate found. */
  BitSet broken(Subject subject, double epsilon) {
    BitSet broken = new BitSet();
    of(subject)
        .forEach(
            cell -> {
              CertifiedCounts found = counts.get(cell.id());
              broken.or(found.images(Status.MISCLASSIFIED));
              if (cell.epsilon() <= epsilon) {
                broken.or(found.images(Status.BROKEN));
              }
            });
    return broken;
  }

  /**
   * The images that are certified at an epsilon and that attacks, or certificates, broke at this or
   * a smaller one, by certified cell; cells without any are left out.
   *
   * @param attacked the cells of the attacks
   * @param found what examples of complete ones add up to, by id
   */
  Map<String, BitSet> contradictions(List<Cell> attacked, Map<String, CellCounts> found) {
    Map<List<Object>, TreeMap<Double, BitSet>> broken = new HashMap<>();
    for (Cell cell : attacked) {
      if (found.containsKey(cell.id())) {
        BitSet wrong = found.get(cell.id()).broken().by(By.ADVERSARIAL);
        add(broken, key(cell.model(), cell.attack().norm()), cell.epsilon(), wrong);
      }
    }
    ofModels()
        .forEach(
            cell -> {
              BitSet wrong = counts.get(cell.id()).images(Status.BROKEN);
              wrong.or(counts.get(cell.id()).images(Status.MISCLASSIFIED));
              add(broken, key(cell.model(), cell.certificate().norm()), cell.epsilon(), wrong);
            });
    Map<String, BitSet> contradictions = new HashMap<>();
    ofModels()
        .forEach(
            cell -> {
              BitSet both = new BitSet();
              broken
                  .get(key(cell.model(), cell.certificate().norm()))
                  .headMap(cell.epsilon(), true)
                  .values()
                  .forEach(both::or);
              both.and(counts.get(cell.id()).images(Status.CERTIFIED));
              if (!both.isEmpty()) {
                contradictions.put(cell.id(), both);
              }
            });
    return contradictions;
  }

  /** Images have the same numbers however many of them are examined. */
  private static List<Object> key(ModelSpecification model, Norm norm) {
    return List.of(model.id(), norm);
  }

  private static void add(
      Map<List<Object>, TreeMap<Double, BitSet>> broken,
      List<Object> key,
      double epsilon,
      BitSet images) {
    broken
        .computeIfAbsent(key, k -> new TreeMap<>())
        .computeIfAbsent(epsilon, e -> new BitSet())
        .or(images);
  }
}
