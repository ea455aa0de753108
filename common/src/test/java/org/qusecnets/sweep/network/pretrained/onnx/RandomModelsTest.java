package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Models of random nodes, and of random bytes. */
class RandomModelsTest {
  @Property(tries = 100)
  void randomNodesAreReadAsWhatOnnxRuntimeComputes(@ForAll long seed)
      throws IOException, OrtException {
    RuntimeLogits.assertSame(RandomModel.of(seed), seed);
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of(GoldenModels.logits().keySet());
  }

  /** Bytes of a good file in other places and with other values. */
  @Property(tries = 1000)
  void damagedFileIsANetworkOrUnreadable(@ForAll("models") String model, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] file = GoldenModels.bytes(model);
    // Nodes and shapes are before and behind the weights, which may be anything.
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int place = random.nextInt(file.length);
      switch (random.nextInt(4)) {
        case 0 -> file[place] = (byte) random.nextInt();
        case 1 -> file[place] ^= (byte) (1 << random.nextInt(8));
        case 2 -> file[place] += (byte) (random.nextBoolean() ? 1 : -1);
        default -> {
          int length = Math.min(1 + random.nextInt(16), file.length - place);
          System.arraycopy(file, random.nextInt(file.length - length + 1), file, place, length);
        }
      }
    }
    if (random.nextInt(10) == 0) {
      file = Arrays.copyOf(file, random.nextInt(file.length));
    }
    assertNetworkOrUnreadable(file);
  }

  @Property(tries = 1500)
  void distortedModelIsANetworkOrUnreadable(@ForAll("models") String model, @ForAll long seed)
      throws IOException {
    assertNetworkOrUnreadable(DistortedModel.of(GoldenModels.bytes(model), new Random(seed)));
  }

  private static void assertNetworkOrUnreadable(byte[] file) {
    try {
      PretrainedNetwork network = new OnnxFormat().read(file);
      assertThat(network.classes()).isGreaterThan(1);
    } catch (UnreadableNetwork e) {
      assertThat(e).hasMessageMatching("(?s).+; .+");
    }
  }
}
