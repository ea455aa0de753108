package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  private final Map<String, byte[]> files =
      new TreeMap<>(
          Map.of(
              "empty", new byte[0],
              "block", filled(512),
              "longer", filled(1300)));
  private final byte[] tar = Compressed.tar("folder", files);

  @Test
  void everyRegularFileIsShownWithoutItsFolder() throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    TarReader.read(
        new ByteArrayInputStream(tar), (name, content) -> found.put(name, content.readAllBytes()));
    assertThat(found).containsOnlyKeys(files.keySet());
    files.forEach((name, content) -> assertThat(found.get(name)).isEqualTo(content));
  }

  @Test
  void contentsMayBeLeftUnread() throws IOException {
    List<String> names = new ArrayList<>();
    List<Integer> firstBytes = new ArrayList<>();
    TarReader.read(
        new ByteArrayInputStream(tar),
        (name, content) -> {
          names.add(name);
          firstBytes.add(content.read());
        });
    assertThat(names).containsExactly("block", "empty", "longer");
    assertThat(firstBytes).containsExactly(200, -1, 200);
  }

  @Test
  void truncatedContentIsTold() {
    byte[] truncated = Arrays.copyOf(tar, 512 + 512 + 100);
    assertThatThrownBy(
            () ->
                TarReader.read(
                    new ByteArrayInputStream(truncated), (name, content) -> content.readAllBytes()))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void otherFilesAreNoTarArchives() {
    byte[] text = new byte[512];
    Arrays.fill(text, (byte) 'x');
    assertThatThrownBy(() -> TarReader.read(new ByteArrayInputStream(text), (name, content) -> {}))
        .isInstanceOf(DamagedFile.class)
        .hasMessageContaining("no tar archive");
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 200);
    return bytes;
  }
}
