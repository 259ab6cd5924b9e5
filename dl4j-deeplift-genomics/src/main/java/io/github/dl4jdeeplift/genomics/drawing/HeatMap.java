package io.github.dl4jdeeplift.genomics.drawing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The contributions of an image's pixels as colors, beside the image: red for positive, blue for
 * negative, white for none. Each panel has its own scale, the same to both sides, up to its largest
 * magnitude.
 *
 * <pre>{@code
 * HeatMap.builder()
 *     .title("digit 17")
 *     .image(digit)                             // [28, 28]
 *     .panel("DeepLIFT", contributions)         // [28, 28]
 *     .build()
 *     .writePng(Path.of("digit_17.png"));
 * }</pre>
 */
public final class HeatMap extends Figure {
  private final String title;
  private final String valueLabel;
  private final @Nullable PixelValues image;
  private final List<HeatMapPanel> panels;

  private HeatMap(Builder builder) {
    this.title = builder.title;
    this.valueLabel = builder.valueLabel;
    this.image = builder.image;
    this.panels = List.copyOf(builder.panels);
  }

  /**
   * Starts a heat map.
   *
   * @return a builder without panels
   */
  public static Builder builder() {
    return new Builder();
  }

  String title() {
    return title;
  }

  String valueLabel() {
    return valueLabel;
  }

  /** The image beside the panels, if any. */
  @Nullable PixelValues image() {
    return image;
  }

  List<HeatMapPanel> panels() {
    return panels;
  }

  void drawOn(Canvas canvas) {
    new HeatMapDrawing(this, layout(), canvas).draw();
  }

  @Override
  Picture picture() {
    HeatMapLayout layout = layout();
    return new Picture(
        title.isEmpty() ? "heat map" : title, layout.width(), layout.height(), this::drawOn);
  }

  private HeatMapLayout layout() {
    return HeatMapLayout.of(this);
  }

  /** Collects what a heat map shows. */
  public static final class Builder {
    private final List<HeatMapPanel> panels = new ArrayList<>();
    private String title = "";
    private String valueLabel = "contribution";
    private @Nullable PixelValues image;

    private Builder() {}

    /**
     * Sets the title; none by default.
     *
     * @param title what stands above everything
     * @return this builder
     */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /**
     * Sets the label of the color bars, {@code contribution} by default.
     *
     * @param valueLabel what is drawn and its unit, such as {@code contribution to logit}
     * @return this builder
     */
    public Builder valueLabel(String valueLabel) {
      this.valueLabel = valueLabel;
      return this;
    }

    /**
     * Sets the image to show at the left; none by default. Its smallest value is black, its largest
     * white.
     *
     * @param image {@code [height, width]}, {@code [height, width, 1]} or, for red, green and blue,
     *     {@code [height, width, 3]}
     * @return this builder
     * @throws IllegalArgumentException if the shape is another or a value is not finite
     */
    public Builder image(INDArray image) {
      PixelValues values = PixelValues.of("the image", image);
      if (values.channels() != 1 && values.channels() != 3) {
        throw new IllegalArgumentException(
            "the image has %d channels; 1 (gray) or 3 (red, green, blue) are drawn"
                .formatted(values.channels()));
      }
      this.image = values;
      return this;
    }

    /**
     * Adds contributions at the right of those before.
     *
     * @param name what stands above them
     * @param contributions {@code [height, width]} or {@code [height, width, channels]}, which are
     *     added up
     * @return this builder
     * @throws IllegalArgumentException if the rank is another or a value is not finite
     */
    public Builder panel(String name, INDArray contributions) {
      panels.add(
          new HeatMapPanel(name, PixelValues.of("panel '" + name + "'", contributions).summed()));
      return this;
    }

    /**
     * Makes the heat map; does not alter the builder.
     *
     * @return the heat map
     * @throws IllegalArgumentException if there are no panels or their sizes differ
     */
    public HeatMap build() {
      if (panels.isEmpty()) {
        throw new IllegalArgumentException("a heat map needs at least one panel");
      }
      PixelValues first = panels.get(0).values();
      for (HeatMapPanel panel : panels) {
        checkSize("panel '" + panel.name() + "'", panel.values(), first);
      }
      if (image != null) {
        checkSize("the image", image, first);
      }
      return new HeatMap(this);
    }

    private static void checkSize(String what, PixelValues actual, PixelValues first) {
      if (actual.height() != first.height() || actual.width() != first.width()) {
        throw new IllegalArgumentException(
            "%s has %d x %d pixels, the first panel %d x %d"
                .formatted(what, actual.height(), actual.width(), first.height(), first.width()));
      }
    }
  }
}
