package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.AttackOutcome;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.IterativeAttack;
import org.qusecnets.sweep.options.Options;

/** What was measured so far; what was not is no number. */
final class Results {
  private final Map<String, Double> values = new HashMap<>();
  private final Map<Input, JsonNode> torch = new EnumMap<>(Input.class);

  private final Map<IterativeAttack, AttackOutcome> outcomes = new EnumMap<>(IterativeAttack.class);
  private final Map<String, JsonNode> attackReferences = new HashMap<>();
  private final Map<BenchmarkedCertificate, List<CertificateRound>> certificates =
      new EnumMap<>(BenchmarkedCertificate.class);

  void put(String name, double value) {
    values.put(name, value);
  }

  void putTorch(Input input, JsonNode printed) {
    torch.put(input, printed);
  }

  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  void putOutcome(IterativeAttack attack, AttackOutcome outcome) {
    outcomes.put(attack, outcome);
  }

  void putAttackReference(String name, JsonNode printed) {
    attackReferences.put(name, printed);
  }

  void addCertificate(BenchmarkedCertificate certificate, CertificateRound round) {
    certificates.computeIfAbsent(certificate, key -> new ArrayList<>()).add(round);
  }

  /** How often a certificate was measured and what came of it. */
  List<CertificateRound> rounds(BenchmarkedCertificate certificate) {
    return certificates.getOrDefault(certificate, List.of());
  }

  /** What an attack found, if it was measured. */
  Optional<AttackOutcome> outcome(IterativeAttack attack) {
    return Optional.ofNullable(outcomes.get(attack));
  }

  /** What other libraries did with an attack. */
  JsonNode attackReference(IterativeAttack attack) {
    return attackReferences.getOrDefault(attack.reference(), MissingNode.getInstance());
  }

  /** All that the attacks' reference printed. */
  Map<String, JsonNode> attackReferences() {
    return attackReferences;
  }

  /** PyTorch's images a second. */
  double torch(Input input, Front front, Figure figure) {
    return torch
        .getOrDefault(input, MissingNode.getInstance())
        .path(Options.nameOf(front))
        .path(figure.torchKey())
        .asDouble(Double.NaN);
  }

  /** All that PyTorch's script printed. */
  Map<Input, JsonNode> torch() {
    return torch;
  }
}
