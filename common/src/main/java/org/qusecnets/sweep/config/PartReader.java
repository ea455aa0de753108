package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.CanonicalForm;
import org.qusecnets.sweep.grid.CertificateSpecification;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.SweepPart;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

/** Reads a part of a sweep: axes that are crossed, and how their models are made. */
final class PartReader {
  /** What a part may say. */
  static final Set<String> KEYS =
      Set.of(
          "datasets",
          "network",
          "networks",
          "training",
          "defenses",
          "attacks",
          "certificates",
          "seeds",
          "substitute");

  private final ConfigObject values;
  private final Problems problems;

  /** A reader of these values: those of a part over those of the whole configuration. */
  PartReader(ConfigObject values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The part, or nothing if that is not possible; why is among the problems. */
  Optional<SweepPart> read(ConfiguredDatasets catalog, ConfiguredNetworks configured) {
    Sections sections = new Sections(values, problems);
    NetworksReader networksReader = new NetworksReader(values, problems);
    List<NetworkOptions> networks = networksReader.read();
    networks.forEach(network -> add(network.architecture(), networksReader, configured));
    TrainingOptions training = sections.read("training", TrainingOptions.DECLARATION);
    SubstituteOptions substitute = sections.read("substitute", SubstituteOptions.DECLARATION);
    AxesReader axes = new AxesReader(values, problems);
    List<DatasetOptions> datasets = axes.datasets(catalog);
    List<Defense> defenses = axes.defenses();
    List<CertificateSpecification> certificates = axes.certificates();
    List<AttackSpecification> attacks =
        certificates.isEmpty() || axes.isWritten("attacks") ? axes.attacks(datasets) : List.of();
    List<Long> seeds = axes.seeds();
    NetworkSizes sizes = new NetworkSizes(values, networksReader, datasets, problems);
    if (attacks.stream().anyMatch(attack -> attack.threat().model() == ThreatModel.BLACK_BOX)) {
      checkHoldOut(datasets, substitute);
      networks.stream()
          .map(substitute::against)
          .distinct()
          .forEach(own -> sizes.checkSubstitute(own.recipe(), own.points()));
    }
    List<ModelRecipe> undefended =
        networks.stream().map(network -> ModelRecipe.undefended(network, training)).toList();
    checkTargets(datasets, attacks);
    checkSources(networks, attacks);
    checkShift(training.augmentation().shift(), datasets);
    List<Defense> fitting = defenses.stream().filter(defense -> fits(defense, undefended)).toList();
    undefended.forEach(recipe -> sizes.check(recipe, fitting));
    if (training.parallelism() == Parallelism.DATA) {
      for (ModelRecipe recipe : undefended) {
        String name = " of network " + recipe.network().architecture().name();
        checkDataParallelism(recipe, networks.size() > 1 ? name : "", fitting);
      }
    }
    undefended.forEach(recipe -> checkWays(recipe, fitting, attacks));
    checkCertificates(undefended, fitting, certificates);
    boolean asksNothing = attacks.isEmpty() && certificates.isEmpty();
    if (datasets.isEmpty() || defenses.isEmpty() || asksNothing || seeds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SweepPart(
            datasets, networks, training, defenses, attacks, certificates, seeds, substitute));
  }

  private void add(Architecture own, NetworksReader reader, ConfiguredNetworks configured) {
    configured.add(own, reader.origin(own, List.of(), values.origin()));
  }

  /** A substitute's training begins with test images that no attack uses. */
  private void checkHoldOut(List<DatasetOptions> datasets, SubstituteOptions substitute) {
    ConfigValue written = values.get("datasets");
    for (DatasetOptions dataset : datasets) {
      int most = dataset.description().testSize() - substitute.holdOut();
      if (dataset.testImages() > most) {
        problems.add(
            written.origin(),
            "dataset %s: test-images must be at most %d where an attack is black-box, was %d: the substitute's hold-out of %d test images is not attacked"
                .formatted(dataset.name(), most, dataset.testImages(), substitute.holdOut()));
      }
    }
  }

  /** A target must be a class of every dataset. */
  private void checkTargets(List<DatasetOptions> datasets, List<AttackSpecification> attacks) {
    for (DatasetOptions dataset : datasets) {
      for (AttackSpecification attack : attacks) {
        Target target = attack.attack().target();
        if (!target.isWithin(dataset.classes())) {
          problems.add(
              values.get("attacks").origin(),
              "attack %s: target must be within the %d classes of %s, was %s"
                  .formatted(
                      attack.attack().type(), dataset.classes(), dataset.name(), target.word()));
        }
      }
    }
  }

  /** A transfer comes from one of the networks. */
  private void checkSources(List<NetworkOptions> networks, List<AttackSpecification> attacks) {
    List<String> names = networks.stream().map(network -> network.architecture().name()).toList();
    for (AttackSpecification attack : attacks) {
      String source = attack.threat().sourceNetwork();
      int found = Collections.frequency(names, source);
      if (source != null && found != 1) {
        problems.add(
            values.get("attacks").origin(),
            "attack %s: source-network must be one of the networks, %s, was %s%s"
                .formatted(
                    attack.attack().type(),
                    String.join(", ", names),
                    source,
                    found > 1 ? ", which are several" : ""));
      }
    }
  }

  /** Whether a defense can do its work on every network; why not is among the problems. */
  private boolean fits(Defense defense, List<ModelRecipe> undefended) {
    boolean fits = true;
    for (ModelRecipe recipe : undefended) {
      Optional<String> obstacle = obstacle(defense, recipe);
      if (obstacle.isPresent()) {
        fits = false;
        problems.add(
            values.get("defenses").origin(),
            "defense %s of network %s: %s"
                .formatted(defense.type(), recipe.network().architecture().name(), obstacle.get()));
      }
    }
    return fits;
  }

  private static Optional<String> obstacle(Defense defense, ModelRecipe undefended) {
    try {
      ModelRecipe recipe = defense.protect(undefended);
      boolean isTuned =
          recipe.network().architecture().pretrained().stream()
              .allMatch(weights -> weights.fineTuned().isPresent());
      return recipe.needsTraining() && !isTuned
          ? Optional.of(
              "it needs training, which a network of a file has only where it says how, as in"
                  + " fine-tune { epochs = 1 }; add that or leave the defense out")
          : Optional.empty();
    } catch (InvalidOption e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Something must be left of an image that is shifted in training. */
  private void checkShift(int shift, List<DatasetOptions> datasets) {
    for (DatasetOptions dataset : datasets) {
      int most = Math.min(dataset.shape().height(), dataset.shape().width()) - 1;
      if (shift > most) {
        problems.add(
            values.get("training").origin(),
            "training: shift must be at most %d for the images of %s, was %d"
                .formatted(most, dataset.name(), shift));
      }
    }
  }

  /** Gradients must be able to go through every defense the way that an attack asks for. */
  private void checkWays(
      ModelRecipe undefended, List<Defense> defenses, List<AttackSpecification> attacks) {
    Set<String> obstacles = new LinkedHashSet<>();
    for (Defense defense : defenses) {
      for (AttackSpecification attack : attacks) {
        try {
          attack.threat().check(attack.attack(), defense.protect(undefended));
        } catch (InvalidOption e) {
          obstacles.add(
              "attack %s on defense %s: %s"
                  .formatted(attack.attack().type(), defense.type(), e.getMessage()));
        }
      }
    }
    obstacles.forEach(obstacle -> problems.add(values.get("attacks").origin(), obstacle));
  }

  /** A certificate must have something to say of a defense; of the others it says nothing. */
  private void checkCertificates(
      List<ModelRecipe> undefended,
      List<Defense> defenses,
      List<CertificateSpecification> certificates) {
    for (CertificateSpecification specification : certificates) {
      Certificate certificate = specification.certificate();
      Map<List<?>, String> obstacles = new LinkedHashMap<>();
      for (ModelRecipe network : undefended) {
        for (Defense defense : defenses) {
          certificate
              .obstacle(defense.protect(network))
              .ifPresent(
                  obstacle ->
                      obstacles.put(
                          List.of(network, CanonicalForm.of(defense)),
                          defense.type() + ": " + obstacle));
        }
      }
      if (!defenses.isEmpty() && obstacles.size() == defenses.size() * undefended.size()) {
        problems.add(
            values.get("certificates").origin(),
            "certificate %s proves nothing of any defense here: %s"
                .formatted(
                    certificate.type(),
                    String.join("; ", new LinkedHashSet<>(obstacles.values()))));
      }
    }
  }

  /** Workers that train one network together do no more than learn the labels of images. */
  private void checkDataParallelism(ModelRecipe undefended, String of, List<Defense> defenses) {
    Set<String> obstacles = new LinkedHashSet<>();
    for (Defense defense : defenses) {
      defense
          .protect(undefended)
          .obstacleToDataParallelism()
          .ifPresent(
              obstacle ->
                  obstacles.add(
                      "defense %s%s: its training %s, which parallelism = data cannot do; set parallelism = model or leave the defense out"
                          .formatted(defense.type(), of, obstacle)));
    }
    obstacles.forEach(obstacle -> problems.add(values.get("defenses").origin(), obstacle));
  }
}
