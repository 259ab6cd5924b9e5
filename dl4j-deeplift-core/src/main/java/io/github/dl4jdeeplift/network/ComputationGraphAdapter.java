package io.github.dl4jdeeplift.network;

import static java.util.Objects.requireNonNull;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.RuleTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.samediff.SameDiffGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads a ComputationGraph: layers and vertices in topological order. */
final class ComputationGraphAdapter implements NetworkAdapter {
  private final ComputationGraph network;
  private final GraphStructure structure;
  private final NativeAcceleration acceleration;

  ComputationGraphAdapter(ComputationGraph network) {
    this.network = network;
    this.structure = new GraphStructure(network);
    List<Object> configurations = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      configurations.add(layer.conf().getLayer());
    }
    this.acceleration = NativeAcceleration.suiting(configurations);
  }

  @Override
  public DataType dataType() {
    return network.getConfiguration().getDataType();
  }

  @Override
  public NetworkAdapter inDouble() {
    return new ComputationGraphAdapter(NetworkCopy.of(network, DataType.DOUBLE));
  }

  @Override
  public List<String> inputNames() {
    return structure.inputNames();
  }

  @Override
  public NodeGraph toGraph(RuleTable table, MaskPlaces masks) {
    return assembled(table, masks).build(inputNames(), structure.outputNames());
  }

  @Override
  public List<LayerOutline> outlines(RuleTable table) {
    return assembled(table, MaskPlaces.NONE).outlines();
  }

  private GraphAssembler assembled(RuleTable table, MaskPlaces masks) {
    MaskFlow flow = new MaskFlow(masks, inputNames(), structure.outputNames());
    GraphAssembler assembler = new GraphAssembler(table, dataType(), flow);
    GraphVertex previous = null;
    for (GraphVertex vertex : structure.verticesInOrder()) {
      if (previous != null && previous.hasLayer() && vertex.hasLayer()) {
        // Deeplearning4j looks at the vertex before it in this order, whether it is the input or
        // not.
        SequenceFormats.refuseChange(
            assembler, structure.id(vertex), configuration(previous), configuration(vertex));
      }
      add(assembler, vertex);
      previous = vertex;
      if (structure.outputNames().contains(vertex.getVertexName())) {
        assembler.refuseRows(structure.id(vertex));
      }
    }
    return assembler;
  }

  private void add(GraphAssembler assembler, GraphVertex vertex) {
    LayerId id = structure.id(vertex);
    List<String> inputs = structure.inputs(id.name());
    var configured = structure.configured(id.name());
    if (configured instanceof PreprocessorVertex preprocessing) {
      assembler.addPreprocessorVertex(id, preprocessing.getPreProcessor(), inputs.get(0));
    } else if (configured instanceof StackVertex) {
      assembler.addStack(id, inputs);
    } else if (configured instanceof UnstackVertex unstack) {
      assembler.addUnstack(id, unstack.getFrom(), unstack.getStackSize(), inputs.get(0));
    } else if (vertex.hasLayer()) {
      addLayer(assembler, id, vertex.getLayer(), inputs.get(0));
    } else {
      Map<String, INDArray> parameters = vertex.paramTable(false);
      List<String> read = new ArrayList<>(inputs);
      GraphStructure.named(configured).ifPresent(read::add);
      assembler.add(id, configured, parameters == null ? Map.of() : parameters, read);
    }
  }

  private void addLayer(GraphAssembler assembler, LayerId id, Layer layer, String input) {
    var configured = structure.configured(id.name());
    var preprocessor =
        configured instanceof LayerVertex layerVertex ? layerVertex.getPreProcessor() : null;
    String from = preprocessor == null ? input : assembler.addPreprocessor(id, preprocessor, input);
    // The runtime layer of a wrapper names the layer inside.
    var configuration =
        configured instanceof LayerVertex layerVertex
            ? layerVertex.getLayerConf().getLayer()
            : layer.conf().getLayer();
    assembler.add(id, configuration, layer.paramTable(), List.of(from));
  }

  private static org.deeplearning4j.nn.conf.layers.Layer configuration(GraphVertex vertex) {
    return vertex.getLayer().conf().getLayer();
  }

  @Override
  public int timeAxis(String layer) {
    return structure.timeAxis(layer);
  }

  @Override
  public List<INDArray> output(List<INDArray> inputs, MaskPlaces masks) {
    int count = inputNames().size();
    return acceleration.run(
        () -> {
          try {
            return List.of(
                network.output(
                    false,
                    copies(inputs),
                    masks.inputMasks(inputs, count),
                    masks.outputMasks(inputs, count)));
          } finally {
            clearMasks();
          }
        });
  }

  private INDArray[] copies(List<INDArray> arrays) {
    return arrays.stream().limit(inputNames().size()).map(INDArray::dup).toArray(INDArray[]::new);
  }

  /** Deeplearning4j keeps masks of layers and vertices for the next pass. */
  private void clearMasks() {
    network.clearLayerMaskArrays();
    for (GraphVertex vertex : network.getVertices()) {
      if (vertex instanceof SameDiffGraphVertex defined) {
        clearMasks(defined);
      }
    }
  }

  /** Users' vertices need not know of masks: Deeplearning4j drops its own before they say so. */
  private static void clearMasks(SameDiffGraphVertex vertex) {
    try {
      vertex.feedForwardMaskArrays(null, null, 0);
    } catch (UnsupportedOperationException e) {
      // dropped all the same
    }
  }

  @Override
  public Map<String, INDArray> outputOfLayers(List<INDArray> inputs, MaskPlaces masks) {
    int count = inputNames().size();
    return acceleration.run(
        () -> {
          network.setInputs(copies(inputs));
          network.setLayerMaskArrays(
              masks.inputMasks(inputs, count), masks.outputMasks(inputs, count));
          try {
            return vertexByVertex(inputs);
          } finally {
            clearMasks();
          }
        });
  }

  private Map<String, INDArray> vertexByVertex(List<INDArray> inputs) {
    Map<String, INDArray> values = new LinkedHashMap<>();
    for (int index = 0; index < inputNames().size(); index++) {
      values.put(inputNames().get(index), inputs.get(index));
    }
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    for (GraphVertex vertex : structure.verticesInOrder()) {
      List<String> from = structure.inputs(vertex.getVertexName());
      for (int index = 0; index < from.size(); index++) {
        vertex.setInput(index, requireNonNull(values.get(from.get(index))).dup(), workspaces);
      }
      values.put(vertex.getVertexName(), vertex.doForward(false, workspaces).dup());
      vertex.clear();
    }
    values.keySet().removeAll(inputNames());
    Lanes lanes = new Lanes();
    for (GraphVertex vertex : structure.verticesInOrder()) {
      String name = vertex.getVertexName();
      lanes.put(name, structure.configured(name), structure.inputs(name));
    }
    return lanes.cut(values);
  }

  @Override
  public boolean isCopyOf(Model other) {
    return Parameters.equal(Parameters.of(network), Parameters.of(other));
  }
}
