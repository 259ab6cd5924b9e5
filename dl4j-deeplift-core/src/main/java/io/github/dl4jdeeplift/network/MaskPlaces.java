package io.github.dl4jdeeplift.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which inputs and outputs of a network have masks. The masks themselves come behind the network's
 * inputs, those of inputs first, each in order.
 *
 * @param inputs whether each network input has one; none where no input has
 * @param outputs whether each output has one, for its labels; none where no output has
 */
public record MaskPlaces(List<Boolean> inputs, List<Boolean> outputs) {
  /** No masks at all. */
  public static final MaskPlaces NONE = new MaskPlaces(List.of(), List.of());

  /** Copies the lists. */
  public MaskPlaces {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  boolean ofInput(int index) {
    return index < inputs.size() && inputs.get(index);
  }

  boolean ofOutput(int index) {
    return index < outputs.size() && outputs.get(index);
  }

  /** Returns the name of an input's mask in the graph. */
  static String nameOfInput(String input) {
    return "mask of input " + input;
  }

  /** Returns the name of the mask of an output's labels in the graph. */
  static String nameOfOutput(String output) {
    return "mask of labels of " + output;
  }

  /** Returns the names of all masks, in order. */
  List<String> names(List<String> inputNames, List<String> outputNames) {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < inputNames.size(); index++) {
      if (ofInput(index)) {
        names.add(nameOfInput(inputNames.get(index)));
      }
    }
    for (int index = 0; index < outputNames.size(); index++) {
      if (ofOutput(index)) {
        names.add(nameOfOutput(outputNames.get(index)));
      }
    }
    return names;
  }

  /**
   * Returns the masks of inputs as Deeplearning4j takes them: null where there is none.
   *
   * @param given the network's inputs and the masks
   * @param inputCount number of the network's inputs
   */
  INDArray @Nullable [] inputMasks(List<INDArray> given, int inputCount) {
    return masks(given, inputCount, inputs);
  }

  /**
   * Returns the masks of labels as Deeplearning4j takes them: null where there is none.
   *
   * @param given the network's inputs and the masks
   * @param inputCount number of the network's inputs
   */
  INDArray @Nullable [] outputMasks(List<INDArray> given, int inputCount) {
    int before = Math.toIntExact(inputs.stream().filter(has -> has).count());
    return masks(given, inputCount + before, outputs);
  }

  private static INDArray @Nullable [] masks(
      List<INDArray> given, int first, List<Boolean> places) {
    if (places.isEmpty()) {
      return null;
    }
    INDArray[] masks = new INDArray[places.size()];
    int next = first;
    for (int index = 0; index < masks.length; index++) {
      if (places.get(index)) {
        masks[index] = given.get(next++).dup();
      }
    }
    return masks;
  }
}
