package org.qusecnets.sweep.jobs.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.jobs.images.ChosenCells.Complete;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.RepeatedAttacks;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.KeptSweep;
import org.qusecnets.sweep.jobs.store.Storage;

/**
 * Writes the clean and adversarial images of a sweep's cells: attacks them again, compares every
 * image with what the sweep recorded, and writes what comes of it for other tools. The file {@link
 * #MANIFEST} comes last; where something fails, what was written is removed.
 */
public final class ImageExport {
  /** The file that says what the others are: an export that has it is whole. */
  public static final String MANIFEST = "images.json";

  /** Where what attacks make lies until files are made of it. */
  private static final String STAGED = Storage.STAGED + "attacks";

  /** Clean and adversarial images in archives, and the latter once more until then. */
  private static final int COPIES = 3;

  /** So that an archive has at most about twice as much, and fits into readers' memory. */
  private static final long PART_BYTES = 1L << 30;

  private final KeptSweep sweep;
  private final ImageOptions options;
  private final Path folder;
  private final ChosenCells chosen;
  private final long partBytes;
  private final boolean isNew;
  private volatile boolean isWhole;

  private ImageExport(
      KeptSweep sweep, ImageOptions options, Path folder, ChosenCells chosen, long partBytes) {
    this.sweep = sweep;
    this.options = options;
    this.folder = folder;
    this.chosen = chosen;
    this.partBytes = partBytes;
    isNew = !Files.exists(folder);
  }

  /**
   * Looks the cells up.
   *
   * @param folder a new or an empty one
   * @throws UserException if there is one that the sweep does not have, or none is named
   */
  public static ImageExport of(KeptSweep sweep, ImageOptions options, Path folder) {
    return of(sweep, options, folder, PART_BYTES);
  }

  /** The same with the most bytes of adversarial images of an archive. */
  static ImageExport of(KeptSweep sweep, ImageOptions options, Path folder, long partBytes) {
    try {
      return new ImageExport(
          sweep, options, folder, ChosenCells.of(sweep, options.cells()), partBytes);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(sweep, e);
    }
  }

  /** How every message begins. */
  static String cannot(KeptSweep sweep) {
    return "Cannot export images of " + sweep.storage();
  }

  private static UserException unreadable(KeptSweep sweep, Exception cause) {
    return new UserException(
        cannot(sweep)
            + ": "
            + InfrastructureException.explain(cause)
            + "; see to that, then export them again",
        cause);
  }

  /** The datasets that it needs. */
  public List<DatasetOptions> datasets() {
    return chosen.cells().stream().map(Cell::dataset).distinct().toList();
  }

  /**
   * Attacks, compares and writes.
   *
   * @param datasets the datasets by name
   * @return the manifest
   * @throws UserException if it cannot; then the folder is as it was
   */
  public Path run(SparkLifecycle spark, Map<String, Dataset> datasets, Display display) {
    RepeatedAttacks attacks;
    List<Complete> cells;
    try {
      attacks = new RepeatedAttacks(spark, sweep, datasets, chosen.units());
      cells = chosen.complete(attacks);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(sweep, e);
    }
    Map<String, Set<String>> cellsByUnit = new HashMap<>();
    for (Complete cell : cells) {
      for (AttackUnit unit : cell.units()) {
        cellsByUnit.computeIfAbsent(unit.id(), id -> new HashSet<>()).add(cell.cell().id());
      }
    }
    List<AttackUnit> units =
        chosen.units().stream()
            .filter(unit -> cellsByUnit.containsKey(unit.id()))
            .flatMap(unit -> unit.giving(cellsByUnit.get(unit.id())).stream())
            .toList();
    long bytes =
        cells.stream()
            .map(Complete::cell)
            .mapToLong(cell -> (long) images(cell) * cell.dataset().shape().size())
            .sum();
    checkSpace(COPIES * Float.BYTES * bytes);
    display.say(
        String.format(
            Locale.ROOT,
            "%s: %s, %s to attack again; about %,.1f MB besides pictures",
            sweep.configuration().name(),
            Display.counted(cells.size(), "cell"),
            Display.counted(units.stream().mapToLong(AttackUnit::images).sum(), "image"),
            (COPIES - 1) * Float.BYTES * bytes / 1e6));
    if (cells.size() < chosen.cells().size()) {
      display.say(
          Display.counted(chosen.cells().size() - cells.size(), "cell")
              + " not complete, left out");
    }
    try {
      Files.createDirectories(folder.resolve(STAGED));
      StagedAttacks staged = new StagedAttacks(folder.resolve(STAGED).toString(), cellsByUnit);
      List<String> wrong = attacks.run(units, staged, display);
      if (!wrong.isEmpty()) {
        throw new UserException(
            cannot(sweep)
                + ": attacks that the sweep has made cannot be made again: "
                + String.join("\n  and ", wrong)
                + "; see to that (to memory with fewer tasks at a time, SWEEP_CORES), then export"
                + " them again");
      }
      ImageManifest manifest = new ImageManifest(sweep, attacks);
      for (Complete cell : cells) {
        manifest.add(cell, datasets, files(cell, staged, datasets));
      }
      Storage storage = Storage.of(folder);
      storage.delete(STAGED);
      storage.replace(MANIFEST, manifest.json());
      isWhole = true;
      return folder.resolve(MANIFEST);
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          cannot(sweep)
              + " to "
              + folder
              + ": "
              + InfrastructureException.explain(e)
              + "; see to that, or name another folder",
          e);
    } finally {
      discard();
    }
  }

  private static int images(Cell cell) {
    return cell.dataset().testImages();
  }

  private ArrayNode files(Complete cell, StagedAttacks staged, Map<String, Dataset> datasets)
      throws IOException {
    String id = cell.cell().id();
    ImageSet test = datasets.get(cell.cell().dataset().name()).test();
    ArrayNode files =
        new CellFiles(folder.resolve(id), cell, staged, test)
            .write(options.pictures(), partBytes, cannot(sweep));
    staged.delete(id);
    return files;
  }

  /** Told before the attacks, not after them. */
  private void checkSpace(long needed) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      if (free < needed) {
        throw new UserException(
            String.format(
                Locale.ROOT,
                "%s: it takes %,.1f MB, and %,.1f MB are free in %s; name fewer cells, or another"
                    + " folder",
                cannot(sweep),
                needed / 1e6,
                free / 1e6,
                existing));
      }
    } catch (IOException e) {
      throw unreadable(sweep, e);
    }
  }

  /** Removes what was written, if it is not whole. */
  public void discard() {
    if (isWhole) {
      return;
    }
    try {
      Storage storage = Storage.of(folder);
      storage.delete(STAGED);
      for (Cell cell : chosen.cells()) {
        storage.delete(cell.id());
      }
      if (isNew) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // Whoever cannot write there cannot remove it either; without its manifest it is not whole.
    }
  }
}
