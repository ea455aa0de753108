package org.qusecnets.sweep.jobs.command;

import java.util.List;
import java.util.Locale;
import org.qusecnets.sweep.table.ClaimRow;

/** The claims that close a run, with their verdicts. */
final class ClaimSummary {
  private ClaimSummary() {}

  /** Two lines for each claim; empty if there are none. */
  static String of(List<ClaimRow> claims) {
    if (claims.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("Claims\n\n");
    for (ClaimRow claim : claims) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s  %s: %s (%s)%n            %s%n",
              claim.verdict(),
              claim.claimId(),
              claim.claim(),
              claim.source(),
              claim.because()));
    }
    return text.append('\n').toString();
  }
}
