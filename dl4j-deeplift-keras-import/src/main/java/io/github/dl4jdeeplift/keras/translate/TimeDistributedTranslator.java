package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.EachStep;
import io.github.dl4jdeeplift.keras.layer.EachStepVertex;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.Step.VertexStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;

/**
 * {@code TimeDistributed}: a layer at each time step of {@code [batch, time, ...]}. Layers that
 * work at each position anyway are translated as they are; a reshape and a permutation leave the
 * time alone; all others see time steps as examples.
 */
final class TimeDistributedTranslator implements SingleInputTranslator {
  private static final Set<String> AT_EACH_POSITION =
      Set.of(
          "Dense",
          "Activation",
          "LeakyReLU",
          "ReLU",
          "ELU",
          "ThresholdedReLU",
          "Dropout",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization");

  private static final int MOST_POSITIONS = 4;

  /** Vertices of Deeplearning4j that work number by number. */
  private static final Set<Class<?>> WORK_ANYWHERE =
      Set.of(ScaleVertex.class, ShiftVertex.class, ElementWiseVertex.class);

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 4);
    KerasLayer inner = InnerLayer.of(layer, options, "layer");
    if (!TranslatorTable.hasRow(inner.className())) {
      throw layer.unsupported(
          "the layer inside, of class " + inner.className() + ", is not supported");
    }
    if (AT_EACH_POSITION.contains(inner.className()) && input.rank() <= MOST_POSITIONS) {
      return TranslatorTable.translate(inner, List.of(input));
    }
    if (TranslatorTable.makesMask(inner)) {
      throw layer.unsupported(
          "the layer inside makes a mask, which is not supported at each time step");
    }
    TensorShape step = new TensorShape(input.sizes().subList(1, input.rank()));
    Translation once = TranslatorTable.translate(inner, List.of(step));
    List<Step> steps = new ArrayList<>();
    once.steps().forEach(each -> steps.add(atEachStep(layer, each, input)));
    List<Long> sizes = new ArrayList<>(once.output().sizes());
    sizes.add(0, input.size(0));
    return new Translation(
        steps,
        new TensorShape(sizes),
        once.weights(),
        once.constants(),
        once.before(),
        once.sources());
  }

  private static Step atEachStep(KerasLayer layer, Step step, TensorShape input) {
    return step instanceof VertexStep vertex
        ? new VertexStep(withTime(layer, vertex.vertex(), input))
        : new LayerStep(new EachStep(((LayerStep) step).layer()));
  }

  private static GraphVertex withTime(KerasLayer layer, GraphVertex vertex, TensorShape input) {
    if (vertex instanceof ReshapeVertex reshape) {
      int[] sizes = reshape.getNewShape();
      int time = input.known(layer, 0);
      return new ReshapeVertex(
          IntStream.concat(IntStream.of(-1, time), IntStream.of(sizes).skip(1)).toArray());
    }
    if (vertex instanceof PermuteVertex permutation) {
      IntStream later = IntStream.of(permutation.getOrder()).skip(1).map(axis -> axis + 1);
      return new PermuteVertex(IntStream.concat(IntStream.of(0, 1), later).toArray());
    }
    if (WORK_ANYWHERE.contains(vertex.getClass())) {
      return vertex;
    }
    if (!EachStepVertex.suits(vertex)) {
      throw layer.unsupported("the layer inside is not supported at each time step");
    }
    return new EachStepVertex(vertex);
  }
}
