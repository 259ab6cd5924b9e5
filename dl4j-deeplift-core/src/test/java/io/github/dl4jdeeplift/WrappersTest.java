package io.github.dl4jdeeplift;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.layers.util.IdentityLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;

/** Frozen layers and vertices are what they hold; identities and preprocessors move numbers. */
class WrappersTest {
  private static List<LayerCase> vertices() {
    return List.of(
        LayerCase.graph(
            "FrozenVertex of MergeVertex",
            true,
            List.of(new long[] {2, 3}, new long[] {2, 1}),
            g -> g.addVertex("out", new FrozenVertex(lastAxis()), "in0", "in1")),
        LayerCase.graph(
            "FrozenVertex of a layer behind a preprocessor",
            false,
            List.of(new long[] {2, 2, 3}),
            g ->
                g.addLayer(
                        "inner",
                        SmallNetworks.dense(12, 2, Activation.TANH),
                        new CnnToFeedForwardPreProcessor(2, 3, 2),
                        "in0")
                    .addVertex("out", frozen(g.getVertices().get("inner")), "in0")),
        LayerCase.graph(
            "PoolHelperVertex",
            true,
            List.of(new long[] {2, 3, 4}),
            g -> g.addVertex("out", new PoolHelperVertex(), "in0")));
  }

  private static List<LayerCase> layers() {
    return List.of(
        LayerCase.of(
            "FrozenLayer",
            false,
            new long[] {3},
            new FrozenLayer(SmallNetworks.dense(3, 4, Activation.SIGMOID)),
            SmallNetworks.dense(4, 2, Activation.TANH)),
        LayerCase.of(
            "FrozenLayerWithBackprop",
            false,
            new long[] {3},
            new FrozenLayerWithBackprop(SmallNetworks.dense(3, 4, Activation.SIGMOID)),
            SmallNetworks.dense(4, 2, Activation.TANH)),
        LayerCase.of(
            "FrozenLayer of LastTimeStep",
            false,
            new long[] {5, 3},
            new FrozenLayer(
                new LastTimeStep(
                    new LSTM.Builder()
                        .nIn(3)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .dataFormat(RNNFormat.NWC)
                        .build()))),
        LayerCase.of("IdentityLayer", true, new long[] {3, 2}, new IdentityLayer("same")),
        volumes(true),
        volumes(false));
  }

  private static MergeVertex lastAxis() {
    MergeVertex merge = new MergeVertex();
    merge.setMergeAxis(2);
    return merge;
  }

  private static FrozenVertex frozen(org.deeplearning4j.nn.conf.graph.GraphVertex inner) {
    return new FrozenVertex(inner.clone());
  }

  private static LayerCase volumes(boolean channelsFirst) {
    return LayerCase.graph(
        "vectors to volumes and back, channels first: " + channelsFirst,
        false,
        List.of(new long[] {12}),
        g ->
            g.addLayer(
                    "volume",
                    new Upsampling3D.Builder()
                        .size(new int[] {1, 2, 1})
                        .dataFormat(
                            channelsFirst
                                ? org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW
                                : org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NDHWC)
                        .build(),
                    new FeedForwardToCnn3DPreProcessor(1, 2, 3, 2, channelsFirst),
                    "in0")
                .addLayer(
                    "out",
                    SmallNetworks.dense(24, 3, Activation.TANH),
                    new Cnn3DToFeedForwardPreProcessor(1, 4, 3, 2, channelsFirst),
                    "volume"));
  }

  @TestFactory
  Stream<DynamicTest> wrapper_isDeeplearning4jsAndSums() {
    return Stream.concat(layers().stream(), vertices().stream()).flatMap(LayerCase::tests);
  }
}
