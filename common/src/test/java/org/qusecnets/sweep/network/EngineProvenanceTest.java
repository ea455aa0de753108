package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EngineProvenanceTest {
  @Test
  void tellsWhereTheNativeBuildIsTheSlowOne() {
    assertThat(of("linux-x86_64").notice())
        .hasValueSatisfying(notice -> assertThat(notice).contains("linux-x86_64 has no oneDNN"));
    assertThat(of("linux-x86_64-onednn").notice()).isEmpty();
  }

  @Test
  void anotherNativeBuildDoesNotGiveTheSameBits() {
    EngineProvenance here = of("linux-x86_64-onednn");

    assertThat(here.givesTheBitsOf(of("linux-x86_64-onednn"))).isTrue();
    assertThat(here.givesTheBitsOf(of("linux-x86_64"))).isFalse();
    assertThat(here.givesTheBitsOf(null)).isFalse();
  }

  private static EngineProvenance of(String nativeBuild) {
    return new EngineProvenance("1", new TreeMap<>(), nativeBuild, 1, "a JVM", "a machine");
  }
}
