package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.claim.Criterion;
import org.qusecnets.sweep.claim.Factor;
import org.qusecnets.sweep.claim.Selector;
import org.qusecnets.sweep.claim.Terms;
import org.qusecnets.sweep.options.InvalidOption;

/** Reads the claims that results are put to. */
final class ClaimsReader {
  private static final String KEY = "claims";
  private static final String ID = "id";
  private static final String EXAMPLE =
      "{ id = ..., claim = ..., source = ..., compare = value, of = { attack = fgsm }, paper = 1.5"
          + " }";
  private static final Set<String> SELECTORS = Set.of("of", "over", "where");

  private final Problems problems;
  private final Vocabulary vocabulary;

  ClaimsReader(Problems problems, Vocabulary vocabulary) {
    this.problems = problems;
    this.vocabulary = vocabulary;
  }

  /** The claims without those that are wrong; none if there is no such section. */
  List<Claim> read(ConfigValue section) {
    List<Claim> claims = new ArrayList<>();
    if (section == null || section.valueType() == ConfigValueType.NULL) {
      return claims;
    }
    if (!(section instanceof ConfigList list)) {
      problems.add(
          section.origin(),
          KEY + " must be a list such as [" + EXAMPLE + "], was " + Crossing.render(section));
      return claims;
    }
    Distinct distinct = new Distinct(problems);
    for (ConfigValue value : list) {
      if (value instanceof ConfigObject entry) {
        read(entry, claims, distinct);
      } else {
        problems.add(
            value.origin(),
            KEY + ": an entry must look like " + EXAMPLE + ", was " + Crossing.render(value));
      }
    }
    return claims;
  }

  private void read(ConfigObject entry, List<Claim> claims, Distinct distinct) {
    ConfigValue id = entry.get(ID);
    String context = id == null ? "claim" : "claim " + id.unwrapped();
    Set<String> spoilt = new TreeSet<>();
    Map<String, ConfigValue> scalars = new TreeMap<>();
    entry.forEach(
        (key, value) -> {
          if (!Terms.KEYS.contains(key)) {
            scalars.put(key, value);
            checkScalar(context, key, value, spoilt);
          }
        });
    Terms terms = terms(context, entry, spoilt);
    // What is wrong with a term is told where the term was written.
    Map<String, ConfigValue> origins = new LinkedHashMap<>(scalars);
    Terms.KEYS.stream()
        .filter(key -> entry.get(key) != null)
        .forEach(key -> origins.put(key, entry.get(key)));
    new ParameterReader(problems)
        .read(
            context,
            new ParameterValues(origins, spoilt, entry.origin()),
            Set.copyOf(Terms.KEYS),
            options -> Claim.reading(options, terms))
        .ifPresent(claims::add);
    if (id != null) {
      distinct.add(id.origin(), context, id.unwrapped());
    }
  }

  private void checkScalar(String context, String key, ConfigValue value, Set<String> spoilt) {
    if (!Crossing.isScalar(value)) {
      spoilt.add(key);
      problems.add(
          value.origin(),
          context + ": " + key + " must be one value, was " + Crossing.render(value));
    }
  }

  /** Terms that are wrong are told of and spoilt; others stand in for them. */
  private Terms terms(String context, ConfigObject entry, Set<String> spoilt) {
    Map<String, Selector> selectors = new TreeMap<>();
    for (String key : SELECTORS) {
      if (entry.get(key) instanceof ConfigObject section) {
        selectors.put(key, selector(context + ": " + key, key, section, spoilt));
      } else if (entry.get(key) != null) {
        spoil(context, key, "must be a section such as { attack = fgsm }", entry, spoilt);
      }
    }
    if (entry.get("of") == null) {
      spoilt.add("of");
      problems.add(
          entry.origin(), context + ": of is missing; add of = { attack = fgsm } or the like");
    }
    return new Terms(
        // Whatever was wrong has been told.
        selectors.getOrDefault("of", Selector.all()),
        selectors.get("over"),
        selectors.getOrDefault("where", Selector.all()),
        match(context, entry, spoilt),
        paper(context, entry, spoilt));
  }

