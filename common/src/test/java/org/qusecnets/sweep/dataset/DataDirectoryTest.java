package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataDirectoryTest {
  @Test
  void cacheOfTheEnvironmentIsUsed() {
    assertThat(DataDirectory.defaultPath(Map.of("XDG_CACHE_HOME", "/cache"), "/home/user"))
        .isEqualTo(Path.of("/cache/qusecnets-sweep"));
  }

  @Test
  void cacheOfTheHomeIsTheDefault() {
    Path expected = Path.of("/home/user/.cache/qusecnets-sweep");
    assertThat(DataDirectory.defaultPath(Map.of(), "/home/user")).isEqualTo(expected);
    assertThat(DataDirectory.defaultPath(Map.of("XDG_CACHE_HOME", ""), "/home/user"))
        .isEqualTo(expected);
  }

  @Test
  void relativeCacheIsIgnored() {
    assertThat(DataDirectory.defaultPath(Map.of("XDG_CACHE_HOME", "cache"), "/home/user"))
        .isEqualTo(Path.of("/home/user/.cache/qusecnets-sweep"));
  }
}
