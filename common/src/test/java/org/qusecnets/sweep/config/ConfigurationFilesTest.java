package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
  @TempDir Path folder;

  @Test
  void reportsAMissingFile() {
    assertThat(BadConfigurations.ofFile(folder, folder.resolve("none.conf")))
        .isEqualTo(
            """
            Cannot run none.conf: 1 problem
            none.conf: there is no such file; check the path""");
  }

  @Test
  void reportsAFolder() {
    assertThat(BadConfigurations.ofFile(folder, folder))
        .endsWith(": 1 problem\n" + folder + ": is a folder; name a configuration file");
  }

  @Test
  void reportsSyntaxErrors() {
    assertThat(message("seeds = [1]\ntraining { epochs = 1\n"))
        .startsWith("Cannot run bad.conf: 1 problem\nbad.conf:3: is not HOCON: ")
        .endsWith("end of file; check braces, brackets and quotes up to here");
  }

  @Test
  void reportsUnresolvedSubstitutions() {
    assertThat(message("seeds = [1]\ntraining.epochs = ${epochs}\n"))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:2: Could not resolve substitution to a value: ${epochs}""");
  }

  @Test
  void namesOverridesAsTheyStandOnTheCommandLine() {
    Path file = Configurations.write(folder, "bad.conf", Configurations.SMALL + "zeds = 1\n");

    assertThat(
            BadConfigurations.ofFile(
                folder,
                file,
                "training.epochs=0",
                "defenses=[{type=cq,levels=1}]",
                "traning.epochs=1"))
        .isEqualTo(
            """
            Cannot run bad.conf: 4 problems
            bad.conf:5: unknown key zeds; did you mean seeds?
            --set training.epochs=0: training: epochs must be at least 1, was 0
            --set defenses=[{type=cq,levels=1}]: defense cq: levels must be from 2 to 256, was 1
            --set traning.epochs=1: unknown key traning; did you mean training?""");
  }

  @Test
  void reportsSyntaxErrorsOfOverrides() {
    Path file = Configurations.write(folder, "bad.conf", Configurations.SMALL);

    assertThat(BadConfigurations.ofFile(folder, file, "seeds=[1"))
        .startsWith("Cannot run bad.conf: 1 problem\n--set seeds=[1: is not HOCON: ");
  }

  @Test
  void reportsProblemsOfIncludedFilesWhereTheyAre() {
    Configurations.write(folder, "base.conf", "\ntraining.epochs = 0\n");

    assertThat(message("include \"base.conf\"\n" + Configurations.SMALL + "zeds = 1\n"))
        .isEqualTo(
            """
            Cannot run bad.conf: 2 problems
            bad.conf:6: unknown key zeds; did you mean seeds?
            base.conf:2: training: epochs must be at least 1, was 0""");
  }

  @Test
  void reportsIncludesThatCannotBe() {
    Configurations.write(folder, "base.conf", "include \"bad.conf\"\n");

    assertThat(message("include \"base.conf\"\n\ninclude \"bse.conf\"\n" + Configurations.SMALL))
        .isEqualTo(
            """
            Cannot run bad.conf: 2 problems
            bad.conf:3: cannot include "bse.conf": there is no file bse.conf
            base.conf:1: cannot include "bad.conf": bad.conf includes itself""");
  }

  @Test
  void asksForANameWhereTheFileHasNoGoodOne() {
    Path file = Configurations.write(folder, "My_Sweep.conf", Configurations.SMALL);

    assertThat(BadConfigurations.ofFile(folder, file))
        .isEqualTo(
            """
            Cannot run My_Sweep.conf: 1 problem
            My_Sweep.conf: name must be made of a to z, 0 to 9 and -, was My_Sweep after the file; \
            add name = my-sweep""");
  }

  private String message(String text) {
    return BadConfigurations.ofText(folder, text);
  }
}
