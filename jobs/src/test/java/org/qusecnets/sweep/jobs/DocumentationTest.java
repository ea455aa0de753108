package org.qusecnets.sweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {
  @TempDir Path folder;

  static List<Path> files() {
    return Documentation.files();
  }

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.size(Documentation.ROOT.resolve("README.md"))).isLessThanOrEqualTo(12 * 1024);
  }

  @Test
  void everyFolderOfTheRepositoryHasItsPage() {
    assertThat(files())
        .extracting(file -> Documentation.ROOT.relativize(file).toString())
        .contains(
            "README.md",
            "CHANGELOG.md",
            ".github/CONTRIBUTING.md",
            "common/README.md",
            "conf/README.md",
            "jobs/README.md",
            "notebooks/README.md",
            "notebooks/data/README.md");
  }

  @ParameterizedTest
  @MethodSource("files")
  void linksAndImagesLeadSomewhere(Path file) {
    assertThat(Documentation.brokenLinks(file)).isEmpty();
  }

  @Test
  void linksThatLeadNowhereAreFound() throws IOException {
    Files.writeString(folder.resolve("there.md"), "# Heading\n");
    Path file = folder.resolve("README.md");
    Files.writeString(
        file,
        """
        [file](there.md), [heading](there.md#heading), [elsewhere](https://example.org/#x)
        ![image](gone.png), [two](gone.md), [on](there.md#gone) [a](#gone) line

            [code](gone-but-code.md)

        ```
        # no heading
        ```
        [no heading](#no-heading)
        """);

    assertThat(Documentation.brokenLinks(file))
        .containsExactly("gone.png", "gone.md", "there.md#gone", "#gone", "#no-heading");
  }

  @ParameterizedTest
  @MethodSource("files")
  void classesThatAreNamedExist(Path file) {
    assertThat(Documentation.unknownClasses(file)).isEmpty();
  }

  @Test
  void classesThatDoNotExistAreFound() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("README.md"),
            "`DocumentationTest`, `NoClassAtAll`, `MemoryIT` and `Adam`");

    assertThat(Documentation.unknownClasses(file)).containsExactly("NoClassAtAll");
  }

  @Test
  void anchorsAreThoseOfGitHub() throws IOException {
    Path file = folder.resolve("README.md");
    Files.writeString(
        file,
        """
        # CQ & TQ: under `fgsm`, n = 2?
        ## Twice
        ### Twice
        ## Größe_of [a link](x.md)
        """);

    assertThat(MarkdownFile.read(file).anchors())
        .containsExactly("cq--tq-under-fgsm-n--2", "twice", "twice-1", "größe_of-a-link");
  }
}
