package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;

/** Configurations that cannot be run, and what is told. */
final class BadConfigurations {
  private BadConfigurations() {}

  /** The message for a file bad.conf of this content. */
  static String ofText(Path folder, String text) {
    return ofFile(folder, Configurations.write(folder, "bad.conf", text));
  }

  /** The message, with the paths of files in the folder as if it were the working directory. */
  static String ofFile(Path folder, Path file, String... overrides) {
    ConfigurationException exception =
        catchThrowableOfType(
            ConfigurationException.class, () -> Configurations.read(file, overrides));
    assertThat(exception).isNotNull();
    assertThat(exception.getMessage().lines().skip(1))
        .containsExactlyElementsOf(exception.problems());
    return exception.getMessage().replace(folder + "/", "");
  }
}
