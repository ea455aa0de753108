package org.qusecnets.sweep.network.pretrained.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Files with other bytes than Keras wrote are networks, or are said to be none. */
class DamagedModelsTest {
  private static byte[] damaged(byte[] file, int seed) {
    Random random = new Random(seed);
    byte[] damaged = file.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private static void assertNetworkOrUnreadable(byte[] file) {
    try {
      PretrainedNetwork network = new KerasFormat().read(file);
      assertThat(network.classes()).isPositive();
    } catch (UnreadableNetwork e) {
      assertThat(e).message().contains("; ");
    }
  }

  @Property(tries = 200)
  void damagedArchives(@ForAll int seed) throws IOException {
    assertNetworkOrUnreadable(damaged(SavedModel.bytes("uneven.keras"), seed));
  }

  @Property(tries = 200)
  void damagedWeights(@ForAll int seed) throws IOException {
    byte[] weights = SavedModel.entries("uneven.keras").get(SavedModel.WEIGHTS);

    assertNetworkOrUnreadable(
        SavedModel.with("uneven.keras", SavedModel.WEIGHTS, damaged(weights, seed)));
  }

  @Property(tries = 200)
  void damagedConfigurations(@ForAll int seed) throws IOException {
    byte[] configuration = SavedModel.entries("nested.keras").get(SavedModel.CONFIGURATION);

    assertNetworkOrUnreadable(
        SavedModel.with("nested.keras", SavedModel.CONFIGURATION, damaged(configuration, seed)));
  }

  @Property(tries = 200)
  void damagedFilesOfHdf5(@ForAll int seed) throws IOException {
    assertNetworkOrUnreadable(damaged(SavedModel.bytes("nested.h5"), seed));
  }

  /** What says where things are is in the first bytes. */
  @Property(tries = 200)
  void damagedBeginnings(@ForAll int seed, @ForAll @IntRange(min = 100, max = 3000) int length)
      throws IOException {
    byte[] file = SavedModel.bytes("nested.h5");
    byte[] beginning = damaged(Arrays.copyOf(file, length), seed);
    System.arraycopy(beginning, 0, file, 0, beginning.length);

    assertNetworkOrUnreadable(file);
  }
}
