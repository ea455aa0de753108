package org.qusecnets.sweep.jobs.publication;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.jobs.publication.BrokenImages.By;
import org.qusecnets.sweep.jobs.publication.CellCounts.Count;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.WorstCaseRow;

/**
 * Makes the table of the worst case: the mean over images of what is left by all attacks together,
 * which is at most the least of the attacks' means (Croce, Hein 2020).
 */
final class WorstCaseTable {
  private final Map<String, CellCounts> counts;
  private final NearestAdversarial nearest;
  private final Certified certified;

  /**
   * From what the examples say.
   *
   * @param counts of complete cells, by id
   * @param certified what is proven of the same models
   */
  WorstCaseTable(Map<String, CellCounts> counts, NearestAdversarial nearest, Certified certified) {
    this.counts = counts;
    this.nearest = nearest;
    this.certified = certified;
  }

  /** What is attacked in one norm. */
  private record Target(String model, String norm, int images) {
    static Target of(Cell cell) {
      return new Target(
          cell.model().id(), Options.nameOf(cell.attack().norm()), cell.dataset().testImages());
    }
  }

  /**
   * The rows of a plan's cells: model by model and norm by norm in their order, all threat models
   * together first, epsilons ascending.
   */
  List<WorstCaseRow> rows(List<Cell> cells) {
    Map<Target, List<Cell>> targets =
        cells.stream()
            .collect(Collectors.groupingBy(Target::of, LinkedHashMap::new, Collectors.toList()));
    List<WorstCaseRow> rows = new ArrayList<>();
    for (List<Cell> own : targets.values()) {
      addRows(rows, own, WorstCaseRow.ANY);
      Set<ThreatModel> threats =
          own.stream()
              .map(cell -> cell.threat().model())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      for (ThreatModel threat : threats) {
        List<Cell> some = own.stream().filter(cell -> cell.threat().model() == threat).toList();
        addRows(rows, some, Options.nameOf(threat));
      }
    }
    return rows;
  }

  private void addRows(List<WorstCaseRow> rows, List<Cell> cells, String threat) {
    TreeSet<Double> epsilons = new TreeSet<>();
    cells.forEach(cell -> epsilons.add(cell.epsilon()));
    if (threat.equals(WorstCaseRow.ANY)) {
      epsilons.addAll(certified.epsilons(Certified.Subject.of(cells.get(0))));
    }
    for (double epsilon : epsilons) {
      List<Cell> within = cells.stream().filter(cell -> cell.epsilon() <= epsilon).toList();
      rows.add(row(cells.get(0), within, epsilon, threat, median(cells)));
    }
  }

  private Double median(List<Cell> cells) {
    List<NearestAdversarial.Scope> scopes =
        cells.stream().map(NearestAdversarial.Scope::of).distinct().toList();
    double median = nearest.median(scopes);
    return Double.isFinite(median) ? (Double) median : null;
  }

