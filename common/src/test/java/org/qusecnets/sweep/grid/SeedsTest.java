package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {
  /**
   * Independently:
   *
   * <pre>
   * import hashlib, struct
   * def derive(seed, *parts):
   *     message = struct.pack(">q", seed) + b"".join(
   *         struct.pack(">i", len(p.encode())) + p.encode() for p in parts)
   *     return struct.unpack(">q", hashlib.sha256(message).digest()[:8])[0]
   * derive(1, "weights"), derive(-7, "shuffle", "0123456789abcdef", "3"), derive(1, "é")
   * </pre>
   */
  @Test
  void seedsAreFixedForever() {
    assertThat(Seeds.derive(1, "weights")).isEqualTo(7694881574878604584L);
    assertThat(Seeds.derive(-7, "shuffle", "0123456789abcdef", 3)).isEqualTo(-2313871074704345405L);
    assertThat(Seeds.derive(1, "é")).isEqualTo(3164025161658299521L);
  }

  @Test
  void everyPartCountsAndPartsDoNotRunTogether() {
    assertThat(
            List.of(
                Seeds.derive(1, "weights", "ab", "c"),
                Seeds.derive(2, "weights", "ab", "c"),
                Seeds.derive(1, "shuffle", "ab", "c"),
                Seeds.derive(1, "weights", "a", "bc"),
                Seeds.derive(1, "weights", "abc"),
                Seeds.derive(1, "weights", "ab", "c", ""),
                Seeds.derive(1, "weights", "c", "ab")))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesIdsWithoutAFixedText() {
    assertThatThrownBy(() -> Seeds.derive(1, "weights", 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an id is a string or a whole number, was 0.5");
  }
}
