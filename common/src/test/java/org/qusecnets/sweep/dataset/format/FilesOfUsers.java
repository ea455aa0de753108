package org.qusecnets.sweep.dataset.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.options.Options;

/** Files of a test, and what becomes of them. */
abstract class FilesOfUsers {
  @TempDir Path folder;

  final DatasetSource.Loaded load(String format, Map<String, Object> options) {
    return source(format, options).load(ReadProgress.NONE);
  }

  private DatasetSource source(String format, Map<String, Object> options) {
    return new DatasetSource(
        "mine",
        DatasetFormats.reading(format, Options.of(options)).orThrow(),
        SourceOptions.DECLARATION.read(Options.of(options)).in(folder));
  }

  final void write(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  final void assertRefused(String format, Map<String, Object> options, String... parts) {
    assertThatThrownBy(() -> load(format, options))
        .isInstanceOf(UserException.class)
        .hasMessageMatching("(?s)Cannot load mine: .+; .+")
        .hasMessageContainingAll(parts);
  }

  static Map<String, Object> with(Map<String, Object> options, String key, Object value) {
    Map<String, Object> more = new HashMap<>(options);
    more.put(key, value);
    return more;
  }
}
