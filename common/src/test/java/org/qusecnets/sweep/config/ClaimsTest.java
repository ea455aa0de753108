package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;

/** Claims in a configuration: what is read, and what is wrong with them. */
class ClaimsTest {
  private static final String ALL =
      """
      claims = [
        { id = one, claim = "It is 1.48 %.", source = "Section V, Fig. 9", compare = value, paper = 1.48,
          of = { dataset = mnist, defense = none, attack = fgsm, threat-model = white-box, epsilon = 0.3,
                 training.label-smoothing = 0.1 }, paper-images = 10000, note = "Because." }
        { id = two, claim = "50 to 96 points are gained.", source = abstract, compare = gain, paper = [50, 96],
          of = { defense = [cq, "median-filter+tq"], levels = [2, 4] }, over = { defense = none }, tolerance = 5 }
        { id = three, claim = "It falls.", source = "Fig. 6", compare = falls, along = levels,
          of = { defense = cq, recipe { training { loss = mean-squared-error }, quantization.sharing = shared } } }
        { id = four, claim = "TQ is better.", source = "Fig. 6", compare = exceeds, match = [seed, levels],
          where = { attack = fgsm, labels = true-label }, of = { defense = tq }, over = { defense = cq } }
        { id = five, claim = "JSMA is not countered.", source = "Fig. 6", compare = at-most, limit = 20,
          of = { attack = jsma, target = [next, random] }, measure = attack-failure }
        { id = six, claim = "It drops.", source = "Fig. 6", compare = drops,
          of = { epsilon = 0.1, seed = 1 }, over = { epsilon = 0.2 } }
        { id = seven, claim = "It costs little.", source = "Fig. 6", compare = reduces-slightly, limit = 3,
          of = { defense-parameters { sharing = shared }, defense = tq }, over = { defense = none } }
      ]
      """;

  @TempDir Path folder;

  private SweepConfiguration read(String text) {
    return Configurations.read(
        Configurations.write(folder, "sweep.conf", Configurations.SMALL + text));
  }

  @Test
  void effectiveConfigurationRepeatsThem() {
    SweepConfiguration sweep = read(ALL);

    Path effective = Configurations.write(folder, "effective.conf", sweep.effective());

    assertThat(sweep.claims()).hasSize(7);
    assertThat(Configurations.read(effective).claims()).isEqualTo(sweep.claims());
  }

  @Test
  void areNoPartOfTheGrid() {
    assertThat(Grid.of(read(ALL)).id()).isEqualTo(Grid.of(read("")).id());
    assertThat(read("").claims()).isEmpty();
    assertThat(read("claims = null").claims()).isEmpty();
  }

  @Test
  void theirFingerprintTellsThemApart() {
    String none = read("").claimsFingerprint();
    String all = read(ALL).claimsFingerprint();

    assertThat(read(ALL).claimsFingerprint()).isEqualTo(all).isNotEqualTo(none);
    assertThat(read(ALL.replace("Because.", "Since.")).claimsFingerprint()).isNotEqualTo(all);
  }

  @Test
  void haveDefaults() {
    Claim claim = read(entry("compare = value, of = {attack = fgsm}, paper = 50")).claims().get(0);

    assertThat(claim.parameters())
        .containsEntry("measure", "accuracy")
        .containsEntry("tolerance", 2.0)
        .containsEntry("near", 10.0)
        .containsEntry("paper-images", 0)
        .doesNotContainKey("note");
  }

