package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.translate.Step;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Connects translated layers to a graph. Layers, inputs and outputs have the names of the Keras
 * file; what else is needed is named after its layer with a slash, such as {@code relu/copy}.
 *
 * <p>No input types are given, so that Deeplearning4j infers no size and inserts no preprocessor:
 * every size is set by the translation.
 */
final class GraphAssembler {
  private final TranslatedNetwork translated;
  private final Ownership ownership;
  private final GraphBuilder graph;

  private GraphAssembler(TranslatedNetwork translated, DataType type) {
    this.translated = translated;
    this.ownership = new Ownership(translated);
    // Weights are set afterwards: zeros cost nothing, unlike an orthogonal initialization.
    this.graph =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .weightInit(WeightInit.ZERO)
            .updater(new NoOp())
            .inferenceWorkspaceMode(workspaceMode(translated))
            .graphBuilder()
            .allowDisconnected(true) // a mask that no layer takes
            .validateOutputLayerConfig(false);
  }

  /**
   * With workspaces, {@code output()} throws where an output of the network is another layer's
   * input or batch normalization's.
   */
  private static WorkspaceMode workspaceMode(TranslatedNetwork translated) {
    KerasNetwork network = translated.network();
    boolean normalized =
        network.layers().stream()
            .filter(layer -> network.outputs().contains(layer.name()) && !layer.isInput())
            .flatMap(layer -> translated.translation(layer).steps().stream())
            .anyMatch(
                step ->
                    step instanceof LayerStep last && last.layer() instanceof BatchNormalization);
    return network.outputs().size() > 1 || normalized ? WorkspaceMode.NONE : WorkspaceMode.ENABLED;
  }

  /** Returns the configuration of a network that computes in a type. */
  static ComputationGraphConfiguration assemble(TranslatedNetwork translated, DataType type) {
    return new GraphAssembler(translated, type).assemble();
  }

  private ComputationGraphConfiguration assemble() {
    graph.addInputs(translated.network().inputs());
    for (KerasLayer layer : translated.network().layers()) {
      if (!layer.isInput()) {
        add(layer, translated.translation(layer));
      }
    }
    graph.setOutputs(translated.network().outputs().toArray(String[]::new));
    return graph.build();
  }

  private void add(KerasLayer layer, Translation translation) {
    String[] inputs = withMask(layer).toArray(String[]::new);
    if (ownership.needsCopy(layer)) {
      String copy = StepNames.free(translated, layer.name() + "/copy");
      graph.addVertex(copy, new ScaleVertex(1), inputs);
      inputs = new String[] {copy};
    }
    for (Map.Entry<Integer, List<Step>> before : translation.before().entrySet()) {
      int input = before.getKey();
      inputs[input] = addBefore(layer, input, before.getValue(), inputs[input]);
    }
    List<Step> steps = translation.steps();
    List<String> names = StepNames.of(translated, layer.name(), steps.size());
    for (int index = 0; index < steps.size(); index++) {
      String[] taken = taken(translation, index, names, inputs);
      steps.get(index).addTo(graph, names.get(index), taken);
    }
  }

  /** A mask comes behind the inputs. */
  private List<String> withMask(KerasLayer layer) {
    List<String> inputs = new ArrayList<>(layer.inputs());
    String maker = translated.masks().get(layer.name());
    if (maker != null) {
      int steps = Objects.requireNonNull(translated.translations().get(maker)).steps().size();
      inputs.add(StepNames.of(translated, maker, steps).get(0));
    }
    return inputs;
  }

  private static String[] taken(
      Translation translation, int index, List<String> names, String[] inputs) {
    if (translation.sources().isEmpty()) {
      return index == 0 ? inputs : new String[] {names.get(index - 1)};
    }
    return translation.sources().get(index).stream()
        .map(place -> place < 0 ? inputs[-1 - place] : names.get(place))
        .toArray(String[]::new);
  }

  /** Adds what an input goes through first, and returns the last of it. */
  private String addBefore(KerasLayer layer, int input, List<Step> steps, String source) {
    String last = source;
    for (int index = 0; index < steps.size(); index++) {
      String number = (input + 1) + (index == 0 ? "" : "_" + (index + 1));
      String name = layer.name() + "/input" + number;
      String free = StepNames.free(translated, name);
      steps.get(index).addTo(graph, free, last);
      last = free;
    }
    return last;
  }
}
