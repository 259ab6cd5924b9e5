package io.github.dl4jdeeplift.genomics.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.drawing.RecordingCanvas.DrawnLetter;
import io.github.dl4jdeeplift.genomics.drawing.RecordingCanvas.DrawnText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SequenceLogoTest {
  private static RecordingCanvas drawn(SequenceLogo.Builder builder) {
    RecordingCanvas canvas = new RecordingCanvas();
    builder.build().drawOn(canvas);
    return canvas;
  }

  private static INDArray rows(float[]... rows) {
    return Nd4j.createFromArray(rows);
  }

  /** The sequence GATN. */
  private static INDArray gatn() {
    return rows(
        new float[] {0, 0, 1, 0},
        new float[] {1, 0, 0, 0},
        new float[] {0, 0, 0, 1},
        new float[] {0, 0, 0, 0});
  }

  /**
   * Sums 2, -1, 0.5 and 0.25: the scale goes from -1 to 2 and a twentieth of 3 more to each side,
   * 3.3 on a panel of 130 pixels, so that 1 is 39.39 pixels. Bases are 22 pixels wide from x = 66.
   */
  @Test
  void observedLetters_areAsTallAsTheirSums() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .sequence(gatn())
                .track(
                    "",
                    rows(
                        new float[] {0.5f, 0, 1, 0.5f},
                        new float[] {-1, 0.25f, -0.25f, 0},
                        new float[] {0, 0, 0, 0.5f},
                        new float[] {0.25f, 0, 0, 0})));

    List<DrawnLetter> letters = canvas.letters;
    assertThat(letters)
        .extracting(DrawnLetter::letter)
        .containsExactly(Letter.G, Letter.A, Letter.T, Letter.N);
    assertThat(letters)
        .extracting(DrawnLetter::upsideDown)
        .containsExactly(false, true, false, false);
    double unit = 130 / 3.3;
    assertThat(letters.get(0).box().height()).isCloseTo(2 * unit, within(1e-6));
    assertThat(letters.get(1).box().height()).isCloseTo(unit, within(1e-6));
    assertThat(letters.get(2).box().height()).isCloseTo(0.5 * unit, within(1e-6));
    assertThat(letters.get(3).box().height()).isCloseTo(0.25 * unit, within(1e-6));
    assertThat(letters.get(2).box().x()).isBetween(66 + 44.0, 66 + 45.0);
  }

  @Test
  void observedLetters_meetTheZeroLine() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .sequence(gatn())
                .track(
                    "",
                    rows(
                        new float[] {0, 0, 2, 0},
                        new float[] {-1, 0, 0, 0},
                        new float[4],
                        new float[4])));
    double zero = canvas.text("0").y() - TextStyle.of(10, TextStyle.Anchor.END).capHeight() / 2;

    assertThat(canvas.letters.get(0).box().bottom()).isCloseTo(zero, within(1e-6));
    assertThat(canvas.letters.get(1).box().y()).isCloseTo(zero, within(1e-6));
  }

  /** Positive 0.5 (C) under 1 (A); negative -0.25 (T) over -0.75 (G). */
  @Test
  void lettersWithoutSequence_areStackedByMagnitude() {
    RecordingCanvas canvas =
        drawn(SequenceLogo.builder().track("", rows(new float[] {1, 0.5f, -0.75f, -0.25f})));

    assertThat(canvas.letters)
        .extracting(DrawnLetter::letter)
        .containsExactly(Letter.T, Letter.C, Letter.G, Letter.A);
    Box t = canvas.letters.get(0).box();
    Box c = canvas.letters.get(1).box();
    Box g = canvas.letters.get(2).box();
    Box a = canvas.letters.get(3).box();
    assertThat(c.bottom()).isCloseTo(t.y(), within(1e-6));
    assertThat(a.bottom()).isCloseTo(c.y(), within(1e-6));
    assertThat(g.y()).isCloseTo(t.bottom(), within(1e-6));
    assertThat(a.height()).isCloseTo(2 * c.height(), within(1e-6));
    assertThat(g.height()).isCloseTo(3 * t.height(), within(1e-6));
  }

  @Test
  void lettersBelowHalfAPixel_areLeftOut() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .track("", rows(new float[] {1, 0, 0, 0}, new float[] {0.003f, 0, 0, 0})));

    assertThat(canvas.letters).hasSize(1);
  }

  /** 500 bases: 3 rows, 500 / 3 rounded up to 170, so that the rows start at 0, 170 and 340. */
  @Test
  void longSequence_isWrapped() {
    RecordingCanvas canvas =
        drawn(SequenceLogo.builder().track("DeepLIFT", Nd4j.ones(DataType.FLOAT, 500, 4)));

    assertThat(canvas.texts).filteredOn(text -> text.text().equals("DeepLIFT")).hasSize(3);
    assertThat(canvas.letters).hasSize(2000);
    double firstRow = canvas.letters.get(0).box().y();
    assertThat(canvas.letters.get(169 * 4).box().y()).isEqualTo(firstRow);
    assertThat(canvas.letters.get(170 * 4).box().y()).isGreaterThan(firstRow + 80);
    assertThat(canvas.letters.get(170 * 4).box().x()).isEqualTo(canvas.letters.get(0).box().x());
    assertThat(canvas.text("340").y()).isGreaterThan(canvas.text("170").y());
  }

  @Test
  void veryLongSequence_isDrawnAsBarsUpToALimit() {
    INDArray values = Nd4j.rand(DataType.FLOAT, 60_000, 4);
    RecordingCanvas canvas = drawn(SequenceLogo.builder().track("", values));

    assertThat(canvas.letters).isEmpty();
    assertThat(canvas.rectangles).hasSizeBetween(15_000, 20_000);
  }

  @Test
  void tracks_shareTheirPositions() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .track("DeepLIFT", rows(new float[4], new float[] {0, 1, 0, 0}))
                .track("gradient × input", rows(new float[4], new float[] {0, 100, 0, 0})));

    Box above = canvas.letters.get(0).box();
    Box below = canvas.letters.get(1).box();
    assertThat(below.x()).isEqualTo(above.x());
    assertThat(below.height()).isCloseTo(above.height(), within(1e-6));
    assertThat(canvas.text("gradient × input").y()).isGreaterThan(above.bottom());
  }

  /** Positions 10 to 14 of 30 bases of 22 pixels, from x = 66. */
  @Test
  void region_liesBehindItsPositions() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .track("a", Nd4j.ones(DataType.FLOAT, 30, 4))
                .track("b", Nd4j.ones(DataType.FLOAT, 30, 4))
                .region("GATA", 10, 14));
    Box region = canvas.rectangles.get(0).box();

    assertThat(region.x()).isEqualTo(66 + 220);
    assertThat(region.width()).isEqualTo(88);
    assertThat(region.y()).isLessThan(canvas.text("GATA").box().y());
    assertThat(region.bottom())
        .isGreaterThanOrEqualTo(canvas.letters.get(canvas.letters.size() - 1).box().bottom());
  }

  @Test
  void names_doNotCoverEachOther() {
    SequenceLogo.Builder builder =
        SequenceLogo.builder()
            .title("title")
            .track("DeepLIFT with a long name", Nd4j.ones(DataType.FLOAT, 100, 4))
            .track("gradient × input", Nd4j.ones(DataType.FLOAT, 100, 4));
    for (int i = 0; i < 12; i++) {
      builder.region("motif " + i, 3 * i, 3 * i + 3);
    }
    List<DrawnText> texts = drawn(builder).texts;

    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(overlap(texts.get(i), texts.get(j)))
            .as("%s and %s", texts.get(i), texts.get(j))
            .isFalse();
      }
    }
  }

  private static boolean overlap(DrawnText one, DrawnText other) {
    Box a = one.box();
    Box b = other.box();
    return !one.style().vertical()
        && !other.style().vertical()
        && a.x() < b.right()
        && b.x() < a.right()
        && a.y() < b.bottom()
        && b.y() < a.bottom();
  }

  @Test
  void longTitle_isCutToThePicture() {
    RecordingCanvas canvas =
        drawn(
            SequenceLogo.builder()
                .title("chr1:1-2 ".repeat(50))
                .track("", Nd4j.ones(DataType.FLOAT, 5, 4)));

    assertThat(canvas.texts.get(0).text()).startsWith("chr1:1-2").endsWith("…");
    assertThat(canvas.texts.get(0).box().right()).isLessThan(340);
  }

  @Test
  void contributionsOfZero_giveAnEmptyLogo() {
    RecordingCanvas canvas =
        drawn(SequenceLogo.builder().track("", Nd4j.zeros(DataType.FLOAT, 5, 4)));

    assertThat(canvas.letters).isEmpty();
  }

  @Test
  void partsThatDoNotFit_areRefused() {
    INDArray four = Nd4j.ones(DataType.FLOAT, 4, 4);
    INDArray five = Nd4j.ones(DataType.FLOAT, 5, 4);

    assertThatThrownBy(() -> SequenceLogo.builder().build())
        .hasMessage("a logo needs at least one track");
    assertThatThrownBy(() -> SequenceLogo.builder().track("a", four).track("b", five).build())
        .hasMessage("track 'b' has 5 positions, the first track 4");
    assertThatThrownBy(() -> SequenceLogo.builder().sequence(gatn()).track("a", five).build())
        .hasMessage("the sequence has 4 positions, the first track 5");
    assertThatThrownBy(() -> SequenceLogo.builder().track("a", four).region("r", 2, 5).build())
        .hasMessage("region 'r' ends at 5, after the sequence of 4 bases");
    assertThatThrownBy(() -> SequenceLogo.builder().region("r", 3, 3))
        .hasMessageStartingWith("region 'r' from 3 to 3: it must");
  }

  @Test
  void valuesThatCannotBeDrawn_areRefused() {
    assertThatThrownBy(() -> SequenceLogo.builder().track("a", Nd4j.ones(DataType.FLOAT, 4, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("track 'a' has shape [4, 5]; a logo takes [length, 4]");
    assertThatThrownBy(
            () -> SequenceLogo.builder().track("a", rows(new float[] {0, Float.NaN, 0, 0})))
        .hasMessage("track 'a' holds NaN at position 0 (counted from 0)");
    assertThatThrownBy(() -> SequenceLogo.builder().sequence(rows(new float[] {0, 2, 0, 0})))
        .hasMessageStartingWith("the sequence is not one-hot: position 0");
  }
}
