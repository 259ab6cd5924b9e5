package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.ShuffledReference;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The README's Java, so that it compiles; {@link ReadmeTest} compares the two. */
final class Snippets {
  private Snippets() {}

  static INDArray first(Model network, INDArray input) {
    DeepLift deepLift = DeepLift.builder(network).build(); // MultiLayerNetwork or ComputationGraph
    Attribution attribution = deepLift.explain(input, Reference.zeros(), Target.logit(2));
    INDArray contributions = attribution.contributions(); // the input's own shape
    return contributions;
  }

  static Attribution keras(INDArray oneHot) {
    Model network = KerasModels.load(Path.of("model.h5"));
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(
                oneHot, // [n, length, 4], as Keras takes it
                Reference.from(ShuffledReference.dinucleotide(2), 20, 0), // channels on axis 2
                Target.logit(0));
    return attribution;
  }
}
