package org.qusecnets.sweep.dataset;

import java.util.List;
import java.util.regex.Pattern;

/** CIFAR-100: 100 kinds of things, 500 images of each for training and 100 for tests. */
final class Cifar100 extends CifarDataset {
  private static final String CLASS_NAMES =
      """
          apple aquarium-fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge
          bus butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud
          cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox
          girl hamster house kangaroo keyboard lamp lawn-mower leopard lion lizard lobster man
          maple-tree motorcycle mountain mouse mushroom oak-tree orange orchid otter palm-tree
          pear pickup-truck pine-tree plain plate poppy porcupine possum rabbit raccoon ray
          road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel
          streetcar sunflower sweet-pepper table tank telephone television tiger tractor train
          trout tulip turtle wardrobe whale willow-tree wolf woman worm
      """;

  Cifar100() {
    this(Manifest.entry("cifar100"), 50_000, 10_000);
  }

  Cifar100(ManifestEntry manifest, int trainSize, int testSize) {
    super(
        manifest,
        Pattern.compile("\\s+").splitAsStream(CLASS_NAMES.strip()).toList(),
        2,
        List.of("train.bin"),
        trainSize,
        "test.bin",
        testSize);
  }
}
