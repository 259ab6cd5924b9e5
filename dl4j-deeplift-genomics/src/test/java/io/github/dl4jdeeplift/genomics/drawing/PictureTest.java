package io.github.dl4jdeeplift.genomics.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.genomics.file.UnwritableFileException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
  private static final Box BOX = new Box(20, 10, 40, 60);

  @TempDir Path folder;

  private static BufferedImage png(Consumer<Canvas> drawing) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(new Picture("", 100, 80, drawing).png()));
  }

  private static Document svg(String title, Consumer<Canvas> drawing) throws Exception {
    String text = new Picture(title, 100, 80, drawing).svg();
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Color at(BufferedImage image, double x, double y) {
    return new Color(image.getRGB((int) (2 * x), (int) (2 * y)));
  }

  private static Element only(Document document, String tag) {
    NodeList elements = document.getElementsByTagName(tag);
    assertThat(elements.getLength()).isEqualTo(1);
    return (Element) elements.item(0);
  }

  /** T has its bar at the top, 16 of 100 units high, and its stem in the middle. */
  @Test
  void pngLetter_standsInItsBox() throws Exception {
    BufferedImage image = png(canvas -> canvas.letter(Letter.T, BOX, false));

    assertThat(image.getWidth()).isEqualTo(200);
    assertThat(at(image, 21, 12)).isEqualTo(Letter.T.color());
    assertThat(at(image, 59, 18)).isEqualTo(Letter.T.color());
    assertThat(at(image, 21, 25)).isEqualTo(Color.WHITE);
    assertThat(at(image, 40, 69)).isEqualTo(Letter.T.color());
    assertThat(at(image, 40, 72)).isEqualTo(Color.WHITE);
    assertThat(at(image, 18, 12)).isEqualTo(Color.WHITE);
  }

  @Test
  void pngLetterUpsideDown_hasItsBarBelow() throws Exception {
    BufferedImage image = png(canvas -> canvas.letter(Letter.T, BOX, true));

    assertThat(at(image, 21, 68)).isEqualTo(Letter.T.color());
    assertThat(at(image, 21, 12)).isEqualTo(Color.WHITE);
  }

  @Test
  void letterOutlines_fillTheirSquareAndHaveTheirHoles() {
    for (Letter letter : Letter.values()) {
      var bounds = letter.outline().getBounds2D();
      assertThat(bounds.getMinX()).as("%s", letter).isZero();
      assertThat(bounds.getMinY()).as("%s", letter).isZero();
      assertThat(bounds.getMaxX()).as("%s", letter).isEqualTo(100);
      assertThat(bounds.getMaxY()).as("%s", letter).isEqualTo(100);
    }
    // The counters of A and G, the open side of C.
    assertThat(Letter.A.outline().contains(50, 50)).isFalse();
    assertThat(Letter.A.outline().contains(50, 30)).isTrue();
    assertThat(Letter.G.outline().contains(40, 60)).isFalse();
    assertThat(Letter.C.outline().contains(90, 50)).isFalse();
  }

  /** The letter's square of 100 units, y upwards, goes to the box: 40 wide, 60 high, foot at 70. */
  @Test
  void svgLetter_usesAnOutlineWithTheSameTransform() throws Exception {
    Document document = svg("", canvas -> canvas.letter(Letter.C, BOX, false));
    Element use = only(document, "use");

    assertThat(use.getAttribute("xlink:href")).isEqualTo("#base-C");
    assertThat(use.getAttribute("transform")).isEqualTo("matrix(0.4000 0 0 -0.6000 20 70)");
  }

  @Test
  void svgText_isEscaped() throws Exception {
    String nasty = "a<b>&\"'\u0007\ud800 × </text>";
    Document document =
        svg(nasty, canvas -> canvas.text(nasty, 5, 5, TextStyle.of(10, TextStyle.Anchor.START)));

    assertThat(only(document, "text").getTextContent()).isEqualTo("a<b>&\"'?? × </text>");
    assertThat(only(document, "title").getTextContent()).isEqualTo("a<b>&\"'?? × </text>");
  }

  @Test
  void svgText_keepsItsStyle() throws Exception {
    TextStyle style = TextStyle.of(11, TextStyle.Anchor.MIDDLE).inBold().upwards();
    Element text = only(svg("", canvas -> canvas.text("y", 12.346, 40, style)), "text");

    assertThat(text.getAttribute("text-anchor")).isEqualTo("middle");
    assertThat(text.getAttribute("font-weight")).isEqualTo("bold");
    assertThat(text.getAttribute("transform")).isEqualTo("translate(12.35 40) rotate(-90)");
  }

  @Test
  void pngText_isDrawnWithoutFonts() throws Exception {
    TextStyle style = TextStyle.of(20, TextStyle.Anchor.START);
    BufferedImage image = png(canvas -> canvas.text("L", 10, 50, style));

    // L: a stem at x = 10, 14.3 high, and a foot to the right.
    assertThat(at(image, 10, 40).getRed()).isLessThan(100);
    assertThat(at(image, 15, 50).getRed()).isLessThan(100);
    assertThat(at(image, 15, 40)).isEqualTo(Color.WHITE);
  }

  @Test
  void pngTextUpwards_isTurned() throws Exception {
    TextStyle style = TextStyle.of(20, TextStyle.Anchor.START).upwards();
    BufferedImage image = png(canvas -> canvas.text("L", 50, 60, style));

    assertThat(at(image, 45, 60).getRed()).isLessThan(100);
    assertThat(at(image, 50, 55).getRed()).isLessThan(100);
    assertThat(at(image, 45, 55)).isEqualTo(Color.WHITE);
  }

  @Test
  void characterThatIsNotInTheFont_isDrawnAsABox() throws Exception {
    TextStyle style = TextStyle.of(20, TextStyle.Anchor.START);

    assertThat(new Picture("", 50, 50, canvas -> canvas.text("你", 10, 40, style)).png())
        .isEqualTo(new Picture("", 50, 50, canvas -> canvas.text("□", 10, 40, style)).png());
  }

  @Test
  void svgImage_isAnEmbeddedPngOfWholePixels() throws Exception {
    BufferedImage two = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    two.setRGB(0, 0, 0xff0000);
    Element element = only(svg("", canvas -> canvas.image(two, new Box(0, 0, 20, 10))), "image");
    String data = element.getAttribute("xlink:href");
    BufferedImage embedded =
        ImageIO.read(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(data.substring("data:image/png;base64,".length()))));

    assertThat(embedded.getWidth()).isEqualTo(20);
    assertThat(new Color(embedded.getRGB(9, 9))).isEqualTo(Color.RED);
    assertThat(new Color(embedded.getRGB(10, 0))).isEqualTo(Color.BLACK);
  }

  @Test
  void files_areWritten() throws Exception {
    SequenceLogo logo =
        SequenceLogo.builder()
            .title("a & b")
            .track("DeepLIFT", Nd4j.createFromArray(new float[][] {{1, -1, 0, 0}}))
            .build();
    Path svg = folder.resolve("0001.svg");
    Path png = folder.resolve("0001.png");
    logo.writeSvg(svg);
    logo.writePng(png);

    assertThat(svg).hasContent(logo.toSvg());
    assertThat(Files.readString(svg)).contains("a &amp; b").contains("#base-A");
    assertThat(ImageIO.read(new File(png.toString())).getWidth()).isEqualTo(680);
  }

  @Test
  void unwritablePath_isRefused() {
    SequenceLogo logo =
        SequenceLogo.builder()
            .track("", Nd4j.createFromArray(new float[][] {{1, 0, 0, 0}}))
            .build();

    assertThatThrownBy(() -> logo.writePng(folder.resolve("none/a.png")))
        .isInstanceOf(UnwritableFileException.class);
  }
}
