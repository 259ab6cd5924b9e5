package io.github.dl4jdeeplift.genomics.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HeatMapTest {
  private static final Color BLUE = new Color(0x2166ac);
  private static final Color RED = new Color(0xb2182b);

  private static RecordingCanvas drawn(HeatMap.Builder builder) {
    RecordingCanvas canvas = new RecordingCanvas();
    builder.build().drawOn(canvas);
    return canvas;
  }

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  /** The largest magnitude is 2: 2 is full red, -1 half blue, 0 white. */
  @Test
  void colors_areSymmetricAroundZero() {
    RecordingCanvas canvas =
        drawn(
            HeatMap.builder()
                .panel("DeepLIFT", Nd4j.createFromArray(new float[][] {{2, 0}, {-1, 1}})));
    BufferedImage image = canvas.images.get(0).image();

    assertThat(at(image, 0, 0)).isEqualTo(RED);
    assertThat(at(image, 1, 0)).isEqualTo(Color.WHITE);
    assertThat(at(image, 0, 1)).isEqualTo(new Color(0x92c5de));
    assertThat(at(image, 1, 1)).isEqualTo(new Color(0xf4a582));
    assertThat(canvas.texts)
        .extracting(RecordingCanvas.DrawnText::text)
        .contains("DeepLIFT", "−2.0", "0", "2.0", "contribution");
  }

  @Test
  void channels_areAddedUp() {
    INDArray contributions = Nd4j.createFromArray(new float[][][] {{{1, 1, -4}, {0.5f, 0.5f, 0}}});
    BufferedImage image = drawn(HeatMap.builder().panel("", contributions)).images.get(0).image();

    assertThat(at(image, 0, 0)).isEqualTo(BLUE);
    assertThat(at(image, 1, 0)).isEqualTo(new Color(0xf4a582));
  }

  @Test
  void image_goesFromBlackToWhite() {
    RecordingCanvas canvas =
        drawn(
            HeatMap.builder()
                .image(Nd4j.createFromArray(new float[][] {{-1, 3}, {1, 3}}))
                .panel("", Nd4j.ones(DataType.FLOAT, 2, 2)));
    BufferedImage image = canvas.images.get(0).image();

    assertThat(at(image, 0, 0)).isEqualTo(Color.BLACK);
    assertThat(at(image, 1, 0)).isEqualTo(Color.WHITE);
    assertThat(at(image, 0, 1)).isEqualTo(new Color(128, 128, 128));
    assertThat(canvas.images.get(0).box().right()).isLessThan(canvas.images.get(1).box().x());
  }

  @Test
  void colorImage_isShownInItsColors() {
    INDArray image = Nd4j.createFromArray(new float[][][] {{{0, 1, 0}, {0, 0, 1}}});
    RecordingCanvas canvas =
        drawn(HeatMap.builder().image(image).panel("", Nd4j.ones(DataType.FLOAT, 1, 2, 3)));

    assertThat(at(canvas.images.get(0).image(), 0, 0)).isEqualTo(Color.GREEN);
    assertThat(at(canvas.images.get(0).image(), 1, 0)).isEqualTo(Color.BLUE);
  }

  @Test
  void contributionsOfZero_areWhite() {
    RecordingCanvas canvas = drawn(HeatMap.builder().panel("", Nd4j.zeros(DataType.FLOAT, 2, 2)));

    assertThat(at(canvas.images.get(0).image(), 0, 0)).isEqualTo(Color.WHITE);
  }

  /** 28 pixels: 10 screen pixels each. 1000 pixels: 560 in all. */
  @Test
  void sizes_areSensible() {
    assertThat(pictureWidth(28)).isEqualTo(280);
    assertThat(pictureWidth(1000)).isEqualTo(560);
  }

  private static double pictureWidth(int pixels) {
    return drawn(HeatMap.builder().panel("", Nd4j.ones(DataType.FLOAT, 3, pixels)))
        .images
        .get(0)
        .box()
        .width();
  }

  /** Four panels of 280 and gaps of 28 fit into 1280 pixels, eleven take three rows. */
  @Test
  void panels_areWrappedIntoRowsThatAPageHolds() {
    HeatMap.Builder builder = HeatMap.builder();
    for (int panel = 0; panel < 11; panel++) {
      builder.panel("panel " + panel, Nd4j.ones(DataType.FLOAT, 28, 28));
    }
    RecordingCanvas canvas = drawn(builder);
    List<Box> pictures =
        canvas.images.stream()
            .map(RecordingCanvas.DrawnImage::box)
            .filter(box -> box.height() == 280)
            .toList();

    assertThat(pictures).hasSize(11);
    assertThat(pictures.stream().map(Box::x).distinct()).hasSize(4);
    assertThat(pictures.stream().map(Box::y).distinct()).hasSize(3);
    assertThat(pictures.get(4).x()).isEqualTo(pictures.get(0).x());
    assertThat(pictures).allMatch(box -> box.right() <= 1260);
    List<Box> drawn = canvas.images.stream().map(RecordingCanvas.DrawnImage::box).toList();
    Box barOfFirstRow = drawn.get(1);
    assertThat(barOfFirstRow.bottom()).isLessThan(pictures.get(4).y() - 40);
  }

  @Test
  void partsThatDoNotFit_areRefused() {
    INDArray two = Nd4j.ones(DataType.FLOAT, 2, 2);
    INDArray three = Nd4j.ones(DataType.FLOAT, 3, 2);

    assertThatThrownBy(() -> HeatMap.builder().build())
        .hasMessage("a heat map needs at least one panel");
    assertThatThrownBy(() -> HeatMap.builder().panel("a", two).image(three).build())
        .hasMessage("the image has 3 x 2 pixels, the first panel 2 x 2");
    assertThatThrownBy(() -> HeatMap.builder().panel("a", Nd4j.ones(DataType.FLOAT, 2)))
        .hasMessageContaining("panel 'a' has shape [2];");
    assertThatThrownBy(() -> HeatMap.builder().image(Nd4j.ones(DataType.FLOAT, 2, 2, 4)))
        .hasMessageContaining("the image has 4 channels;");
    assertThatThrownBy(() -> HeatMap.builder().panel("a", two.div(0)))
        .hasMessage("panel 'a' holds values that are not finite");
  }
}
