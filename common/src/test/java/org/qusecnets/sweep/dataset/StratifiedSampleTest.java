package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.UserException;

class StratifiedSampleTest {
  private static final int CLASSES = 5;

  record Draw(ImageSet set, int count) {}

  @Provide
  Arbitrary<Draw> draws() {
    return Arbitraries.integers()
        .between(0, CLASSES - 1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(200)
        .flatMap(
            labels ->
                Arbitraries.integers()
                    .between(1, labels.size())
                    .map(count -> new Draw(labelled(labels), count)));
  }

  @Property
  void indicesAscendWithoutRepetitionInsideTheSet(@ForAll("draws") Draw draw) {
    int[] indices = StratifiedSample.indices(draw.set, draw.count);
    assertThat(indices).hasSize(draw.count).doesNotHaveDuplicates().isSorted();
    assertThat(indices[0]).isNotNegative();
    assertThat(indices[draw.count - 1]).isLessThan(draw.set.size());
  }

  @Property
  void quotasOfProportionsFollowTheLargestRemainders(@ForAll("draws") Draw draw) {
    int[] quotas = quotas(draw.set, StratifiedSample.proportional(draw.set, draw.count));
    int[] members = new int[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      members[c] = members(draw.set, c).length;
      int floor = draw.count * members[c] / draw.set.size();
      assertThat(quotas[c]).isBetween(floor, floor + 1);
    }
    for (int up = 0; up < CLASSES; up++) {
      for (int down = 0; down < CLASSES; down++) {
        int remainderUp = draw.count * members[up] % draw.set.size();
        int remainderDown = draw.count * members[down] % draw.set.size();
        boolean roundedUp = quotas[up] > draw.count * members[up] / draw.set.size();
        boolean roundedDown = quotas[down] == draw.count * members[down] / draw.set.size();
        if (roundedUp && roundedDown) {
          assertThat(remainderUp > remainderDown || (remainderUp == remainderDown && up < down))
              .isTrue();
        }
      }
    }
  }

  @Property
  void whereEveryClassHasItsShareOrNotAllCanHaveOneProportionsDecide(@ForAll("draws") Draw draw) {
    int[] proportional = StratifiedSample.proportional(draw.set, draw.count);
    int present = present(draw.set.counts());
    int drawn = present(quotas(draw.set, proportional));

    assertThat(Arrays.equals(StratifiedSample.indices(draw.set, draw.count), proportional))
        .isEqualTo(drawn == present || draw.count < present);
  }

  @Property
  void everyClassKeepsAnImageAndTakesItFromThoseWithMost(@ForAll("draws") Draw draw) {
    int[] before = quotas(draw.set, StratifiedSample.proportional(draw.set, draw.count));
    int[] after = quotas(draw.set, StratifiedSample.indices(draw.set, draw.count));
    int most = Arrays.stream(after).max().orElseThrow();
    if (draw.count >= present(draw.set.counts())) {
      assertThat(present(after)).isEqualTo(present(draw.set.counts()));
    }
    for (int c = 0; c < CLASSES; c++) {
      if (after[c] > before[c]) {
        assertThat(before[c]).isZero();
        assertThat(after[c]).isOne();
      }
      if (after[c] < before[c]) {
        assertThat(after[c]).isGreaterThanOrEqualTo(Math.max(1, most - 1));
      }
    }
  }

  @Test
  void aRareClassKeepsAnImage() {
    // Shares of 4 in 9 + 9 + 1: 1.9, 1.9, 0.2; of the two with two images the higher gives one up.
    ImageSet set = labelled(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2));

    assertThat(StratifiedSample.proportional(set, 4)).containsExactly(2, 6, 11, 15);
    assertThat(StratifiedSample.indices(set, 4)).containsExactly(2, 6, 13, 18);
    assertThat(StratifiedSample.indices(set, 2)).containsExactly(4, 13);
  }

  @Test
  void othersAreWhatASampleLeaves() {
    ImageSet set = labelled(List.of(0, 1, 2, 0, 0, 1, 2, 0));

    assertThat(StratifiedSample.others(set, StratifiedSample.indices(set, 3)))
        .containsExactly(0, 1, 2, 3, 7);
    assertThat(StratifiedSample.besides(set, 3, 5)).containsExactly(0, 1, 2, 3, 7);
  }

  @Property
  void imagesOfAClassLieAtTheMiddlesOfEqualShares(@ForAll("draws") Draw draw) {
    int[] sample = StratifiedSample.indices(draw.set, draw.count);
    for (int c = 0; c < CLASSES; c++) {
      int label = c;
      int[] members = members(draw.set, c);
      int[] drawn = Arrays.stream(sample).filter(i -> draw.set.label(i) == label).toArray();
      for (int i = 0; i < drawn.length; i++) {
        // Exact in doubles: the middle is a multiple of 1 / (2 q), far coarser than their steps.
        double middle = (2 * i + 1) * members.length / (2.0 * drawn.length);
        assertThat(drawn[i]).isEqualTo(members[(int) Math.floor(middle)]);
      }
    }
  }

  @Property
  void theWholeSetIsItsOwnSample(@ForAll("draws") Draw draw) {
    assertThat(StratifiedSample.indices(draw.set, draw.set.size()))
        .isEqualTo(IntStream.range(0, draw.set.size()).toArray());
  }

  @Test
  void knownSample() {
    // Shares of 3 in 4 + 2 + 2: 1.5, 0.75, 0.75; the remainders of 1 and 2 are larger.
    ImageSet set = labelled(List.of(0, 1, 2, 0, 0, 1, 2, 0));
    assertThat(StratifiedSample.indices(set, 3)).containsExactly(4, 5, 6);
  }

  @Test
  void tiesGoToTheLowerClass() {
    ImageSet set = labelled(List.of(2, 1, 0));
    assertThat(StratifiedSample.indices(set, 1)).containsExactly(2);
    assertThat(StratifiedSample.indices(set, 2)).containsExactly(1, 2);
  }

  @Test
  void moreImagesThanThereAreIsAUserError() {
    assertThatThrownBy(() -> StratifiedSample.indices(labelled(List.of(0, 1)), 3))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot sample 3 images: the set has 2; choose a number from 1 to 2");
  }

  @Test
  void noImagesIsAUserError() {
    assertThatThrownBy(() -> StratifiedSample.indices(labelled(List.of(0, 1)), 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot sample 0 images");
  }

  private static int[] quotas(ImageSet set, int[] sample) {
    return set.select(sample).counts();
  }

  private static int present(int[] counts) {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }

  private static int[] members(ImageSet set, int label) {
    return IntStream.range(0, set.size()).filter(i -> set.label(i) == label).toArray();
  }

  private static ImageSet labelled(List<Integer> labels) {
    byte[] bytes = new byte[labels.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = labels.get(i).byteValue();
    }
    return new ImageSet(new ImageShape(1, 1, 1), CLASSES, new byte[bytes.length], bytes);
  }
}
