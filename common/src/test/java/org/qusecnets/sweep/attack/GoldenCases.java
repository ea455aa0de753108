package org.qusecnets.sweep.attack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.SmallNetwork;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;

/** What {@code golden_attacks.py} wrote: settings of attacks and what other programs find. */
record GoldenCases(Map<String, Map<String, Object>> networks, List<Case> cases) {
  static final String FULL = "full";
  private static final String FOLDER = "/golden/";

  /**
   * One attack on some images.
   *
   * @param network which of the networks
   * @param images which of the sets of images
   * @param options ours
   * @param target the name of the target, or null for none
   * @param runs number of runs with different random numbers
   * @param exact whether adversarial images are compared
   */
  record Case(
      String name,
      String network,
      String images,
      String type,
      Map<String, Object> options,
      float epsilon,
      String target,
      int runs,
      boolean exact,
      List<Reference> references) {
    Attack attack() {
      return Attacks.read(type, Options.of(options));
    }

    /** The first peer's adversarial images. */
    float[] adversarial() {
      return GoldenArrays.read(FOLDER + name + ".npz").get("adversarial");
    }

    Reference reference(String peer) {
      return references.stream().filter(r -> r.peer().equals(peer)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What one peer finds. */
  record Reference(
      String peer,
      @JsonProperty("success-rate") double successRate,
      @JsonProperty("mean-l0") Double meanL0,
      @JsonProperty("mean-l1") Double meanL1,
      @JsonProperty("mean-l2") Double meanL2,
      @JsonProperty("mean-linf") Double meanLinf,
      @JsonProperty("equal-to-first") Double equalToFirst,
      List<Run> runs) {}

  /**
   * One run of a peer: for each image whether it succeeds, and how far it goes; L1 only if bounded.
   */
  record Run(boolean[] success, int[] l0, double[] l1, double[] l2, double[] linf) {}

  static GoldenCases read() {
    try (InputStream file = GoldenCases.class.getResourceAsStream(FOLDER + "cases.json")) {
      return new ObjectMapper().readValue(file, GoldenCases.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything of {@code images.npz}. */
  static Map<String, float[]> images() {
    return GoldenArrays.read(FOLDER + "images.npz");
  }

  NetworkClassifier open(String network) {
    Map<String, Object> front = networks.get(network);
    return SmallNetwork.open(
        network.equals(FULL) ? DrawnNetwork.weights() : GoldenArrays.read(FOLDER + "network.npz"),
        Optional.ofNullable(front)
            .map(
                layer ->
                    SmallNetwork.constant(
                        (int) layer.get("levels"),
                        ((Number) layer.get("z")).doubleValue(),
                        "saturating".equals(layer.get("derivative"))
                            ? Derivative.SATURATING
                            : Derivative.EXACT)));
  }
}
