package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class ImageSaliencyTest {
  private static final Path DATA = Path.of("data/shapes");

  private final ComputationGraph network = KerasModels.load(DATA.resolve("shapes.h5"));
  private final ShapeImages images = ShapeImages.heldOut(DATA);

  @Test
  void network_givesTheOutputsOfKeras() {
    INDArray logits = NpyFile.read(DATA.resolve("held-out.keras-logit.npy"));
    INDArray output = network.outputSingle(images.inputs());
    assertThat(output.sub(Transforms.softmax(logits, true)).amaxNumber().doubleValue())
        .isLessThan(1e-5);
  }

  /** The order of Figure 2 of the 2016 paper; a shape takes a seventh of an image. */
  @Test
  void scores_lieOnTheShape_mostByDeepLift() {
    Saliency saliency = Saliency.of(network, images.inputs());
    double gradient = Saliency.shareWithin(saliency.absoluteGradient(), images.masks());
    double timesInput = Saliency.shareWithin(saliency.gradientTimesInput(), images.masks());
    double deepLift = Saliency.shareWithin(saliency.deepLift(), images.masks());
    assertThat(gradient).isGreaterThan(2 * images.masks().meanNumber().doubleValue());
    assertThat(timesInput).isGreaterThan(gradient + 0.2);
    assertThat(deepLift).isGreaterThan(timesInput + 0.03);
  }

  @Test
  void reference_decidesWhatIsFound() {
    INDArray againstBlack =
        Saliency.deepLift(network, images.inputs(), Reference.of(images.black()));
    assertThat(Saliency.shareWithin(againstBlack, images.masks())).isLessThan(0.3);
  }

  @Test
  void pictures_areDrawn(@TempDir Path folder) throws IOException {
    ImageSaliency.main(new String[] {DATA.toString(), folder.toString()});
    assertThat(folder.resolve("image-00.svg")).isNotEmptyFile();
    assertThat(folder.resolve("image-09.png")).isNotEmptyFile();
  }
}
