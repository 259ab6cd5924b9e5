package io.github.dl4jdeeplift.network;

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
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads a MultiLayerNetwork: layers in a row, each with a preprocessor in front where it has one.
 */
final class MultiLayerNetworkAdapter implements NetworkAdapter {
  private static final String INPUT = "network input";

  private final MultiLayerNetwork network;
  private final NativeAcceleration acceleration;

  MultiLayerNetworkAdapter(MultiLayerNetwork network) {
    this.network = network;
    this.acceleration = NativeAcceleration.suiting(configurations(network));
  }

  private static List<Object> configurations(MultiLayerNetwork network) {
    List<Object> result = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      result.add(layer.conf().getLayer());
    }
    return result;
  }

  @Override
  public DataType dataType() {
    return network.getLayerWiseConfigurations().getDataType();
  }

  @Override
  public NetworkAdapter inDouble() {
    return new MultiLayerNetworkAdapter(NetworkCopy.of(network, DataType.DOUBLE));
  }

  @Override
  public List<String> inputNames() {
    return List.of(INPUT);
  }

  @Override
  public NodeGraph toGraph(RuleTable table, MaskPlaces masks) {
    return assembled(table, masks).build(inputNames(), List.of(outputName()));
  }

  private String outputName() {
    return id(network.getnLayers() - 1).name();
  }

  @Override
  public List<LayerOutline> outlines(RuleTable table) {
    return assembled(table, MaskPlaces.NONE).outlines();
  }

  private GraphAssembler assembled(RuleTable table, MaskPlaces masks) {
    MaskFlow flow = new MaskFlow(masks, inputNames(), List.of(outputName()));
    GraphAssembler assembler = new GraphAssembler(table, dataType(), flow);
    String from = INPUT;
    for (int index = 0; index < network.getnLayers(); index++) {
      LayerId id = id(index);
      InputPreProcessor preprocessor = preprocessor(index);
      if (index > 0) {
        SequenceFormats.refuseChange(assembler, id, running(index - 1), running(index));
      }
      String input =
          preprocessor == null ? from : assembler.addPreprocessor(id, preprocessor, from);
      Layer layer = network.getLayer(index);
      assembler.add(id, configuration(index), layer.paramTable(), List.of(input));
      from = id.name();
    }
    assembler.refuseRows(id(network.getnLayers() - 1));
    return assembler;
  }

  private @Nullable InputPreProcessor preprocessor(int index) {
    return network.getLayerWiseConfigurations().getInputPreProcess(index);
  }

  private org.deeplearning4j.nn.conf.layers.Layer configuration(int index) {
    // The runtime layer of a wrapper names the layer inside.
    return network.getLayerWiseConfigurations().getConf(index).getLayer();
  }

  /** Returns the configuration that Deeplearning4j asks for the format: of the layer inside. */
  private org.deeplearning4j.nn.conf.layers.Layer running(int index) {
    return network.getLayer(index).conf().getLayer();
  }

  private LayerId id(int index) {
    String given = configuration(index).getLayerName();
    boolean unique = given != null;
    for (int earlier = 0; earlier < index && unique; earlier++) {
      unique = !given.equals(configuration(earlier).getLayerName());
    }
    String name = unique ? given : "layer" + index;
    return new LayerId(name, index, configuration(index).getClass().getSimpleName());
  }

  @Override
  public int timeAxis(String layer) {
    RNNFormat format = null;
    for (int index = 0; index < network.getnLayers(); index++) {
      RNNFormat own = SequenceFormats.of(configuration(index));
      format = own == null ? format : own;
      if (id(index).name().equals(layer)) {
        break;
      }
    }
    return format == RNNFormat.NWC ? 0 : 1;
  }

  @Override
  public List<INDArray> output(List<INDArray> inputs, MaskPlaces masks) {
    return acceleration.run(
        () -> {
          try {
            INDArray input = inputs.get(0).dup();
            return List.of(
                network.output(
                    input,
                    false,
                    only(masks.inputMasks(inputs, 1)),
                    only(masks.outputMasks(inputs, 1))));
          } finally {
            network.clearLayerMaskArrays(); // Deeplearning4j keeps them for the next pass
          }
        });
  }

  private static @Nullable INDArray only(INDArray @Nullable [] masks) {
    return masks == null ? null : masks[0];
  }

  @Override
  public Map<String, INDArray> outputOfLayers(List<INDArray> inputs, MaskPlaces masks) {
    return acceleration.run(
        () -> {
          network.setLayerMaskArrays(
              only(masks.inputMasks(inputs, 1)), only(masks.outputMasks(inputs, 1)));
          return layerByLayer(inputs.get(0));
        });
  }

  private Map<String, INDArray> layerByLayer(INDArray input) {
    Map<String, INDArray> outputs = new LinkedHashMap<>();
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    int batch = Math.toIntExact(input.size(0));
    INDArray value = input;
    for (int index = 0; index < network.getnLayers(); index++) {
      InputPreProcessor preprocessor = preprocessor(index);
      INDArray from =
          preprocessor == null
              ? value.dup()
              : preprocessor.preProcess(value.dup(), batch, workspaces).dup();
      Layer layer = network.getLayer(index);
      value = layer.activate(from, false, workspaces).dup();
      layer.clear();
      outputs.put(id(index).name(), value);
    }
    return outputs;
  }

  @Override
  public boolean isCopyOf(Model other) {
    return Parameters.equal(Parameters.of(network), Parameters.of(other));
  }
}
