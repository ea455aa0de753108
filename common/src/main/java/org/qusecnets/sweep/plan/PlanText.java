package org.qusecnets.sweep.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.CertificateSpecification;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ParameterText;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.grid.SweepPart;
import org.qusecnets.sweep.recipe.NetworkOptions;

/** Writes a plan for a terminal. */
record PlanText(Plan plan, Grid grid, SweepConfiguration configuration) {
  String describe(Forecast forecast, String memory, Plan.Detail detail) {
    String needs = row("Memory", memory) + row("Disk", disk());
    return String.join(
        "\n",
        header() + forecast.summary() + needs,
        work(),
        forecast.details(),
        detail == Plan.Detail.GRID ? parts() : "Defenses, attacks and all settings: add --grid.\n");
  }

  private String disk() {
    DiskEstimate disk = plan.disk();
    return format(
        "about %s: models %s, receipts %s, tables %s",
        size(disk.total()), size(disk.models()), size(disk.receipts()), size(disk.tables()));
  }

  private static String size(long bytes) {
    double megabytes = bytes / 1e6;
    return megabytes < 1000 ? format("%.0f MB", megabytes) : format("%,.1f GB", megabytes / 1000);
  }

  private String header() {
    return row("Sweep", configuration.name()) + row("Grid", grid.id());
  }

  private String parts() {
    List<SweepPart> parts = configuration.parts();
    if (parts.size() == 1) {
      return axes(parts.get(0));
    }
    return IntStream.range(0, parts.size())
        .mapToObj(i -> format("Part %d of %d\n", i + 1, parts.size()) + axes(parts.get(i)))
        .collect(Collectors.joining("\n"));
  }

  private static String axes(SweepPart part) {
    List<String> networks = part.networks().stream().map(PlanText::text).toList();
    return (networks.size() == 1 ? row("Network", networks.get(0)) : axis("Networks", networks))
        + row("Training", ParameterText.of(part.training().parameters()))
        + axis("Datasets", part.datasets().stream().map(PlanText::text).toList())
        + axis("Defenses", part.defenses().stream().map(PlanText::text).toList())
        + axis("Attacks", part.attacks().stream().map(PlanText::text).toList())
        + axis("Certificates", part.certificates().stream().map(PlanText::text).toList())
        + row("Seeds", joined(part.seeds()));
  }

  private String work() {
    return row("Cells", grid.cells().size())
        + row("Models to train", grid.models().size())
        + row("Attack units", grid.units().size())
        + (grid.certifiedCells().isEmpty()
            ? ""
            : row("Certified cells", grid.certifiedCells().size())
                + row("Certificate units", grid.certificateUnits().size()))
        + row("Training images", plan.trainingImages())
        + row("Image gradients", plan.gradients())
        + row("Image inferences", plan.inferences())
        + (plan.linearBounds() == 0 ? "" : row("Linear bounds", plan.linearBounds()));
  }

  private static String text(Defense defense) {
    return defense.parts().stream()
        .map(part -> ParameterText.of(part.type(), part.parameters()))
        .collect(Collectors.joining(", then "));
  }

  private static String text(NetworkOptions network) {
    return ParameterText.of(network.inOrder())
        + (network.architecture().isKnown() ? "" : ": " + network.architecture().describe());
  }

  private static String text(DatasetOptions dataset) {
    return format(
        "%s (%,d training images, %,d test images)",
        dataset.name(), dataset.trainImages(), dataset.testImages());
  }

  private static String text(AttackSpecification attack) {
    return ParameterText.of(attack.attack().type(), attack.threatParameters())
        + " at epsilon "
        + joined(attack.epsilons());
  }

  private static String text(CertificateSpecification specification) {
    return ParameterText.of(
            specification.certificate().type(), specification.certificate().parameters())
        + " at epsilon "
        + joined(specification.epsilons());
  }

  private static String joined(List<? extends Number> numbers) {
    return numbers.stream().map(Fingerprint::decimal).collect(Collectors.joining(", "));
  }

  private static String axis(String name, List<String> values) {
    return values.isEmpty()
        ? ""
        : row(name, values.get(0))
            + values.stream().skip(1).map(value -> row("", value)).collect(Collectors.joining());
  }

  private static String row(String name, String value) {
    return format("%-18s%s\n", name, value);
  }

  private static String row(String name, long count) {
    return row(name, format("%,15d", count));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