  private static String entry(String rest) {
    return "claims = [{ id = x, claim = c, source = s, " + rest + " }]\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare = value, of = {}, paper = 1, tolerence = 1 | claim x: unknown key tolerence; did you mean tolerance?",
        "compare = value, of = {}, paper = 1, limit = 1 | claim x: unknown key limit;",
        "compare = equals, of = {} | claim x: compare must be one of value, at-most, gain, drops, reduces-slightly, exceeds, falls, was \"equals\"",
        "of = {} | claim x: compare must be one of value, at-most, gain, drops, reduces-slightly, exceeds, falls, was missing",
        "compare = value, paper = 1 | claim x: of is missing",
        "compare = value, of = { attak = fgsm }, paper = 1 | claim x: of: unknown key attak; did you mean attack?",
        "compare = value, of = { attack = fgms }, paper = 1 | claim x: of: unknown attack fgms; did you mean fgsm?",
        "compare = value, of = { defense = \"cq+tg\" }, paper = 1 | claim x: of: unknown defense tg",
        "compare = value, of = { network = lenet }, paper = 1 | claim x: of: unknown network lenet; did you mean lenet-5?",
        "compare = value, of = { network { architecture = [lenet-5, mine] } }, paper = 1 | claim x: of: unknown network mine; known are",
        "compare = value, of = { source-network = resnet }, paper = 1 | claim x: of: unknown source-network resnet; did you mean resnet-20?",
        "compare = value, of = { recipe { network = lenet } }, paper = 1 | claim x: of: unknown network lenet; did you mean lenet-5?",
        "compare = value, of = { dataset = mnits }, paper = 1 | claim x: of: unknown dataset mnits; did you mean mnist?",
        "compare = value, of = { epsilon = much }, paper = 1 | claim x: of: epsilon must be a number, was much",
        "compare = value, of = { epsilon { a = 1 } }, paper = 1 | claim x: of: epsilon must be one value or a list of values",
        "compare = value, of = { epsilon = [] }, paper = 1 | claim x: of: epsilon must have a value, was []",
        "compare = value, of = { training = 1 }, paper = 1 | claim x: of: training must have members",
        "compare = value, of = fgsm, paper = 1 | claim x: of must be a section such as { attack = fgsm }, was \"fgsm\"",
        "compare = value, of = {}, over = { attack = fgsm }, paper = 1 | claim x: over must not be there where compare is value, was fgsm",
        "compare = value, of = {} | claim x: paper must be there, a number or a range such as [50, 96], where compare is value, was missing",
        "compare = value, of = {}, paper = few | claim x: paper must be a number or a range such as [50, 96], was \"few\"",
        "compare = value, of = {}, paper = [3, 2] | claim x: paper must be a number from -100 to 100, or two such as [50, 96], the lower first, was [3.0, 2.0]",
        "compare = value, of = {}, paper = [1, 2, 3] | claim x: paper must be a number or a range such as [50, 96], was [1.0, 2.0, 3.0]",
        "compare = value, of = {}, paper = -1 | claim x: paper must not be below 0 where compare is value, was -1.0",
        "compare = value, of = {}, paper = 1, tolerance = 5, near = 4 | claim x: near must be at least tolerance (5.0), was 4.0",
        "compare = value, of = {}, paper = 1, measure = loss | claim x: measure must be one of accuracy, clean-accuracy, attack-failure, was \"loss\"",
        "compare = at-most, of = {} | claim x: limit must be a number, was missing",
        "compare = at-most, of = {}, limit = 101 | claim x: limit must be from 0 to 100 points, was 101.0",
        "compare = at-most, of = {}, limit = 1, paper-images = 5 | claim x: paper-images must not be there without paper, was 5",
        "compare = gain, of = {}, paper = 1 | claim x: over must be there where compare is gain, was missing",
        "compare = gain, of = {}, over = {}, paper = 1 | claim x: over must say in what it differs from of, was {}",
        "compare = exceeds, of = {}, over = { levels = 2 }, match = [level] | claim x: match: unknown level; did you mean levels?",
        "compare = exceeds, of = {}, over = { levels = 2 }, match = [recipe] | claim x: match must name network, training or defense-parameters instead, was recipe",
        "compare = falls, of = {}, along = width | claim x: along must be one of levels, z, epsilon, was \"width\"",
        "compare = falls, of = {}, along = epsilon, measure = clean-accuracy | claim x: along must not be epsilon where measure is clean-accuracy, was epsilon",
        "compare = [value], of = {} | claim x: compare must be one value, was [\"value\"]",
      })
  void problemsAreTold(String rest, String problem) {
    assertThat(problems(entry(rest))).contains(": " + problem);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String problems =
        problems(
            """
            claims = [
              { id = "A b", claim = " ", source = s, compare = at-most, limit = x, of = { attak = 1, seed = a } }
              { id = same, claim = c, source = s, compare = at-most, limit = 1, of = { attack = fgsm } }
              { id = same, claim = c, source = s, compare = at-most, limit = 2, of = { attack = fgsm } }
              5
            ]
            """);

    assertThat(problems)
        .contains("claim A b: id must be made of a to z, 0 to 9 and -, was \"A b\"")
        .contains("claim A b: claim must be text, was \" \"")
        .contains("claim A b: limit must be a number, was \"x\"")
        .contains("unknown key attak")
        .contains("claim A b: of: seed must be a number, was a")
        .contains("claim same is there twice, first at ")
        .contains("claims: an entry must look like { id = ")
        .contains("sweep.conf:6: ");
    assertThat(problems("claims = 5")).contains("claims must be a list such as [{ id = ");
  }

  private String problems(String text) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(text)).getMessage();
  }
}
