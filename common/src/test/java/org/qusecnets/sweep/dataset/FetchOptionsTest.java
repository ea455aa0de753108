package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.options.InvalidOption;

class FetchOptionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void timeoutsMustBeAboveZero() {
    assertThatThrownBy(() -> new FetchOptions(Duration.ZERO, SECOND))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("connect-timeout must be above 0, was PT0S");
    assertThatThrownBy(() -> new FetchOptions(SECOND, SECOND.negated()))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("stall-timeout must be above 0, was PT-1S");
  }
}
