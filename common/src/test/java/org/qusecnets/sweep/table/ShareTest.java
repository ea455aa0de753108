package org.qusecnets.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.evaluation.Wilson;

/** A share is a count of images with its interval. */
class ShareTest {
  @Test
  void countsAreSharesWithTheirInterval() {
    Wilson interval = Wilson.of(3, 4);

    assertThat(Share.of(3, 4)).isEqualTo(new Share(3L, 0.75, interval.low(), interval.high()));
  }

  @Test
  void noneOfNoneIsNoShare() {
    assertThat(Share.of(0, 0)).isEqualTo(new Share(0L, null, null, null));
  }

  @Test
  void moreThanThereAreIsRefused() {
    assertThatThrownBy(() -> Share.of(5, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
