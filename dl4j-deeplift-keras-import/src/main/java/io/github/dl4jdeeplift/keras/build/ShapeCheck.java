package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.translate.Step;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.TensorShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs each layer of a built network on two examples of zeros, of the shapes that Keras gives its
 * inputs, and compares the shape of its output with Keras's.
 *
 * <p>Layers whose arrays would be larger than {@value #MOST_VALUES} values are not run. A dilated
 * convolution over positions is asked for its output's shape instead: with oneDNN, Deeplearning4j
 * cannot run it.
 */
final class ShapeCheck {
  private static final long MOST_VALUES = 1L << 26;
  private static final int EXAMPLES = 2;
  private static final long[] LENGTHS_TO_TRY = {64, 256, 1024, 4096, 16384};

  private final ComputationGraph graph;
  private final TranslatedNetwork translated;

  private ShapeCheck(ComputationGraph graph, TranslatedNetwork translated) {
    this.graph = graph;
    this.translated = translated;
  }

  /**
   * Checks a network.
   *
   * @param graph the network
   * @param translated its translation
   * @throws UnsupportedKerasModelException if a layer's shape is not Keras's, or if it fails
   */
  static void require(ComputationGraph graph, TranslatedNetwork translated) {
    Optional<TranslatedNetwork> known = withKnownShapes(translated);
    if (known.isPresent()) {
      new ShapeCheck(graph, known.get()).require();
    }
  }

  /** Sizes that the model leaves open are tried until its windows fit. */
  private static Optional<TranslatedNetwork> withKnownShapes(TranslatedNetwork translated) {
    if (translated.shapes().values().stream().allMatch(TensorShape::isKnown)) {
      return Optional.of(translated);
    }
    return LongStream.of(LENGTHS_TO_TRY)
        .mapToObj(length -> withLength(translated, length))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<TranslatedNetwork> withLength(TranslatedNetwork translated, long length) {
    try {
      return Optional.of(translated.withInputs(filled(translated.inputShapes(), length)));
    } catch (UnsupportedKerasModelException tooShort) {
      return Optional.empty();
    }
  }

  private static Map<String, TensorShape> filled(Map<String, TensorShape> shapes, long length) {
    Map<String, TensorShape> filled = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) ->
            filled.put(
                name,
                new TensorShape(
                    shape.sizes().stream()
                        .map(size -> size == TensorShape.UNKNOWN ? length : size)
                        .toList())));
    return filled;
  }

  private void require() {
    INDArray[] inputs = new INDArray[translated.network().inputs().size()];
    Arrays.fill(inputs, Nd4j.zeros(EXAMPLES, 1)); // from which vertices take the number of examples
    graph.setInputs(inputs);
    for (KerasLayer layer : translated.network().layers()) {
      if (!layer.isInput() && isSmall(layer)) {
        requireShape(layer);
      }
    }
    graph.clear();
  }

  private boolean isSmall(KerasLayer layer) {
    LongStream values =
        LongStream.concat(
            layer.inputs().stream().mapToLong(input -> shape(input).length()),
            LongStream.of(shape(layer.name()).length()));
    return EXAMPLES * values.sum() <= MOST_VALUES;
  }

  private void requireShape(KerasLayer layer) {
    long[] expected = withBatch(shape(layer.name()));
    long[] found;
    try {
      found =
          dilated(layer)
              .map(step -> declared(layer, step))
              .orElseGet(() -> run(layer.name()).shape());
    } catch (RuntimeException e) {
      throw layer.unsupported("Deeplearning4j cannot run it: " + e);
    }
    // The declared shape is that of one step: positions stay, channels and their place may change.
    boolean same = Arrays.equals(found, expected);
    boolean samePositions =
        dilated(layer).isPresent()
            && Arrays.stream(expected).skip(1).anyMatch(size -> size == found[1]);
    if (!same && !(samePositions && translated.translation(layer).steps().size() > 1)) {
      throw layer.unsupported(
          "Deeplearning4j gives it the shape "
              + Arrays.toString(found)
              + " where Keras gives it "
              + Arrays.toString(expected));
    }
  }

  /** Runs a vertex on zeros for the Keras layers that it takes, and on what it takes besides. */
  private INDArray run(String name) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    GraphVertex vertex = graph.getVertex(name);
    List<String> sources =
        Objects.requireNonNull(graph.getConfiguration().getVertexInputs().get(name));
    for (int index = 0; index < sources.size(); index++) {
      TensorShape shape = translated.shapes().get(sources.get(index));
      INDArray input =
          shape == null
              ? run(sources.get(index))
              : Nd4j.zeros(graph.getConfiguration().getDataType(), withBatch(shape));
      vertex.setInput(index, input, workspaces);
    }
    INDArray output = vertex.doForward(false, workspaces);
    vertex.clear();
    return output;
  }

  /** The place of the step that is a dilated convolution over positions. */
  private Optional<Integer> dilated(KerasLayer layer) {
    List<Step> steps = translated.translation(layer).steps();
    return IntStream.range(0, steps.size())
        .filter(
            index ->
                steps.get(index) instanceof LayerStep step
                    && step.layer() instanceof Convolution1DLayer convolution
                    && convolution.getDilation()[0] > 1)
        .boxed()
        .findFirst();
  }

  private long[] declared(KerasLayer layer, int step) {
    List<Step> steps = translated.translation(layer).steps();
    long[] input =
        step == 0
            ? withBatch(shape(layer.inputs().get(0)))
            : run(StepNames.of(translated, layer.name(), steps.size()).get(step - 1)).shape();
    Convolution1DLayer convolution = (Convolution1DLayer) ((LayerStep) steps.get(step)).layer();
    InputType type = InputType.recurrent(input[2], input[1], RNNFormat.NWC);
    InputTypeRecurrent output = (InputTypeRecurrent) convolution.getOutputType(-1, type);
    return new long[] {EXAMPLES, output.getTimeSeriesLength(), output.getSize()};
  }

  private TensorShape shape(String name) {
    return translated.shape(name);
  }

  private static long[] withBatch(TensorShape shape) {
    return LongStream.concat(
            LongStream.of(EXAMPLES), shape.sizes().stream().mapToLong(Long::longValue))
        .toArray();
  }
}
