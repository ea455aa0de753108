package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

class Hdf5GroupTest {
  private static final String FILE = "/pretrained/keras/arrays.h5";
  private static final String DAMAGED =
      "is damaged, or no HDF5 file that Keras wrote; save it again, and copy all of it";

  private static byte[] bytes() {
    try (InputStream file = Hdf5GroupTest.class.getResourceAsStream(FILE)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"little-f4", "big-f4", "little-f8", "big-f8", "little-i4", "little-i8"})
  void numbersOfAllSizesAndOrdersAreRead(String name) throws IOException {
    Hdf5Array array = Hdf5Group.root(bytes()).array(name).orElseThrow();

    assertThat(array.dims()).containsExactly(2, 3);
    assertThat(array.values()).containsExactly(-2, -1, 0, 1, 2, 3);
  }

  @Test
  void aSingleNumberHasNoSides() throws IOException {
    Hdf5Array array = Hdf5Group.root(bytes()).array("scalar").orElseThrow();

    assertThat(array.dims()).isEmpty();
    assertThat(array.values()).containsExactly(2.5f);
  }

  @Test
  void textsOfAnyAndOfFixedLengthAreRead() throws IOException {
    Hdf5Group root = Hdf5Group.root(bytes());

    assertThat(root.text("fixed")).contains("as long as it is");
    assertThat(root.text("ascii")).contains("any length");
    assertThat(root.text("none")).isEmpty();
  }

  @Test
  void groupsOfManyAreFoundInTreesOfSeveralLevels() throws IOException {
    Hdf5Group many = Hdf5Group.root(bytes()).group("many").orElseThrow();

    assertThat(many.names()).hasSize(300).contains("number-0", "number-299");
    assertThat(many.array("number-299").orElseThrow().values()).containsExactly(2.5f);
    assertThat(many.group("number-0")).isEmpty();
    assertThat(many.array("number-300")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "packed    | has the array packed in chunks; load it in Keras, and save it again",
        "little-f2 | has the array little-f2 of other numbers than float32 and float64; save the"
            + " model in float32",
        "texts     | has the array texts of other numbers than float32 and float64; save the model"
            + " in float32",
        "link      | has the link link; load it in Keras, and save it again",
        "empty     | " + DAMAGED,
      })
  void whatKerasDoesNotWriteIsRefused(String name, String message) throws IOException {
    Hdf5Group root = Hdf5Group.root(bytes());

    assertThatThrownBy(() -> root.array(name))
        .isInstanceOf(UnreadableNetwork.class)
        .hasMessage(message);
  }

  @Test
  void linksToOtherFilesAreNotFollowed() throws IOException {
    Hdf5Group root = Hdf5Group.root(bytes());

    assertThat(root.names()).contains("outside");
    assertThat(root.group("outside")).isEmpty();
  }

  @Test
  void aNumberIsNoText() throws IOException {
    Hdf5Group root = Hdf5Group.root(bytes());

    assertThatThrownBy(() -> root.text("number")).hasMessage(DAMAGED);
  }

  @Test
  void laterLayoutsAreNamed() {
    byte[] file = bytes();
    file[8] = 2;

    assertThatThrownBy(() -> Hdf5Group.root(file))
        .isInstanceOf(UnreadableNetwork.class)
        .hasMessage(
            "is of a later layout of HDF5 than Keras writes; load it in Keras, and save it again");
  }

  /** A tree of two levels, the first child of which is the tree itself. */
  @Test
  void treesThatGoInCirclesEnd() throws IOException {
    byte[] file = bytes();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int tree = -1;
    for (int i = 0; i < file.length - 5; i++) {
      boolean isTree =
          new String(file, i, 4, StandardCharsets.US_ASCII).equals("TREE") && file[i + 5] == 1;
      tree = isTree ? i : tree;
    }
    bytes.putLong(tree + 32, tree);
    Hdf5Group root = Hdf5Group.root(file);

    assertThat(tree).isPositive();
    assertThatThrownBy(() -> root.group("many"))
        .isInstanceOf(UnreadableNetwork.class)
        .hasMessage(DAMAGED);
  }
}