  private List<Factor> match(String context, ConfigObject entry, Set<String> spoilt) {
    List<Factor> factors = new ArrayList<>();
    ConfigValue match = entry.get("match");
    if (match == null) {
      return factors;
    }
    if (!(match instanceof ConfigList list) || list.isEmpty()) {
      spoil(context, "match", "must be a list such as [seed, epsilon]", entry, spoilt);
      return factors;
    }
    for (ConfigValue value : list) {
      String name = String.valueOf(value.unwrapped());
      Factor.of(name)
          .ifPresentOrElse(
              factors::add,
              () -> {
                spoilt.add("match");
                problems.add(
                    value.origin(), context + ": match: unknown " + name + Vocabulary.meant(name));
              });
    }
    return factors;
  }

  private List<Double> paper(String context, ConfigObject entry, Set<String> spoilt) {
    ConfigValue paper = entry.get("paper");
    if (paper == null) {
      return null;
    }
    List<Double> numbers = new ArrayList<>();
    for (ConfigValue value : paper instanceof ConfigList list ? list : List.of(paper)) {
      if (value.unwrapped() instanceof Number number) {
        numbers.add(number.doubleValue());
      } else {
        spoil(context, "paper", "must be a number or a range such as [50, 96]", entry, spoilt);
        return List.of(0.0);
      }
    }
    return numbers;
  }

  private void spoil(
      String context, String key, String rule, ConfigObject entry, Set<String> spoilt) {
    spoilt.add(key);
    problems.add(
        entry.get(key).origin(),
        context + ": " + key + " " + rule + ", was " + Crossing.render(entry.get(key)));
  }

  private Selector selector(
      String context, String selectorKey, ConfigObject section, Set<String> spoilt) {
    List<Criterion> criteria = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
      Optional<Factor> factor = Factor.of(entry.getKey());
      ConfigValue value = entry.getValue();
      if (factor.isEmpty()) {
        spoilt.add(selectorKey);
        problems.add(
            value.origin(),
            context + ": unknown key " + entry.getKey() + Vocabulary.meant(entry.getKey()));
      } else if (!criteria(context, factor.get(), List.of(), value, criteria)) {
        spoilt.add(selectorKey);
      }
    }
    return new Selector(criteria);
  }

  /** Reads the criteria of one key, and returns whether all of them are right. */
  private boolean criteria(
      String context,
      Factor factor,
      List<String> members,
      ConfigValue value,
      List<Criterion> criteria) {
    if (value instanceof ConfigObject section && factor.hasMembers()) {
      boolean right = true;
      for (Map.Entry<String, ConfigValue> member : section.entrySet()) {
        List<String> path = new ArrayList<>(members);
        path.add(member.getKey());
        right &= isRight(context, member.getValue(), vocabulary.renamed(member.getKey()));
        right &= criteria(context, factor, path, member.getValue(), criteria);
      }
      return right;
    }
    List<ConfigValue> values = value instanceof ConfigList list ? list : List.of(value);
    if (!values.stream().allMatch(Crossing::isScalar)) {
      problems.add(
          value.origin(),
          context
              + ": "
              + factor.key()
              + " must be one value or a list of values, was "
              + Crossing.render(value));
      return false;
    }
    Criterion criterion;
    try {
      criterion =
          new Criterion(factor, members, values.stream().map(ConfigValue::unwrapped).toList());
    } catch (InvalidOption e) {
      problems.add(value.origin(), context + ": " + e.getMessage());
      return false;
    }
    criteria.add(criterion);
    boolean right = true;
    for (ConfigValue each : values) {
      String written = String.valueOf(each.unwrapped());
      if (!members.isEmpty()) {
        String member = members.get(members.size() - 1);
        right &= isRight(context, each, vocabulary.renamed(member, written));
      }
      List<String> unknown = vocabulary.unknown(criterion, written);
      unknown.forEach(message -> problems.add(each.origin(), context + ": " + message));
      right &= unknown.isEmpty();
    }
    return right;
  }

  private boolean isRight(String context, ConfigValue value, Optional<String> problem) {
    problem.ifPresent(message -> problems.add(value.origin(), context + ": " + message));
    return problem.isEmpty();
  }
}
