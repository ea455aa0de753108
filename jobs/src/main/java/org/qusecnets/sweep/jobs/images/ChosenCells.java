package org.qusecnets.sweep.jobs.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.jobs.publication.PublishedCells;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.RepeatedAttacks;
import org.qusecnets.sweep.jobs.store.KeptSweep;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.OutcomeColumns;

/** The cells that are asked for, and what the sweep recorded of them. */
final class ChosenCells {
  private static final String WHERE = "ids are in the column cell_id of its table cells";

  private final KeptSweep sweep;
  private final boolean isAll;
  private final List<Cell> cells;
  private final Optional<PublishedCells> published;

  /** The chunks of each cell, one unit each. */
  private final Map<String, List<AttackUnit>> units = new LinkedHashMap<>();

  private ChosenCells(
      KeptSweep sweep, boolean isAll, List<Cell> cells, Optional<PublishedCells> published) {
    this.sweep = sweep;
    this.isAll = isAll;
    this.cells = cells;
    this.published = published;
    Set<String> ids = ids(cells);
    Set<String> taken = new HashSet<>();
    for (AttackUnit unit : sweep.grid().units()) {
      for (String cell : unit.cellIds()) {
        if (ids.contains(cell) && taken.add(cell + " " + unit.chunk())) {
          units.computeIfAbsent(cell, id -> new ArrayList<>()).add(unit);
        }
      }
    }
  }

  private static Set<String> ids(List<Cell> cells) {
    return cells.stream().map(Cell::id).collect(Collectors.toSet());
  }

  /**
   * Looks cells up.
   *
   * @param asked their ids, or only {@link ImageOptions#ALL}
   * @throws UserException if there is one that the sweep does not have, or if none is asked for
   */
  static ChosenCells of(KeptSweep sweep, List<String> asked) throws IOException {
    boolean isAll = asked.equals(List.of(ImageOptions.ALL));
    List<Cell> all = sweep.grid().cells();
    Set<String> ids = isAll || asked.isEmpty() ? ids(all) : new LinkedHashSet<>(asked);
    Optional<PublishedCells> published =
        PublishedCells.of(sweep.storage(), ids, ImageExport.cannot(sweep));
    if (asked.isEmpty()) {
      throw noneAsked(sweep, published);
    }
    List<Cell> found = all.stream().filter(cell -> ids.contains(cell.id())).toList();
    Set<String> unknown = new LinkedHashSet<>(ids);
    unknown.removeAll(ids(found));
    if (!unknown.isEmpty()) {
      throw refusal(sweep, unknown.stream().map(id -> unknown(sweep, id)).toList(), WHERE);
    }
    return new ChosenCells(sweep, isAll, found, published);
  }

  private static String unknown(KeptSweep sweep, String id) {
    return sweep.grid().certifiedCells().stream().map(CertifiedCell::id).anyMatch(id::equals)
        ? "cell " + id + " is of a certificate, which makes no images"
        : "there is no cell " + id;
  }

  private static UserException noneAsked(KeptSweep sweep, Optional<PublishedCells> published) {
    List<Cell> cells = sweep.grid().cells();
    double seconds =
        cells.stream()
            .flatMap(cell -> published.flatMap(tables -> tables.cell(cell.id())).stream())
            .filter(row -> row.attackSeconds() != null)
            .mapToDouble(CellRow::attackSeconds)
            .sum();
    return refusal(
        sweep,
        List.of("no cell is named, and the attacks on its images are made again"),
        "name cells with --cell ID (%s), or with --cell all the %s%s"
            .formatted(
                WHERE,
                Display.counted(cells.size(), "cell"),
                seconds == 0
                    ? ""
                    : ", whose attacks took " + Display.duration(seconds) + " of one core"));
  }

  private static UserException refusal(KeptSweep sweep, List<String> reasons, String remedy) {
    return new UserException(
        ImageExport.cannot(sweep) + ": " + String.join("\n  and ", reasons) + "; " + remedy);
  }

  /** The cells, which need not be complete. */
  List<Cell> cells() {
    return cells;
  }

  /** The units that they have images in. */
  List<AttackUnit> units() {
    return units.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** A cell, its chunks in order, and what the sweep recorded of it. */
  record Complete(Cell cell, List<AttackUnit> units, RecordedExamples recorded) {}

  /**
   * The cells that are complete, in the order of the grid.
   *
   * @throws UserException if models cannot be used, or a cell that was named is not complete, with
   *     all that is wrong
   */
  List<Complete> complete(RepeatedAttacks attacks) throws IOException {
    List<Complete> complete = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (Cell cell : cells) {
      Optional<CellRow> row = published.flatMap(tables -> tables.cell(cell.id()));
      Optional<String> reason =
          row.isPresent() ? reason(row.get().outcome()) : reason(cell, attacks);
      if (reason.isPresent()) {
        not.add("cell " + cell.id() + " " + reason.get());
      } else {
        List<AttackUnit> own = units.get(cell.id());
        complete.add(
            new Complete(
                cell,
                own,
                row.isPresent()
                    ? new RecordedExamples.Published(published.orElseThrow(), cell.id())
                    : new RecordedExamples.Received(attacks, own, cell.id())));
      }
    }
    boolean isLeftOut = isAll && !complete.isEmpty();
    List<String> problems = new ArrayList<>(isLeftOut ? List.of() : not);
    List<Cell> needed = isLeftOut ? complete.stream().map(Complete::cell).toList() : cells;
    if (!needed.stream().allMatch(cell -> isTrained(cell, attacks))) {
      problems.addAll(attacks.obstacles());
    }
    if (!problems.isEmpty()) {
      throw refusal(sweep, problems, "name others with --cell, or mend that");
    }
    return complete;
  }

  /** Why a published cell is not complete. */
  private static Optional<String> reason(OutcomeColumns outcome) {
    return outcome.status().equals(UnitResult.COMPLETE)
        ? Optional.empty()
        : Optional.of("is not complete: %s: %s".formatted(outcome.status(), outcome.failure()));
  }

  /** Why a cell is not complete by receipts. */
  private Optional<String> reason(Cell cell, RepeatedAttacks attacks) throws IOException {
    if (!isTrained(cell, attacks)) {
      return Optional.of("has no model that can be used");
    }
    for (AttackUnit unit : units.get(cell.id())) {
      List<UnitResult> results =
          attacks.receipts(unit).stream()
              .filter(result -> result.cells().contains(cell.id()))
              .toList();
      if (results.stream().noneMatch(result -> result.status().equals(UnitResult.COMPLETE))) {
        return results.isEmpty()
            ? Optional.of("is not finished: run the sweep to its end")
            : reason(
                new OutcomeColumns(
                    results.get(0).status(), results.get(0).facts().get(UnitResult.FAILURE), null));
      }
    }
    return Optional.empty();
  }

  private static boolean isTrained(Cell cell, RepeatedAttacks attacks) {
    return attacks.models().containsKey(cell.model().id())
        && attacks.models().containsKey(cell.source().id());
  }
}
