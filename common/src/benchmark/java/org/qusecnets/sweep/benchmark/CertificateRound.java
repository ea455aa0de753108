package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.qusecnets.sweep.network.CertificateOutcome;

/**
 * A certificate and right after it the same in auto_LiRPA.
 *
 * @param ours what ours took and proved at each epsilon
 * @param reference what the reference printed, if it was asked
 */
record CertificateRound(List<CertificateOutcome> ours, Optional<JsonNode> reference) {
  /** What auto_LiRPA took and proved at an epsilon. */
  Optional<CertificateOutcome> theirs(double epsilon) {
    return reference.stream()
        .flatMap(printed -> stream(printed.path("libraries")))
        .flatMap(library -> stream(library.path("outcomes")))
        .filter(outcome -> outcome.path("epsilon").asDouble() == epsilon)
        .map(
            outcome ->
                new CertificateOutcome(
                    epsilon,
                    outcome.path("processor_seconds").asDouble(Double.NaN),
                    outcome.path("certified").asDouble(Double.NaN),
                    outcome.path("least_margin").asDouble(Double.NaN)))
        .findFirst();
  }

  /** Its time over ours. */
  OptionalDouble ratio(int epsilon) {
    CertificateOutcome our = ours.get(epsilon);
    return theirs(our.epsilon()).stream()
        .mapToDouble(their -> their.processorSeconds() / our.processorSeconds())
        .findFirst();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
