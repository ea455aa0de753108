package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclarationTest {
  enum Method {
    ONE_STEP,
    MANY_STEPS
  }

  record Search(
      String type,
      @Option(says = "How.", otherwise = "one-step") Method method,
      @Option(says = "Size of a step.", otherwise = "1/30", above = 0, to = 1, source = "Section 4")
          double stepSize,
      @Option(
              says = "Number of steps.",
              otherwise = "40",
              from = 1,
              to = 100,
              where = "method = many-steps",
              absent = "1")
          int steps,
      @Option(
              says = "Images that stay.",
              key = "clean",
              otherwise = "10",
              cases = @Otherwise(where = "method = many-steps", value = "0"),
              from = 0)
          int original)
      implements Declared {
    Search {
      Ranges.check(Search.class, type, method, stepSize, steps, original);
      if (original == 13) {
        throw new InvalidOption("clean", "must be lucky", original);
      }
    }
  }

  private static final Declaration<Search> SEARCH =
      Declaration.of(Search.class).given("type", "search");

  sealed interface Learning {
    @Named("fixed")
    record Constant() implements Learning {}

    @Named("dynamic")
    record Trained(
        @Option(says = "Rate.", key = "threshold-rate", otherwise = "0.5", above = 0) double rate)
        implements Learning {
      public Trained {
        Ranges.check(Trained.class, rate);
      }
    }
  }

  record Layer(
      @Option(says = "Levels.", from = 2, to = 256) int levels,
      @Option(says = "Sharing.", otherwise = "none") String sharing,
      @Nested Learning training)
      implements Declared {}

  record FixedLayer(
      @Nested(
              fixed = {"training = fixed", "sharing = all"},
              otherwise = "levels = 7")
          Layer layer)
      implements Declared {}

  record TrainedLayer(@Nested(fixed = "training = dynamic") Layer layer) implements Declared {}

  record Activation(
      @Option(says = "Bits.", from = 1, to = 8) int bits,
      @Option(says = "Thresholds.", otherwise = "dynamic") Learning thresholds)
      implements Declared {}

  record Chunks(
      @Option(says = "Size.", otherwise = "500", from = 1) int chunkSize,
      @Option(says = "Pictures.", otherwise = "5", from = 0, atMost = "chunk-size") int pictures,
      @Option(says = "Window.", otherwise = "3", from = 3, to = 35, odd = true) int window,
      @Option(says = "Trial.", otherwise = "1", not = 0) double trial,
      @Option(says = "Seed.", otherwise = "7", leftOut = "7") long seed,
      @Option(says = "Whether.", otherwise = "true") boolean kept)
      implements Declared {
    Chunks {
      Ranges.check(Chunks.class, chunkSize, pictures, window, trial, seed, kept);
    }
  }

  private static Options options(Object... keysAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Options.of(values);
  }

  private static List<String> messages(Reading<?> reading) {
    assertThat(reading.value()).isEmpty();
    return reading.problems().stream().map(InvalidOption::getMessage).toList();
  }

  @Test
  void readsWithDefaults() {
    assertThat(SEARCH.defaults()).isEqualTo(new Search("search", Method.ONE_STEP, 1.0 / 30, 1, 10));
  }

  @Test
  void aDefaultMayDependOnAnotherOption() {
    assertThat(SEARCH.read(options("method", "many-steps")))
        .isEqualTo(new Search("search", Method.MANY_STEPS, 1.0 / 30, 40, 0));
  }

  @Test
  void anotherNameHasOtherDefaults() {
    Declaration<Search> other =
        SEARCH.otherwise("step-size", "0.5").otherwise("method", "many-steps");

    assertThat(other.given("type", "other").defaults())
        .isEqualTo(new Search("other", Method.MANY_STEPS, 0.5, 40, 0));
    assertThat(SEARCH.defaults().stepSize()).isEqualTo(1.0 / 30);
  }

  @Test
  void parametersAreWhatConfigurationsSay() {
    assertThat(SEARCH.defaults().parameters())
        .containsExactly(
            Map.entry("clean", 10),
            Map.entry("method", "one-step"),
            Map.entry("step-size", 1.0 / 30));
    assertThat(SEARCH.read(options("method", "many-steps")).inOrder())
        .containsExactly(
            Map.entry("method", "many-steps"),
            Map.entry("step-size", 1.0 / 30),
            Map.entry("steps", 40),
            Map.entry("clean", 0));
  }

  @Test
  void asksForTheKeysThereAre() {
    Options one = options();
    SEARCH.read(one);
    Options many = options("method", "many-steps");
    SEARCH.read(many);

    assertThat(one.known()).containsExactlyInAnyOrder("method", "step-size", "clean");
    assertThat(many.known()).containsExactlyInAnyOrder("method", "step-size", "clean", "steps");
  }

  @Test
  void collectsAllThatIsWrong() {
    assertThat(messages(SEARCH.reading(options("method", "x", "step-size", 0, "clean", "few"))))
        .containsExactly(
            "method must be one of one-step, many-steps, was \"x\"",
            "step-size must be above 0 and at most 1, was 0.0",
            "clean must be a whole number, was \"few\"");
    assertThat(messages(SEARCH.reading(options("clean", 13))))
        .containsExactly("clean must be lucky, was 13");
  }

  @Test
  void throwsTheFirstWithTheOthers() {
    assertThatThrownBy(() -> SEARCH.read(options("step-size", 2, "clean", -1)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("step-size must be above 0 and at most 1, was 2.0")
        .hasSuppressedException(new InvalidOption("clean", "must be at least 0", -1));
  }

  @Test
  void tellsWhereAnOptionDoesNotBelong() {
    Options options = options("steps", 3);

    assertThat(messages(SEARCH.reading(options)))
        .containsExactly("steps must be left out unless method is many-steps, was 3");
    assertThat(options.known()).contains("steps");
    assertThat(SEARCH.read(options("steps", 1)).steps()).isEqualTo(1);
  }

  record Either(
      @Option(
              says = "Share.",
              otherwise = "0.1",
              above = 0,
              where = "count = 0",
              absent = "1",
              ignored = true)
          double share,
      @Option(says = "Count.", otherwise = "0", from = 0, leftOut = "0") int count)
      implements Declared {}

  @Test
  void anOptionMayReplaceAnother() {
    Options options = options("share", 0.5, "count", 3);
    Either either = Declaration.of(Either.class).read(options);

    assertThat(either).isEqualTo(new Either(1, 3));
    assertThat(either.parameters()).containsExactly(Map.entry("count", 3));
    assertThat(options.known()).containsExactlyInAnyOrder("share", "count");
    assertThat(Declaration.of(Either.class).defaults().parameters())
        .containsExactly(Map.entry("share", 0.1));
  }

  @Test
  void doesNotGuessWhereTheConditionIsUnknown() {
    assertThat(messages(SEARCH.reading(options("method", "x", "steps", 3))))
        .containsExactly("method must be one of one-step, many-steps, was \"x\"");
  }

  @Test
  void needsWhatHasNoDefault() {
    assertThat(messages(Declaration.of(TrainedLayer.class).reading(options("threshold-rate", 0))))
        .containsExactly(
            "levels must be a whole number, was missing",
            "threshold-rate must be above 0, was 0.0");
  }

  @Test
  void doesNotComplainAboutSpoiltKeysButGivesNoValue() {
    Options options = Options.of(Map.of("levels", 2, "threshold-rate", 0), Set.of("levels"));
    Reading<TrainedLayer> reading = Declaration.of(TrainedLayer.class).reading(options);

    assertThat(messages(reading)).containsExactly("threshold-rate must be above 0, was 0.0");
    assertThat(options.known()).containsExactlyInAnyOrder("levels", "sharing", "threshold-rate");
  }

  @Test
  void recordsCheckTheirRangesInCodeToo() {
    assertThatThrownBy(() -> new Search("search", Method.MANY_STEPS, 0.5, 101, 1))
        .hasMessage("steps must be from 1 to 100, was 101");
    assertThatThrownBy(() -> new Search("search", Method.ONE_STEP, 0.5, 2, 1))
        .hasMessage("steps must be left out unless method is many-steps, was 2");
    assertThatThrownBy(() -> new Search("search", Method.ONE_STEP, Double.NaN, 1, 1))
        .hasMessage("step-size must be above 0 and at most 1, was NaN");
  }

  @Test
  void nestedOptionsStandBesideTheOthers() {
    FixedLayer fixed = Declaration.of(FixedLayer.class).defaults();
    assertThat(fixed).isEqualTo(new FixedLayer(new Layer(7, "all", new Learning.Constant())));
    assertThat(fixed.parameters()).containsExactly(Map.entry("levels", 7));
    assertThat(fixed.layer().parameters())
        .containsExactly(Map.entry("levels", 7), Map.entry("sharing", "all"));

    TrainedLayer trained = Declaration.of(TrainedLayer.class).read(options("levels", 3));
    assertThat(trained.parameters())
        .containsExactly(
            Map.entry("levels", 3), Map.entry("sharing", "none"), Map.entry("threshold-rate", 0.5));
  }

  @Test
  void anOptionMayNameARecord() {
    Declaration<Activation> declaration = Declaration.of(Activation.class);

    assertThat(declaration.read(options("bits", 2)))
        .isEqualTo(new Activation(2, new Learning.Trained(0.5)));
    Activation fixed = declaration.read(options("bits", 2, "thresholds", "fixed"));
    assertThat(fixed.parameters())
        .containsExactly(Map.entry("bits", 2), Map.entry("thresholds", "fixed"));
    assertThat(messages(declaration.reading(options("bits", 2, "thresholds", "x"))))
        .containsExactly("thresholds must be one of fixed, dynamic, was \"x\"");
  }

  @Test
  void aBoundMayBeAnotherOption() {
    Declaration<Chunks> declaration = Declaration.of(Chunks.class);

    assertThat(declaration.read(options("chunk-size", 3)).pictures()).isEqualTo(3);
    assertThat(messages(declaration.reading(options("chunk-size", 3, "pictures", 4))))
        .containsExactly("pictures must be from 0 to chunk-size, was 4");
    assertThatThrownBy(() -> new Chunks(3, 4, 3, 1, 7, true))
        .hasMessage("pictures must be from 0 to chunk-size, was 4");
  }

  @Test
  void aBoundMayComeFromOutside() {
    Declaration<Chunks> declaration =
        Declaration.of(Chunks.class).within("chunk-size", 10, 60, "mnist");

    assertThat(declaration.defaults().chunkSize()).isEqualTo(60);
    assertThat(messages(declaration.reading(options("chunk-size", 61))))
        .containsExactly("chunk-size must be from 10 to 60 for mnist, was 61");
    assertThat(messages(declaration.reading(options("chunk-size", 9))))
        .containsExactly("chunk-size must be from 10 to 60 for mnist, was 9");
  }

  @Test
  void rangesMayHaveHoles() {
    assertThat(messages(Declaration.of(Chunks.class).reading(options("window", 4, "trial", 0))))
        .containsExactly(
            "window must be odd and from 3 to 35, was 4", "trial must not be 0, was 0.0");
  }

  @Test
  void aValueMayBeLeftOutOfIds() {
    Declaration<Chunks> declaration = Declaration.of(Chunks.class);

    assertThat(declaration.defaults().parameters()).doesNotContainKey("seed");
    assertThat(declaration.read(options("seed", 1L << 60)).parameters())
        .containsEntry("seed", 1L << 60)
        .containsEntry("kept", true);
  }

  @Test
  void describesEachOption() {
    assertThat(SEARCH.otherwise("step-size", "1/6").options())
        .extracting(
            OptionDescription::key,
            OptionDescription::type,
            OptionDescription::otherwise,
            OptionDescription::range,
            OptionDescription::where)
        .containsExactly(
            tuple("method", "choice", "one-step", "", ""),
            tuple("step-size", "number", "1/6", "above 0 and at most 1", ""),
            tuple("steps", "whole number", "40", "from 1 to 100", "method is many-steps"),
            tuple("clean", "whole number", "10; 0 where method is many-steps", "at least 0", ""));
    assertThat(SEARCH.options().get(1).source()).isEqualTo("Section 4");
    assertThat(SEARCH.options().get(0).choices()).containsExactly("one-step", "many-steps");
    assertThat(Declaration.of(FixedLayer.class).options())
        .extracting(OptionDescription::key, OptionDescription::otherwise)
        .containsExactly(tuple("levels", "7"));
    assertThat(Declaration.of(Activation.class).options())
        .extracting(OptionDescription::key, OptionDescription::where)
        .contains(tuple("threshold-rate", "thresholds is dynamic"));
  }
}
