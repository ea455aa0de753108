package org.qusecnets.sweep.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.plan.Estimate.Basis;

/**
 * Estimates that were measured, by kind: of the same training or attack if there is one, else of
 * the same attack on other models, else nominal ones, times how much longer than nominal the
 * trainings took that were measured.
 */
public final class ObservedEstimates implements TaskEstimates {
  private final String origin;
  private final NominalEstimates nominal = new NominalEstimates();
  private final Map<String, Rate> trainings;
  private final Map<AttackKind, Rate> attacks;
  private final Map<AttackKind, Rate> anyModel;
  private final Map<String, Rate> certificates;
  private final double pace;

  /** Seconds for a number of images. */
  private record Rate(double images, double seconds) {
    Rate plus(Rate other) {
      return new Rate(images + other.images, seconds + other.seconds);
    }

    double of(double count) {
      return count * seconds / images;
    }
  }

  private ObservedEstimates(
      String origin,
      Grid grid,
      Collection<ObservedTraining> trainings,
      Collection<ObservedAttack> attacks,
      Collection<ObservedCertificate> certificates) {
    this.origin = origin;
    this.trainings =
        rates(trainings, ObservedTraining::kind, one -> new Rate(one.images(), one.seconds()));
    Function<ObservedAttack, Rate> rate = one -> new Rate(one.examples(), one.seconds());
    this.attacks = rates(attacks, ObservedAttack::kind, rate);
    anyModel = rates(attacks, one -> one.kind().onAny(), rate);
    this.certificates =
        rates(
            certificates, ObservedCertificate::kind, one -> new Rate(one.proofs(), one.seconds()));
    pace = pace(grid);
  }

  /**
   * The estimates of a grid.
   *
   * @param origin where they were measured, in a sentence or a few
   * @param trainings what was measured; of several of a kind the mean image counts
   * @param attacks likewise
   * @param certificates likewise; a mean over epsilons, of which large ones end soon
   */
  public static ObservedEstimates of(
      String origin,
      Grid grid,
      Collection<ObservedTraining> trainings,
      Collection<ObservedAttack> attacks,
      Collection<ObservedCertificate> certificates) {
    return new ObservedEstimates(origin, grid, trainings, attacks, certificates);
  }

  private static <T, K> Map<K, Rate> rates(
      Collection<T> observed, Function<T, K> kind, Function<T, Rate> rate) {
    Map<K, Rate> rates = new HashMap<>();
    observed.forEach(one -> rates.merge(kind.apply(one), rate.apply(one), Rate::plus));
    return rates;
  }

  /** Measured over nominal seconds of the trainings that both are known of; 1 without any. */
  private double pace(Grid grid) {
    List<List<ModelSpecification>> known =
        Workload.trainings(grid).stream().filter(alike -> weights(alike).isPresent()).toList();
    ToDoubleFunction<List<ModelSpecification>> usual =
        alike -> nominal.training(alike.subList(0, 1)).seconds();
    double expected = known.stream().mapToDouble(usual).sum();
    double measured = known.stream().mapToDouble(alike -> weights(alike).orElseThrow()).sum();
    return expected > 0 ? measured / expected : 1;
  }

  /** How long training the weights takes, if any model of theirs was measured. */
  private Optional<Double> weights(List<ModelSpecification> alike) {
    ModelSpecification trained = alike.get(0);
    return alike.stream()
        .flatMap(model -> Stream.of(model.recipe(), model.recipe().inTraining()))
        .map(recipe -> trainings.get(CostClass.training(trained.dataset().name(), recipe)))
        .flatMap(Stream::ofNullable)
        .findFirst()
        .map(rate -> rate.of((double) Workload.batched(trained)));
  }

  @Override
  public Estimate training(List<ModelSpecification> alike) {
    return weights(alike)
        .map(seconds -> new Estimate(seconds + pace * besides(alike), Basis.SAME))
        .orElseGet(() -> paced(nominal.training(alike)));
  }

  /** Nominal seconds of what no epoch counts: a substitute's queries, a detector's threshold. */
  private static double besides(List<ModelSpecification> alike) {
    return Workload.training(alike).stream()
        .skip(1)
        .mapToDouble(
            part -> NominalEstimates.rates(part.dataset(), part.recipe()).seconds(part.work()))
        .sum();
  }

  @Override
  public Estimate clean(ModelSpecification model) {
    return paced(nominal.clean(model));
  }

  @Override
  public Estimate attack(AttackUnit unit) {
    AttackKind kind = AttackKind.of(unit);
    double examples = (double) unit.images() * unit.attack().epsilons().size();
    Rate same = attacks.get(kind);
    if (same != null) {
      return new Estimate(same.of(examples), Basis.SAME);
    }
    Rate similar = anyModel.get(kind.onAny());
    if (similar != null) {
      return new Estimate(similar.of(examples), Basis.SIMILAR);
    }
    return paced(nominal.attack(unit));
  }

  @Override
  public Estimate certificate(CertificateUnit unit) {
    Rate same = certificates.get(ObservedCertificate.kind(unit));
    return same == null
        ? paced(nominal.certificate(unit))
        : new Estimate(same.of((double) unit.images() * unit.epsilons().size()), Basis.SAME);
  }

  private Estimate paced(Estimate usual) {
    return new Estimate(usual.seconds() * pace, usual.basis());
  }

  @Override
  public double pace() {
    return pace;
  }

  @Override
  public String origin() {
    return origin;
  }
}
