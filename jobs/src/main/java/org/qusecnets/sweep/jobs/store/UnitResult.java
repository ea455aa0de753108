package org.qusecnets.sweep.jobs.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What came of a unit of work.
 *
 * @param status {@link #COMPLETE}, or why not
 * @param facts what is known of it, by name
 * @param examples the rows of the table of examples, if it was an attack
 * @param certificates the rows of the table of certificates, if it was one
 */
public record UnitResult(
    String status,
    SortedMap<String, String> facts,
    List<ExampleRow> examples,
    List<CertificateRow> certificates) {
  public static final String COMPLETE = "complete";
  public static final String FAILED = "failed";
  public static final String OUT_OF_MEMORY = "out-of-memory";
  public static final String TIMED_OUT = "timed-out";
  public static final String CRASHED = "crashed";
  public static final String BENCHMARK = "benchmark";
  private static final String SEPARATOR = ",";

  /** Name of the fact that tells why it is not complete. */
  public static final String FAILURE = "failure";

  /** Name of the fact that has the cells which are not complete because it is not. */
  static final String CELLS = "cells";

  /** Name of the fact that has the hash of the stack trace. */
  public static final String TRACE_HASH = "trace-sha256";

  /** Name of the fact that has the stack trace. */
  public static final String TRACE = "trace";

  public UnitResult {
    facts = new TreeMap<>(facts);
    examples = List.copyOf(examples);
    certificates = List.copyOf(certificates);
  }

  public static UnitResult complete(SortedMap<String, String> facts) {
    return of(COMPLETE, facts);
  }

  /** That of an attack. */
  public static UnitResult attacked(List<ExampleRow> examples) {
    return new UnitResult(COMPLETE, new TreeMap<>(), examples, List.of());
  }

  /** That of a certificate. */
  public static UnitResult certified(List<CertificateRow> certificates) {
    return new UnitResult(COMPLETE, new TreeMap<>(), List.of(), certificates);
  }

  /** One without rows. */
  public static UnitResult of(String status, SortedMap<String, String> facts) {
    return new UnitResult(status, facts, List.of(), List.of());
  }

  /** The cells that this tells of: those of its rows, or those that it kept from completion. */
  public List<String> cells() {
    String kept = facts.getOrDefault(CELLS, "");
    return kept.isEmpty()
        ? Stream.concat(
                examples.stream().map(ExampleRow::cellId),
                certificates.stream().map(CertificateRow::certifiedCellId))
            .distinct()
            .toList()
        : List.of(kept.split(SEPARATOR, -1));
  }

  /** The same with more that is known of it. */
  public UnitResult with(String fact, String value) {
    SortedMap<String, String> more = new TreeMap<>(facts);
    more.put(fact, value);
    return new UnitResult(status, more, examples, certificates);
  }

  /** The same that tells which cells it keeps from completion, if it is not complete itself. */
  public UnitResult of(List<String> cells) {
    return status.equals(COMPLETE) || cells.isEmpty()
        ? this
        : with(CELLS, String.join(SEPARATOR, cells));
  }

  /** One that is not complete, and why. */
  public static UnitResult not(String status, String failure, String trace) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(FAILURE, failure);
    facts.put(TRACE, trace);
    return of(status, facts);
  }
}
