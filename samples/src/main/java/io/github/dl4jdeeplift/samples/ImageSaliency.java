package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Section 3.1 of the 2016 paper in small: a network of VGG's kind that names the shape in a color
 * image, its prediction explained by the absolute gradient, positive gradient × input and positive
 * DeepLIFT. The reference is zeros after preprocessing, an image of the mean color.
 *
 * <p>Prints which share of the scores lies on the shape, also for two other references, and draws
 * the three methods side by side.
 */
public final class ImageSaliency {
  private static final int DRAWN = 10;

  private ImageSaliency() {}

  /**
   * Explains and draws.
   *
   * @param args the folder of the network and the images, and the folder to draw into
   * @throws IOException if the folder to draw into cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args.length > 0 ? args[0] : "samples/data/shapes");
    Path output = Path.of(args.length > 1 ? args[1] : "samples/target/image-saliency");
    Model network = KerasModels.load(data.resolve("shapes.h5"));
    ShapeImages images = ShapeImages.heldOut(data);
    Saliency saliency = Saliency.of(network, images.inputs());
    System.out.printf(
        "%d images; the shape takes %.1f %% of an image, and of the scores:%n",
        images.colors().size(0), 100 * images.masks().meanNumber().doubleValue());
    saliency.byMethod().forEach((method, scores) -> print(method, scores, images));
    print(
        "DeepLIFT against black",
        Saliency.deepLift(network, images.inputs(), Reference.of(images.black())),
        images);
    print(
        "DeepLIFT against the image's mean color",
        Saliency.deepLift(network, images.inputs(), Reference.perExample(images.ownMeans())),
        images);
    draw(images, saliency, output);
    System.out.println("pictures: " + output);
  }

  private static void print(String name, INDArray scores, ShapeImages images) {
    System.out.printf(
        "  %-39s  %.1f %%%n", name, 100 * Saliency.shareWithin(scores, images.masks()));
  }

  private static void draw(ShapeImages images, Saliency saliency, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int index = 0; index < DRAWN; index++) {
      int image = index;
      HeatMap.Builder map =
          HeatMap.builder().valueLabel("score").image(images.colors().slice(image));
      saliency.byMethod().forEach((method, scores) -> map.panel(method, scores.slice(image)));
      map.build().writeSvg(folder.resolve("image-%02d.svg".formatted(image)));
      map.build().writePng(folder.resolve("image-%02d.png".formatted(image)));
    }
  }
}
