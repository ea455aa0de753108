package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.certificate.Certificates;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.CanonicalForm;
import org.qusecnets.sweep.grid.CertificateSpecification;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;

/** Reads the axes of the grid. */
final class AxesReader {
  private static final String TARGET = "target";
  private static final String ALL_TARGETS = "all";
  private static final String DEFENSE_EXAMPLE = "{ type = none }";
  private static final String EPSILON_EXAMPLE = "[0.1, 0.2]";

  private record Threatening(Attack attack, Threat threat) {
    Map<String, Object> parameters() {
      return AttackSpecification.threatParameters(attack, threat);
    }
  }

  /** A number and where it was written. */
  private record Written<T>(T number, ConfigOrigin origin) {
    static <T> List<T> numbers(List<Written<T>> written) {
      return written.stream().map(Written::number).toList();
    }
  }

  private final ConfigObject root;
  private final Problems problems;

  AxesReader(ConfigObject root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  List<DatasetOptions> datasets(ConfiguredDatasets datasets) {
    return new DatasetsReader(datasets, problems).read(entries("datasets", "{ name = mnist }"));
  }

  List<Defense> defenses() {
    Axis<Defense> axis =
        new Axis<>("defense", "type", Defenses.types(), Defenses::reading, Defense::parameters);
    EntryReader<Defense> reader = new EntryReader<>(axis, Set.of(), problems);
    Distinct distinct = new Distinct(problems);
    List<Defense> defenses = new ArrayList<>();
    String key = "defenses";
    for (ConfigValue value : list("", null, root.get(key), key, "[" + DEFENSE_EXAMPLE + "]")) {
      if (value instanceof ConfigList parts && parts.size() > 1) {
        List<Defense> combined = combinations(axis, parts);
        for (Defense combination : combined) {
          distinct.add(
              value.origin(), "defense " + combination.type(), CanonicalForm.of(combination));
        }
        defenses.addAll(combined);
      } else {
        ConfigValue single =
            value instanceof ConfigList one && one.size() == 1 ? one.get(0) : value;
        entry(single, key, DEFENSE_EXAMPLE + " or a list of several")
            .ifPresent(entry -> defenses.addAll(reader.read(entry)));
      }
    }
    return defenses;
  }

  /** Every way to take one value of each part, in the parts' order. */
  private List<Defense> combinations(Axis<Defense> axis, ConfigList parts) {
    List<List<Defense>> ways = List.of(List.of());
    for (ConfigValue part : parts) {
      EntryReader<Defense> reader = new EntryReader<>(axis, Set.of(), problems);
      List<Defense> choices =
          entry(part, "defenses", DEFENSE_EXAMPLE).map(reader::read).orElse(List.of());
      ways =
          ways.stream()
              .flatMap(
                  way ->
                      choices.stream()
                          .map(choice -> Stream.concat(way.stream(), Stream.of(choice)).toList()))
              .toList();
    }
    List<Defense> combinations = new ArrayList<>();
    for (List<Defense> way : ways) {
      try {
        combinations.add(Defenses.inOrder(way));
      } catch (InvalidOption e) {
        problems.add(parts.origin(), e.getMessage());
      }
    }
    return combinations;
  }

  /**
   * The attacks on some datasets.
   *
   * @param datasets those of the part, whose classes {@code target = all} stands for
   */
  List<AttackSpecification> attacks(List<DatasetOptions> datasets) {
    Axis<Threatening> axis =
        new Axis<>(
            "attack", "type", Attacks.types(), AxesReader::threatening, Threatening::parameters);
    EntryReader<Threatening> reader =
        new EntryReader<>(axis, Set.of(AttackSpecification.EPSILONS), problems);
    List<AttackSpecification> attacks = new ArrayList<>();
    for (ConfigObject entry :
        entries("attacks", "{ type = fgsm, epsilons = " + EPSILON_EXAMPLE + " }")) {
      String context = reader.context(entry) + ": ";
      List<Written<Double>> epsilons = epsilons(context, entry);
      for (Threatening threatening : reader.read(everyTarget(entry, datasets))) {
        if (!epsilons.isEmpty() && fit(threatening.attack.norm(), epsilons, context)) {
          attacks.add(
              AttackSpecification.of(
                  threatening.attack, threatening.threat, Written.numbers(epsilons)));
        }
      }
    }
    return attacks;
  }

  /** The certificates; none if the axis is not there. */
  List<CertificateSpecification> certificates() {
    if (!isWritten("certificates")) {
      return List.of();
    }
    Axis<Certificate> axis =
        new Axis<>(
            "certificate",
            "type",
            Certificates.types(),
            Certificates::reading,
            Certificate::parameters);
    EntryReader<Certificate> reader =
        new EntryReader<>(axis, Set.of(AttackSpecification.EPSILONS), problems);
    List<CertificateSpecification> certificates = new ArrayList<>();
    for (ConfigObject entry :
        entries("certificates", "{ type = crown, epsilons = " + EPSILON_EXAMPLE + " }")) {
      String context = reader.context(entry) + ": ";
      List<Written<Double>> epsilons = epsilons(context, entry);
      for (Certificate certificate : reader.read(entry)) {
        if (!epsilons.isEmpty() && fit(certificate.norm(), epsilons, context)) {
          certificates.add(new CertificateSpecification(certificate, Written.numbers(epsilons)));
        }
      }
    }
    return certificates;
  }

  /** Whether there is such an axis. */
  boolean isWritten(String key) {
    return root.containsKey(key) && root.get(key).valueType() != ConfigValueType.NULL;
  }

  List<Long> seeds() {
    List<ConfigValue> values = list("", null, root.get("seeds"), "seeds", "[1, 2, 3]");
    return Written.numbers(numbers("", values, "seed", raw -> Reading.wholeNumber("seed", raw)));
  }

  private static Reading<Threatening> threatening(String type, Options options) {
    Reading<Attack> attacks = Attacks.reading(type, options);
    Declaration<Threat> threats =
        attacks.value().map(Threat::declaration).orElse(Threat.DECLARATION);
    return attacks.and(
        threats.reading(options),
        (attack, threat) -> {
          threat.check(attack);
          return new Threatening(attack, threat);
        });
  }

  /** With {@code target = all} written out: every class but the label, one after another. */
  private ConfigObject everyTarget(ConfigObject entry, List<DatasetOptions> datasets) {
    ConfigValue target = entry.get(TARGET);
    if (target == null || target.valueType() == ConfigValueType.NULL) {
      return entry;
    }
    Object written = target.unwrapped();
    List<Object> targets = new ArrayList<>();
    boolean all = false;
    for (Object each : written instanceof List<?> list ? list : List.of(written)) {
      if (ALL_TARGETS.equals(each)) {
        all = true;
        List<Integer> classes = datasets.stream().map(DatasetOptions::classes).distinct().toList();
        if (classes.size() > 1) {
          problems.add(
              target.origin(),
              "attack: target = all stands for as many targets as there are other classes, of which"
                  + " the datasets have different numbers; put them into parts of their own");
        }
        Target.others(classes.isEmpty() ? 2 : classes.get(0))
            .forEach(other -> targets.add(other.word()));
      } else {
        targets.add(each);
      }
    }
    return all || targets.size() > 1
        ? entry.withValue(
            TARGET, ConfigValueFactory.fromIterable(targets).withOrigin(target.origin()))
        : entry;
  }

  private List<Written<Double>> epsilons(String context, ConfigObject entry) {
    List<ConfigValue> values =
        list(
            context,
            entry.origin(),
            entry.get(AttackSpecification.EPSILONS),
            AttackSpecification.EPSILONS,
            EPSILON_EXAMPLE);
    return numbers(context, values, "epsilon", raw -> Reading.number("epsilon", raw));
  }

  /** Whether all epsilons make sense in a norm. */
  private boolean fit(Norm norm, List<Written<Double>> epsilons, String context) {
    boolean fit = true;
    for (Written<Double> epsilon : epsilons) {
      try {
        AttackSpecification.checkEpsilon(norm, epsilon.number);
      } catch (InvalidOption e) {
        fit = false;
        problems.add(epsilon.origin, context + e.getMessage());
      }
    }
    return fit;
  }

  private <T> List<Written<T>> numbers(
      String context, List<ConfigValue> values, String noun, Function<Object, Reading<T>> reader) {
    Distinct distinct = new Distinct(problems);
    List<Written<T>> numbers = new ArrayList<>();
    for (ConfigValue value : values) {
      Reading<T> reading = reader.apply(value.unwrapped());
      reading
          .problems()
          .forEach(problem -> problems.add(value.origin(), context + problem.getMessage()));
      reading
          .value()
          .ifPresent(
              number -> {
                numbers.add(new Written<>(number, value.origin()));
                distinct.add(value.origin(), context + noun + " " + number, number);
              });
    }
    return numbers;
  }

  private List<ConfigObject> entries(String key, String example) {
    List<ConfigObject> entries = new ArrayList<>();
    for (ConfigValue value : list("", null, root.get(key), key, "[" + example + "]")) {
      entry(value, key, example).ifPresent(entries::add);
    }
    return entries;
  }

  private Optional<ConfigObject> entry(ConfigValue value, String key, String example) {
    if (value instanceof ConfigObject entry) {
      return Optional.of(entry);
    }
    problems.add(
        value.origin(),
        key + ": an entry must look like " + example + ", was " + Crossing.render(value));
    return Optional.empty();
  }

  private List<ConfigValue> list(
      String context, ConfigOrigin origin, ConfigValue value, String key, String example) {
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      problems.add(origin, context + key + " is missing; add " + key + " = " + example);
      return List.of();
    }
    if (!(value instanceof ConfigList list)) {
      String message = " must be a list such as " + example + ", was " + Crossing.render(value);
      problems.add(value.origin(), context + key + message);
      return List.of();
    }
    if (list.isEmpty()) {
      problems.add(value.origin(), context + key + " is empty; give it a value as in " + example);
    }
    return list;
  }
}
