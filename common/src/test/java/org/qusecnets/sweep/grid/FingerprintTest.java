package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void writesCanonicalJson() {
    assertThat(
            Fingerprint.canonical(
                Map.of("z", 50.0, "a", Arrays.asList(1, true, null), "\"q\"", "é\n")))
        .isEqualTo("{\"\\\"q\\\"\":\"é\\n\",\"a\":[1,true,null],\"z\":50}");
  }

  @Test
  void numbersCountByValue() {
    assertThat(List.of(50, 50L, 50.0, 5e1, 50f))
        .extracting(Fingerprint::canonical)
        .containsOnly("50");
    assertThat(Fingerprint.canonical(-0.0)).isEqualTo("0");
    assertThat(Fingerprint.canonical(1e-7)).isEqualTo("0.0000001");
    assertThat(Fingerprint.canonical(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
  }

  @Test
  void textIsNotANumber() {
    assertThat(Fingerprint.id("50")).isNotEqualTo(Fingerprint.id(50));
  }

  @Test
  void hashesWithSha256() {
    // python3 -c "import hashlib; print(hashlib.sha256(b'{\"a\":[1,true,null],\"z\":50}')
    //   .hexdigest())"
    Map<String, Object> content = Map.of("z", 50, "a", Arrays.asList(1, true, null));

    assertThat(Fingerprint.sha256(content))
        .isEqualTo("5d09a421c220fcb28f9b4101f05ef3237da2e1939964926270988d28df5f390d");
    assertThat(Fingerprint.id(content)).isEqualTo("5d09a421c220fcb2");
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> Fingerprint.id(Map.of("key", new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not JSON: java.lang.StringBuilder");
    assertThatThrownBy(() -> Fingerprint.id(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a JSON number: NaN");
  }
}