  /**
   * One row.
   *
   * @param any a cell of the model
   * @param cells those that count at the epsilon
   */
  private WorstCaseRow row(
      Cell any, List<Cell> cells, double epsilon, String threat, Double median) {
    Certified.Subject subject = Certified.Subject.of(any);
    int certificates =
        threat.equals(WorstCaseRow.ANY) ? certified.certificates(subject, epsilon) : 0;
    List<AttackUsed> attacks = attacks(cells);
    List<AttackUsed> complete = attacks.stream().filter(attack -> attack.last != null).toList();
    BrokenImages broken = new BrokenImages();
    complete.forEach(attack -> broken.addAll(attack.broken));
    BitSet proven = new BitSet();
    if (threat.equals(WorstCaseRow.ANY)) {
      broken.add(By.ADVERSARIAL, certified.broken(subject, epsilon));
      proven = certified.certified(subject, epsilon);
    }
    BitSet decided = broken.by(By.ADVERSARIAL);
    decided.or(proven);
    long images = any.dataset().testImages();
    boolean known = !complete.isEmpty();
    boolean examined =
        cells.stream()
            .map(cell -> counts.get(cell.id()))
            .anyMatch(found -> found != null && found.number(Count.EXAMINED) > 0);
    AttackUsed strongest =
        complete.stream()
            .max(Comparator.comparingInt(attack -> attack.broken.count(By.ADVERSARIAL)))
            .map(most -> first(complete, most))
            .orElse(null);
    return new WorstCaseRow(
        WorstCaseRow.SCHEMA.version(),
        any.model().id(),
        any.dataset().name(),
        any.dataset().trainImages(),
        any.model().network(),
        ModelTable.defense(any.model()),
        any.model().seed(),
        Options.nameOf(any.attack().norm()),
        epsilon,
        threat,
        attacks.size(),
        cells.size(),
        (int) cells.stream().filter(cell -> !counts.containsKey(cell.id())).count(),
        images,
        known ? left(broken, By.NOTHING, images) : null,
        known ? left(broken, By.ADVERSARIAL, images) : null,
        known ? left(broken, By.ROUNDED, images) : null,
        known && examined ? left(broken, By.UNDETECTED, images) : null,
        strongest == null ? null : strongest.last.attack().type(),
        strongest == null ? null : strongest.last.id(),
        strongest == null ? null : left(strongest.broken, By.ADVERSARIAL, images),
        strongest == null ? null : only(List.of(strongest), complete, images),
        onlyWithoutGradients(complete, images),
        median,
        certificates,
        certificates == 0 ? null : Share.of(proven.cardinality(), images),
        certificates == 0 ? null : Share.of(images - decided.cardinality(), images));
  }

  private static AttackUsed first(List<AttackUsed> attacks, AttackUsed most) {
    int count = most.broken.count(By.ADVERSARIAL);
    return attacks.stream()
        .filter(attack -> attack.broken.count(By.ADVERSARIAL) == count)
        .findFirst()
        .orElseThrow();
  }

  private static Share left(BrokenImages broken, By by, long images) {
    return Share.of(images - broken.count(by), images);
  }

  /** The images that some of the attacks broke and none of the others. */
  private static Share only(Collection<AttackUsed> some, Collection<AttackUsed> all, long images) {
    BitSet only = new BitSet();
    some.forEach(attack -> only.or(attack.broken.by(By.ADVERSARIAL)));
    for (AttackUsed attack : all) {
      only.andNot(attack.broken.by(By.NOTHING));
      if (!some.contains(attack)) {
        only.andNot(attack.broken.by(By.ADVERSARIAL));
      }
    }
    return Share.of(only.cardinality(), images);
  }

  /** Null unless attacks with gradients were run beside some without. */
  private static Share onlyWithoutGradients(List<AttackUsed> attacks, long images) {
    List<AttackUsed> without = attacks.stream().filter(attack -> !attack.takesGradients()).toList();
    return without.isEmpty() || without.size() == attacks.size()
        ? null
        : only(without, attacks, images);
  }

  private List<AttackUsed> attacks(List<Cell> cells) {
    Map<Object, AttackUsed> attacks = new LinkedHashMap<>();
    for (Cell cell : cells) {
      List<Object> setting =
          List.of(
              cell.attack().type(), cell.attack().parameters(), cell.threat(), cell.source().id());
      attacks.computeIfAbsent(setting, s -> new AttackUsed(cell)).add(cell, counts.get(cell.id()));
    }
    return List.copyOf(attacks.values());
  }

  /** One attack in one setting, at all epsilons that count. */
  private static final class AttackUsed {
    private final Cell first;
    private final BrokenImages broken = new BrokenImages();

    /** Its complete cell of the largest epsilon; null where none is complete. */
    private Cell last;

    AttackUsed(Cell first) {
      this.first = first;
    }

    void add(Cell cell, CellCounts found) {
      if (found != null) {
        broken.addAll(found.broken());
        last = last == null || cell.epsilon() > last.epsilon() ? cell : last;
      }
    }

    boolean takesGradients() {
      return first.attack().access() == Access.GRADIENTS && first.seesDefense();
    }
  }
}
