package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.network.GoldenArrays;

/** SVHN's files, as SciPy writes such ones ({@code golden_pictures.py}). */
class SvhnTest {
  private static final Map<String, float[]> GOLDEN = GoldenArrays.read("/golden/pictures.npz");
  private static final ImageShape SHAPE = new ImageShape(3, 5, 6);

  @TempDir private Path dataDir;

  private static byte[] bytes(String name) {
    return GoldenArrays.bytes(GOLDEN.get(name));
  }

  private Svhn written(byte[] content) throws IOException {
    Path folder = Files.createDirectories(dataDir.resolve("svhn-files"));
    List<Archive> archives =
        Stream.of("train_32x32.mat", "test_32x32.mat")
            .map(
                name ->
                    TinyDigits.archive(
                        name,
                        content,
                        url -> List.of(),
                        List.of(TinyDigits.content(name, content))))
            .toList();
    for (Archive archive : archives) {
      Files.write(folder.resolve(archive.name()), content);
    }
    return new Svhn(TinyDigits.entry("svhn", archives), SHAPE, 4, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.mat", "compressed.mat"})
  void imagesAreTurnedFromMatlabsOrderAndTenIsZero(String file) throws IOException {
    ImageSet train = written(bytes(file)).load(dataDir).train();

    byte[] expected = bytes("digits");
    for (int i = 0; i < 4; i++) {
      assertThat(train.pixelBytes(i))
          .isEqualTo(Arrays.copyOfRange(expected, i * SHAPE.size(), (i + 1) * SHAPE.size()));
    }
    assertThat(List.of(train.label(0), train.label(1), train.label(2), train.label(3)))
        .containsExactly(0, 1, 9, 2);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    byte[] whole = bytes("plain.mat");
    assertRefused(
        bytes("turned.mat"), "its array X has the sides [6, 5, 3, 4], expected [5, 6, 3, 4]");
    assertRefused(bytes("other.mat"), "its array X has no bytes, expected [5, 6, 3, 4]");
    assertRefused(Arrays.copyOf(whole, 100), "it is no MATLAB file of version 5");
    assertRefused(Arrays.copyOf(whole, 300), "it ends within an element");
    byte[] packed = bytes("compressed.mat");
    packed[packed.length / 2] ^= 64;
    assertRefused(packed, "train_32x32.mat is damaged: it cannot be unpacked");
  }

  private void assertRefused(byte[] content, String reason) throws IOException {
    Svhn svhn = written(content);
    assertThatThrownBy(() -> svhn.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(reason);
  }
}
