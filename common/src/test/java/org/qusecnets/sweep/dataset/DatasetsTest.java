package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.options.InvalidOption;

class DatasetsTest {
  @Test
  void namesAreInAlphabeticalOrder() {
    assertThat(Datasets.names())
        .containsExactly(
            "cifar10",
            "cifar100",
            "emnist-letters",
            "fashion-mnist",
            "kmnist",
            "mnist",
            "mnist-sample",
            "svhn");
  }

  @Test
  void datasetsHaveTheirNames() {
    for (String name : Datasets.names()) {
      assertThat(Datasets.named(name).name()).isEqualTo(name);
    }
  }

  @Test
  void unknownNameIsAnInvalidOption() {
    assertThatThrownBy(() -> Datasets.named("imagenet"))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(
            "name must be one of cifar10, cifar100, emnist-letters, fashion-mnist, kmnist, mnist, mnist-sample, svhn, was imagenet");
  }

  @Test
  void manifestSaysHowEachDatasetMayBeUsed() {
    for (String name : Datasets.names()) {
      DatasetDefinition dataset = Datasets.named(name);
      assertThat(dataset.licence()).isNotBlank();
      assertThat(dataset.citation()).isNotBlank();
      assertThat(dataset.homepage()).startsWith("http");
    }
  }

  @Test
  void manifestSizesFitTheDeclaredShapes() {
    Map<String, Long> superclasses = Map.of("cifar100", 60_000L);
    for (String name : Datasets.names()) {
      DatasetDefinition dataset = Datasets.named(name);
      long images = (long) dataset.trainSize() + dataset.testSize();
      long values = images * (dataset.shape().size() + 1) + superclasses.getOrDefault(name, 0L);
      long files =
          dataset.manifest().archives().stream()
              .flatMap(archive -> archive.contents().stream())
              .mapToLong(ContentFile::bytes)
              .sum();
      if (!name.equals("svhn")) {
        // Four IDX files have headers of 16 or 8 bytes, CIFAR's have none.
        assertThat(files - values).as(name).isIn(0L, 48L);
      }
    }
  }

  @Test
  void classesHaveNamesOfTheirOwn() {
    for (String name : Datasets.names()) {
      DatasetDescription description = Datasets.named(name).description();
      assertThat(description.classNames())
          .as(name)
          .hasSize(Datasets.named(name).classes())
          .doesNotHaveDuplicates();
      assertThat(description.isConfigured()).isFalse();
    }
  }

  @Test
  void manifestHasSha256InLowerCaseHexadecimal() {
    for (String name : Datasets.names()) {
      for (Archive archive : Datasets.named(name).manifest().archives()) {
        assertThat(archive.sha256()).matches("[0-9a-f]{64}");
        assertThat(archive.stored())
            .allSatisfy(content -> assertThat(content.sha256()).matches("[0-9a-f]{64}"));
      }
    }
  }

  @Test
  void bothSetsOfADatasetMustBeOfOneKind() {
    ImageSet small = new ImageSet(new ImageShape(1, 1, 1), 2, new byte[1], new byte[1]);
    ImageSet large = new ImageSet(new ImageShape(1, 1, 2), 2, new byte[2], new byte[1]);
    assertThatThrownBy(() -> new Dataset("mixed", small, large, new TreeMap<>(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be of one kind");
  }
}
