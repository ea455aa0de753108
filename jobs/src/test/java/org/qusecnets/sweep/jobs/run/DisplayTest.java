package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress on terminals of any width, and where there is none. */
class DisplayTest {
  private static final List<String> FACTS =
      List.of(
          " 24 %",
          "2 min 27 s left",
          "3 failed",
          "1,000 of 6,000 models",
          "0 of 120,000 attack units",
          "47 s so far",
          "1,071 images/s");

  private final StringWriter out = new StringWriter();

  private String drawn(int columns) {
    Display.terminal(new PrintWriter(out), columns).show(0.24, FACTS);
    return out.toString().replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 41, 52, 60, 70, 79, 80, 81, 100, 120, 200})
  void aLineStaysInItsRow(int columns) {
    assertThat(drawn(columns))
        .startsWith("\r")
        .contains(" 24 %, 2 min 27 s left")
        .hasSizeLessThanOrEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"40, 3 failed, models", "80, models, images/s"})
  void theMostImportantComesFirst(int columns, String shown, String leftOut) {
    assertThat(drawn(columns)).contains(shown).doesNotContain(leftOut);
  }

  @Test
  void aBarFillsTheRoomThatIsLeft() {
    assertThat(drawn(160)).startsWith("\r[=====                   ]  24 %");
  }

  @Test
  void aFileGetsWholeLinesWithoutEscapeCodes() {
    Display.lines(new PrintWriter(out)).show(0.24, FACTS);
    assertThat(out.toString().strip()).isEqualTo(String.join(", ", FACTS).strip());
    assertThat(out.toString()).doesNotContain("\u001b").doesNotContain("\r");
  }
}
