package org.qusecnets.sweep.dataset;

import java.time.Duration;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * How long a download may make no progress.
 *
 * @param connectTimeout until a connection is there, above 0
 * @param stallTimeout from one piece of data to the next, above 0
 */
public record FetchOptions(Duration connectTimeout, Duration stallTimeout) {
  /** Checks that both are above 0. */
  public FetchOptions {
    checkPositive("connect-timeout", connectTimeout);
    checkPositive("stall-timeout", stallTimeout);
  }

  /** 10 seconds to connect, 30 seconds between data. */
  public static FetchOptions defaults() {
    return new FetchOptions(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  private static void checkPositive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new InvalidOption(key, "must be above 0", value);
    }
  }
}
