package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * A part of a sweep whose axes are crossed: each dataset with each network, defense, attack and
 * seed. A sweep is the union of its parts.
 *
 * @param datasets the training and test images, at least one
 * @param networks the networks behind the defenses, at least one
 * @param training how every model is trained, where its defense does not say otherwise
 * @param defenses the defenses, at least one
 * @param attacks the attacks with threat models and epsilons
 * @param certificates the certificates with epsilons; with the attacks at least one
 * @param seeds each trains its own models, at least one
 * @param substitute how the substitutes of black-box attacks are trained
 */
public record SweepPart(
    List<DatasetOptions> datasets,
    List<NetworkOptions> networks,
    TrainingOptions training,
    List<Defense> defenses,
    List<AttackSpecification> attacks,
    List<CertificateSpecification> certificates,
    List<Long> seeds,
    SubstituteOptions substitute)
    implements Serializable {
  /** Checks that no axis is empty. */
  public SweepPart {
    datasets = List.copyOf(datasets);
    networks = List.copyOf(networks);
    defenses = List.copyOf(defenses);
    attacks = List.copyOf(attacks);
    certificates = List.copyOf(certificates);
    seeds = List.copyOf(seeds);
    boolean asksNothing = attacks.isEmpty() && certificates.isEmpty();
    if (datasets.isEmpty()
        || networks.isEmpty()
        || defenses.isEmpty()
        || asksNothing
        || seeds.isEmpty()) {
      throw new IllegalArgumentException("a sweep needs a value on every axis");
    }
  }

  /** The first of its networks that is called so; none if nothing is or null is asked for. */
  Optional<NetworkOptions> network(String name) {
    return networks.stream()
        .filter(network -> network.architecture().name().equals(name))
        .findFirst();
  }

  /** All of it by its configuration keys, without an axis that is empty. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("datasets", datasets.stream().map(DatasetOptions::written).toList());
    if (networks.size() == 1 && networks.get(0).architecture().pretrained().isEmpty()) {
      parameters.put("network", networks.get(0).parameters());
    } else {
      parameters.put("networks", networks.stream().map(NetworkOptions::written).toList());
    }
    parameters.put("training", training.parameters());
    parameters.put("defenses", defenses.stream().map(CanonicalForm::of).toList());
    if (!attacks.isEmpty()) {
      parameters.put("attacks", attacks.stream().map(AttackSpecification::parameters).toList());
    }
    if (!certificates.isEmpty()) {
      parameters.put(
          "certificates", certificates.stream().map(CertificateSpecification::parameters).toList());
    }
    parameters.put("seeds", seeds);
    parameters.put("substitute", substitute.parameters());
    return parameters;
  }
}
