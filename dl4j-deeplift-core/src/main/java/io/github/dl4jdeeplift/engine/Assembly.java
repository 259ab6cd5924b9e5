package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Layout;
import io.github.dl4jdeeplift.engine.fusion.Strided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An array that is put together of what steps will make, and perhaps padded: the steps write their
 * numbers where they belong, once it has memory.
 */
final class Assembly {
  private final DataType dataType;
  private final boolean isPreset;

  /** Variables that the steps make, and where they belong. */
  private final Map<Integer, Strided> pieces = new LinkedHashMap<>();

  /** Variables of the array as it grew, and where they lie in it; the last is all of it. */
  private final Map<Integer, Strided> stages = new LinkedHashMap<>();

  /** Cells of padding, and their number. */
  private final Map<Strided, Double> padding = new LinkedHashMap<>();

  private int whole;
  private long[] shape;

  /**
   * Begins without pieces.
   *
   * @param whole the variable
   * @param isPreset whether it is an array of the caller's, which stays as it is
   */
  Assembly(DataType dataType, int whole, long[] shape, boolean isPreset) {
    this.dataType = dataType;
    this.isPreset = isPreset;
    this.whole = whole;
    this.shape = shape;
    stages.put(whole, Strided.of(shape));
  }

  DataType dataType() {
    return dataType;
  }

  boolean isPreset() {
    return isPreset;
  }

  /** Tells whether a variable is the last stage, and another may follow. */
  boolean mayGrow(int variable) {
    return variable == whole && !isPreset;
  }

  int whole() {
    return whole;
  }

  long[] shape() {
    return shape;
  }

  Map<Integer, Strided> pieces() {
    return pieces;
  }

  Map<Integer, Strided> stages() {
    return stages;
  }

  Map<Strided, Double> padding() {
    return padding;
  }

  /**
   * Adds a piece.
   *
   * @param variable the variable
   * @param axis the dimension along which pieces are put together
   * @param begin its first place
   * @param size its size
   * @return whether it can be written in its place
   */
  boolean add(int variable, int axis, long begin, long size) {
    Strided place = Strided.of(shape).cells(shape, axis, begin, size, 1);
    if (place == null || pieces.containsKey(variable)) {
      return false;
    }
    pieces.put(variable, place);
    return isQuick(place);
  }

  private static boolean isQuick(Strided place) {
    long[] length = {place.length()};
    return Layout.of(length, length, place) != null;
  }

  /** Shows the whole under another shape. */
  void reshape(int variable, long[] newShape) {
    whole = variable;
    shape = newShape;
    stages.put(variable, Strided.of(newShape));
  }

  /**
   * Pads the whole.
   *
   * @param variable the padded variable
   * @param before cells in front, for each dimension
   * @param grown the new shape
   * @param number number of the new cells
   * @return whether all that is known can be written in its new place; if not, nothing changed
   */
  boolean pad(int variable, long[] before, long[] grown, double number) {
    Map<Integer, Strided> newPieces = moved(pieces, before, grown);
    Map<Integer, Strided> newStages = moved(stages, before, grown);
    List<Strided> cells = padding(before, grown);
    if (newPieces == null || newStages == null || cells == null || !padding.isEmpty()) {
      return false;
    }
    pieces.putAll(newPieces);
    stages.putAll(newStages);
    cells.forEach(each -> padding.put(each, number));
    reshape(variable, grown);
    return true;
  }

  private @Nullable Map<Integer, Strided> moved(
      Map<Integer, Strided> places, long[] before, long[] grown) {
    Map<Integer, Strided> moved = new LinkedHashMap<>();
    for (Map.Entry<Integer, Strided> each : places.entrySet()) {
      Strided place = each.getValue().grown(shape, before, grown);
      if (place == null || !isQuick(place)) {
        return null;
      }
      moved.put(each.getKey(), place);
    }
    return moved;
  }

  private @Nullable List<Strided> padding(long[] before, long[] grown) {
    List<Strided> cells = new ArrayList<>();
    for (int axis = 0; axis < grown.length; axis++) {
      long end = before[axis] + shape[axis];
      long[][] borders = {{0, before[axis]}, {end, grown[axis] - end}};
      for (long[] border : borders) {
        if (border[1] == 0) {
          continue;
        }
        Strided place = Strided.of(grown).cells(grown, axis, border[0], border[1], 1);
        if (place == null || !isQuick(place)) {
          return null;
        }
        cells.add(place);
      }
    }
    return cells;
  }
}
