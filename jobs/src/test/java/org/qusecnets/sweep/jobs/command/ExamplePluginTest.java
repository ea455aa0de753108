package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackPlugin;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.DefensePlugin;
import org.qusecnets.sweep.recipe.InputTransform;

/** The example of a plug-in without a sweep. */
class ExamplePluginTest {
  @TempDir Path folder;

  private URLClassLoader loader(String name, String... options) throws IOException {
    Path jar = ExamplePlugin.build(Files.createDirectory(folder.resolve(name)), options);
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  private static <P> P only(Class<P> service, URLClassLoader loader) {
    return ServiceLoader.load(service, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.getClass().getClassLoader() == loader)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsDefenseHasTheGradientOfWhatItDoes() throws IOException {
    ImageShape shape = new ImageShape(2, 7, 5);
    SplittableRandom random = new SplittableRandom(4);
    float[] image = values(shape.size(), random);
    float[] direction = values(shape.size(), random);
    float[] gradient = values(shape.size(), random);
    try (URLClassLoader loader = loader("one")) {
      InputTransform blur =
          (InputTransform) only(DefensePlugin.class, loader).declaration().defaults();

      float[] moved = new float[image.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = image[i] + direction[i];
      }
      float[] before = blur.transform(image, shape, 0);
      float[] after = blur.transform(moved, shape, 0);
      double change = 0;
      for (int i = 0; i < before.length; i++) {
        change += gradient[i] * ((double) after[i] - before[i]);
      }

      assertThat(dot(blur.backward(image, shape, gradient, 0), direction))
          .as("what the gradient says, of a linear function")
          .isCloseTo(change, within(1e-4));
      assertThat(blur.transform(ones(shape.size()), shape, 0))
          .as("a mean")
          .containsExactly(ones(shape.size()));
      assertThat(before).as("blurred").isNotEqualTo(image);
    }
  }

  @Test
  void itsCodeIsTheSameHoweverOftenItIsBuiltAndOtherWhereAClassIs() throws IOException {
    try (URLClassLoader one = loader("one");
        URLClassLoader two = loader("two");
        URLClassLoader other = loader("other", "-g:none")) {
      PluginCode code = code(one);

      assertThat(code.file()).isEqualTo("example.jar");
      assertThat(code.sha256()).matches("[0-9a-f]{64}");
      assertThat(code(two)).isEqualTo(code);
      assertThat(code(other).sha256()).isNotEqualTo(code.sha256());
      assertThat(PluginCode.of(Attack.class)).as("this program").isEmpty();
    }
  }

  private static PluginCode code(URLClassLoader loader) {
    return PluginCode.of(only(AttackPlugin.class, loader).declaration().defaults().getClass())
        .orElseThrow();
  }

  private static float[] values(int count, SplittableRandom random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double dot(float[] one, float[] other) {
    double dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += (double) one[i] * other[i];
    }
    return dot;
  }
}
