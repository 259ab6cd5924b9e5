package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the arrays that Keras 1 stores for each gate of a recurrent layer, {@code W_i, U_i, b_i,
 * W_c, ...}, along their last dimension, in Keras 2's order of gates.
 */
final class GateArrays {
  private static final String LSTM = "ifco";
  private static final String GRU = "zrh";
  private static final List<String> KINDS = List.of("W", "U", "b");
  private static final List<String> NAMES = List.of("kernel", "recurrent_kernel", "bias");

  private GateArrays() {}

  /** Returns how many gates there are, by the name of the first array; 0 where it is of no gate. */
  static int count(String name) {
    if (name.length() != 3 || name.charAt(1) != '_') {
      return 0;
    }
    return LSTM.indexOf(name.charAt(2)) >= 0 ? LSTM.length() : GRU.length();
  }

  /**
   * Returns the three arrays of one recurrent layer.
   *
   * @param arrays all arrays, named by kind and gate
   * @param from the first of the layer
   * @param gates how many gates it has
   */
  static List<WeightArray> join(List<WeightArray> arrays, int from, int gates) {
    String order = gates == LSTM.length() ? LSTM : GRU;
    if (from + 3 * gates > arrays.size()) {
      throw lacking(arrays.get(from));
    }
    List<WeightArray> block = arrays.subList(from, from + 3 * gates);
    List<WeightArray> joined = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      List<WeightArray> parts = new ArrayList<>();
      for (int gate = 0; gate < gates; gate++) {
        parts.add(find(block, KINDS.get(kind) + "_" + order.charAt(gate)));
      }
      joined.add(joined(parts).named(NAMES.get(kind)));
    }
    return joined;
  }

  private static WeightArray find(List<WeightArray> block, String name) {
    return block.stream()
        .filter(array -> array.name().equals(name))
        .findFirst()
        .orElseThrow(() -> lacking(block.get(0)));
  }

  private static UnreadableKerasFileException lacking(WeightArray first) {
    return new UnreadableKerasFileException(
        "holds '" + first.path() + "' but not the arrays of all gates beside it");
  }

  private static WeightArray joined(List<WeightArray> parts) {
    WeightArray first = parts.get(0);
    if (first.shape().isEmpty() || !parts.stream().allMatch(p -> p.shape().equals(first.shape()))) {
      throw new UnreadableKerasFileException(
          "holds arrays of other shapes for the gates beside '" + first.path() + "'");
    }
    int columns = Math.toIntExact(first.shape().get(first.shape().size() - 1));
    int rows = Math.toIntExact(first.length()) / Math.max(columns, 1);
    double[] values = new double[rows * columns * parts.size()];
    for (int part = 0; part < parts.size(); part++) {
      double[] from = parts.get(part).doubles();
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            from, row * columns, values, (row * parts.size() + part) * columns, columns);
      }
    }
    List<Long> shape = new ArrayList<>(first.shape());
    shape.set(shape.size() - 1, (long) columns * parts.size());
    return new WeightArray(first.path(), first.name(), shape, values);
  }
}
