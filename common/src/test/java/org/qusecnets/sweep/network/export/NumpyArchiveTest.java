package org.qusecnets.sweep.network.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Archives with the bytes that NumPy 2.4 writes for the same arrays. */
class NumpyArchiveTest {
  private static byte[] npy(NumpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    array.writeTo(out);
    return out.toByteArray();
  }

  private static void assertFile(NumpyArray array, String header, String values)
      throws IOException {
    byte[] file = npy(array);
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(file, 0, 10)).isEqualTo("934e554d505901007600");
    assertThat(new String(file, 10, 118, StandardCharsets.ISO_8859_1))
        .isEqualTo(header + " ".repeat(117 - header.length()) + "\n");
    assertThat(hex.formatHex(file, 128, file.length)).isEqualTo(values);
  }

  @Test
  void listsOfEachTypeAreStoredAsByNumpy() throws IOException {
    assertFile(
        NumpyArray.integers(1, -2),
        "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
        "0100000000000000feffffffffffffff");
    assertFile(
        NumpyArray.booleans(true, false),
        "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }",
        "0100");
    assertFile(
        NumpyArray.texts(List.of("a", "\ud83d\ude00bc")),
        "{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }",
        "61000000000000000000000000f601006200000063000000");
  }

  @Test
  void singleValuesHaveNoSides() throws IOException {
    assertFile(
        NumpyArray.text("xy"),
        "{'descr': '<U2', 'fortran_order': False, 'shape': (), }",
        "7800000079000000");
    assertFile(
        NumpyArray.decimal(0.5),
        "{'descr': '<f8', 'fortran_order': False, 'shape': (), }",
        "000000000000e03f");
  }

  @Test
  void floatsAreWrittenInPiecesWithTheShapeOfTheWhole() throws IOException {
    float[] values = {0, 1, -1, 0.5f, 0, 2};
    NumpyArray array =
        NumpyArray.floats(
            out -> {
              out.write(NumpyArray.floatBytes(values, 0, 2));
              out.write(NumpyArray.floatBytes(values, 2, 4));
            },
            2,
            1,
            3);

    assertFile(
        array,
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 3), }",
        "000000000000803f000080bf0000003f0000000000000040");
  }

  @Test
  void archiveHasAStoredFileForEachArray() throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("b", NumpyArray.integers(3));
    arrays.put("a", NumpyArray.booleans());
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    NumpyArchive.write(arrays, out);

    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        ZipEntry entry = zip.getNextEntry();
        assertThat(entry.getName()).isEqualTo(array.getKey() + ".npy");
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(zip.readAllBytes()).isEqualTo(npy(array.getValue()));
      }
      assertThat(zip.getNextEntry()).isNull();
    }
  }
}
