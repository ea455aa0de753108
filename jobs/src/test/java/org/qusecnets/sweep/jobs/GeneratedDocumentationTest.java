package org.qusecnets.sweep.jobs;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.grid.EvaluationOptions;
import org.qusecnets.sweep.jobs.command.ListedMarkdown;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.PretrainedWeights;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.resilience.ResilienceOptions;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.ResilienceRow;
import org.qusecnets.sweep.table.WorstCaseRow;

/** With {@code -Dsweep.docs=write} it writes what it would compare. */
class GeneratedDocumentationTest {
  private static final String HOW_TO_WRITE =
      "Generated parts of %s are stale; write them with: mvn -pl common,jobs -am test"
          + " -Dtest=GeneratedDocumentationTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dsweep.docs=write";

  @Test
  void columnsAreThoseOfTheTables() throws IOException {
    isUpToDate(
        Documentation.ROOT.resolve("jobs/README.md"),
        Stream.of(
                ExampleRow.SCHEMA,
                CellRow.SCHEMA,
                WorstCaseRow.SCHEMA,
                CertifiedRow.SCHEMA,
                CertificateRow.SCHEMA,
                ModelRow.SCHEMA,
                ClaimRow.SCHEMA,
                ResilienceRow.SCHEMA)
            .collect(Collectors.toMap(table -> "columns of " + table.name(), ColumnTable::of)));
  }

  @Test
  void optionsOfAttacksAndDefensesAndThePackagesAreThoseOfTheCode() throws IOException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("org.qusecnets.sweep");

    isUpToDate(
        Documentation.ROOT.resolve("common/README.md"),
        Map.of(
            "options of all attacks", ListedMarkdown.shared("attacks"),
            "options of each attack", ListedMarkdown.details("attacks"),
            "options of all certificates", ListedMarkdown.shared("certificates"),
            "options of each certificate", ListedMarkdown.details("certificates"),
            "options of each defense", ListedMarkdown.details("defenses"),
            "adaptations", AdaptationTable.markdown(),
            "packages", PackageDiagram.of(classes)));
  }

  @Test
  void optionsOfSectionsAndClaimsAreThoseOfTheCode() throws IOException {
    isUpToDate(
        Documentation.ROOT.resolve("conf/README.md"),
        Map.ofEntries(
            entry(
                "options of network", ListedMarkdown.options(NetworkOptions.DECLARATION.options())),
            entry("networks", ListedMarkdown.table("networks")),
            entry("layers", ListedMarkdown.table("layers")),
            entry("options of each layer", ListedMarkdown.details("layers")),
            entry(
                "options of training",
                ListedMarkdown.options(TrainingOptions.DECLARATION.options())),
            entry(
                "options of substitute",
                ListedMarkdown.options(SubstituteOptions.DECLARATION.options())),
            entry(
                "options of resilience",
                ListedMarkdown.options(ResilienceOptions.DECLARATION.options())),
            entry(
                "options of evaluation",
                ListedMarkdown.options(EvaluationOptions.DECLARATION.options())),
            entry("thresholds", ListedMarkdown.table("thresholds")),
            entry("datasets", ListedMarkdown.table("datasets")),
            entry("formats", ListedMarkdown.table("formats")),
            entry("options of sources", ListedMarkdown.shared("formats")),
            entry("options of each format", ListedMarkdown.details("formats")),
            entry("network formats", ListedMarkdown.table("network-formats")),
            entry(
                "options of networks of files", ListedMarkdown.options(PretrainedWeights.OPTIONS)),
            entry("options of claims", ListedMarkdown.options(Claim.options())),
            entry("verdicts", ListedMarkdown.verdicts())));
  }

  private static void isUpToDate(Path file, Map<String, String> contents) throws IOException {
    String text = Files.readString(file);
    String generated = GeneratedBlocks.fill(text, contents);
    if (System.getProperty("sweep.docs", "").equals("write")) {
      Files.writeString(file, generated);
      return;
    }
    assertThat(text).as(HOW_TO_WRITE, file).isEqualTo(generated);
  }

  @Test
  void onlyWhatIsBetweenTheMarksIsReplaced() {
    String text =
        """
        before
        <!-- generated: a -->
        old
        <!-- end -->
        between
        <!-- generated: b -->
        <!-- end -->
        """;

    assertThat(GeneratedBlocks.fill(text, Map.of("a", "new\n", "b", "| row |\n")))
        .isEqualTo(
            """
            before
            <!-- generated: a -->
            new
            <!-- end -->
            between
            <!-- generated: b -->
            | row |
            <!-- end -->
            """);
  }

  @Test
  void marksThatAreMissingOrOpenAreRefused() {
    String open = "<!-- generated: a -->\n<!-- generated: b -->\n<!-- end -->\n";

    assertThatThrownBy(() -> GeneratedBlocks.fill(open, Map.of("a", "")))
        .hasMessage("without an end: <!-- generated: a -->");
    assertThatThrownBy(() -> GeneratedBlocks.fill(open, Map.of("c", "")))
        .hasMessage("not once there: <!-- generated: c -->");
    assertThatThrownBy(() -> GeneratedBlocks.fill(open + open, Map.of("b", "")))
        .hasMessage("not once there: <!-- generated: b -->");
  }
}
