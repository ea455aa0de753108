package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * The work of one attack task: one model, one attack at all its epsilons, one chunk of test images.
 *
 * @param id hash of the content
 * @param model the model under attack
 * @param source the model whose gradients and predictions the attack sees
 * @param attack the attack
 * @param dataset whose test images are attacked
 * @param chunk number of the chunk, from 0
 * @param from index of the chunk's first test image
 * @param to index behind the chunk's last test image
 */
public record AttackUnit(
    String id,
    ModelSpecification model,
    ModelSpecification source,
    AttackSpecification attack,
    DatasetOptions dataset,
    int chunk,
    int from,
    int to)
    implements Serializable {
  /** Checks the range of images. */
  public AttackUnit {
    if (chunk < 0 || from < 0 || to <= from || to > dataset.testImages()) {
      throw new IllegalArgumentException(
          "no chunk " + chunk + " from " + from + " to " + to + " of " + dataset.testImages());
    }
  }

  static AttackUnit of(
      ModelSpecification model,
      ModelSpecification source,
      AttackSpecification attack,
      DatasetOptions dataset,
      int chunk,
      int chunkSize) {
    int from = chunk * chunkSize;
    int to = Math.min(from + chunkSize, dataset.testImages());
    Map<String, Object> content =
        Map.of(
            "model", model.id(),
            "source", source.id(),
            "attack", attack.id(),
            "test-images", dataset.testImages(),
            "from", from,
            "to", to);
    return new AttackUnit(Fingerprint.id(content), model, source, attack, dataset, chunk, from, to);
  }

  /**
   * Hash of what this unit works out; the epsilons are part of it only if the attack's results at
   * one depend on the others.
   */
  public String workId() {
    Map<String, Object> content = CanonicalForm.of(attack.attack(), attack.threat());
    content.put("model", model.id());
    content.put("source", source.id());
    content.put("test-images", dataset.testImages());
    content.put("from", from);
    content.put("to", to);
    if (!epsilonsAreIndependent()) {
      content.put("epsilons", attack.epsilons().stream().sorted().toList());
    }
    return Fingerprint.id(content);
  }

  /** In a box each epsilon is a search of its own, so that more of them cost more. */
  private boolean epsilonsAreIndependent() {
    return attack.attack().epsilonsAreIndependent()
        && attack.threat().gradient() != GradientPath.BOX;
  }

  /** The same at other epsilons, which must not depend on each other. */
  public AttackUnit at(List<Double> epsilons) {
    if (epsilons.equals(attack.epsilons())) {
      return this;
    }
    if (!epsilonsAreIndependent()) {
      throw new IllegalArgumentException("epsilons of " + attack + " belong together");
    }
    AttackSpecification some = AttackSpecification.of(attack.attack(), attack.threat(), epsilons);
    return new AttackUnit(id, model, source, some, dataset, chunk, from, to);
  }

  /**
   * The part of this unit that gives the results of some cells: at their epsilons, or all of it
   * where the results at one epsilon depend on the others; empty if it contributes to none of them.
   *
   * @param cells ids
   */
  public Optional<AttackUnit> giving(Set<String> cells) {
    List<String> own = cellIds();
    List<Double> wanted =
        IntStream.range(0, own.size())
            .filter(i -> cells.contains(own.get(i)))
            .mapToObj(attack.epsilons()::get)
            .toList();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(epsilonsAreIndependent() ? at(wanted) : this);
  }

  /** Code from outside this program that its results depend on. */
  public List<PluginCode> plugins() {
    return Stream.of(
            model.plugins(),
            source.plugins(),
            PluginCode.of(attack.attack().getClass()).stream().toList())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** The cell that this unit contributes to at one of the attack's epsilons. */
  public Cell cell(double epsilon) {
    return Cell.of(model, source, dataset, attack, epsilon);
  }

  /** The ids of the cells that this unit contributes to, in the order of the attack's epsilons. */
  public List<String> cellIds() {
    return Cell.of(model, source, dataset, attack, attack.epsilons()).stream()
        .map(Cell::id)
        .toList();
  }

  /** Seed of one image's random numbers: the same against every model, so that models compare. */
  public long imageSeed(int image) {
    return Seeds.derive(model.seed(), "attack", dataset.name(), image);
  }

  /** Number of images. */
  public int images() {
    return to - from;
  }
}
