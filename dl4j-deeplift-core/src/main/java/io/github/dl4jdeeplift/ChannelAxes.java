package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The dimensions of channels, as a user gives them: one for each network input, or one for all.
 *
 * @param given dimensions, the batch counted as 0, negative ones from the end; none to mean none
 */
record ChannelAxes(List<Integer> given) {
  static final ChannelAxes NONE = new ChannelAxes(List.of());

  ChannelAxes {
    given = List.copyOf(given);
  }

  boolean areWanted() {
    return !given.isEmpty();
  }

  /**
   * Checks their number.
   *
   * @param inputs number of the network's inputs
   * @param what what they are for, in messages
   * @throws IllegalArgumentException if it fits not
   */
  void requireFor(int inputs, String what) {
    if (given.size() > 1 && given.size() != inputs) {
      throw new IllegalArgumentException(
          what
              + " has "
              + given.size()
              + " channel axes for "
              + inputs
              + " inputs; give one for all, or one for each");
    }
  }

  /**
   * Returns the dimension of each input, the batch counted as 0.
   *
   * @param shapes shapes of the inputs, the batch left out
   * @throws IllegalArgumentException if an input has no such dimension
   */
  List<Integer> in(List<Shape> shapes) {
    List<Integer> axes = new ArrayList<>();
    for (int input = 0; input < shapes.size(); input++) {
      axes.add(in(shapes.get(input), given.get(given.size() == 1 ? 0 : input)));
    }
    return axes;
  }

  private static int in(Shape shape, int axis) {
    int positive = axis < 0 ? axis + shape.rank() + 1 : axis;
    if (positive < 1 || positive > shape.rank()) {
      throw new IllegalArgumentException(
          "channel axis "
              + axis
              + " is not a dimension of inputs of shape "
              + shape
              + " (batch left out); the batch is 0, the first after it 1");
    }
    return positive;
  }
}
