package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.qusecnets.sweep.options.DeclarationTest.Chunks;
import org.qusecnets.sweep.options.DeclarationTest.Method;
import org.qusecnets.sweep.options.DeclarationTest.Search;

class DeclarationProperties {
  private static final Declaration<Search> SEARCH =
      Declaration.of(Search.class).given("type", "search");

  @Property
  void readsBackWhatParametersSay(
      @ForAll Method method,
      @ForAll @IntRange(min = 1, max = 1000) int thousandths,
      @ForAll @IntRange(min = 1, max = 100) int steps,
      @ForAll @IntRange(min = 14) int original) {
    Search search =
        new Search(
            "search",
            method,
            thousandths / 1000.0,
            method == Method.MANY_STEPS ? steps : 1,
            original);

    assertThat(SEARCH.read(Options.of(search.parameters()))).isEqualTo(search);
  }

  @Property
  void codeAndConfigurationRefuseTheSameNumbersWithTheSameWords(
      @ForAll @IntRange(min = -2, max = 40) int window,
      @ForAll @IntRange(min = -1, max = 1) int trial) {
    InvalidOption inCode =
        catchThrowableOfType(InvalidOption.class, () -> new Chunks(500, 5, window, trial, 7, true));
    Reading<Chunks> read =
        Declaration.of(Chunks.class).reading(Options.of(Map.of("window", window, "trial", trial)));

    assertThat(read.value().isPresent()).isEqualTo(inCode == null);
    if (inCode != null) {
      assertThat(read.problems().get(0)).hasMessage(inCode.getMessage());
    }
  }
}
