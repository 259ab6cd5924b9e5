package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Seed;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Which elements of a node's value are explained, and with which weights. */
sealed interface Selection {
  /**
   * Returns the weights of the elements.
   *
   * @param shape shape of the value for one example
   * @param examples which examples of the caller's these are
   * @throws IllegalArgumentException if the value has no such elements
   */
  Seed seed(Shape shape, DataType dataType, ExampleRange examples);

  /** Returns the same, as the provenance records it. */
  String description();

  /** One place, the same for all examples. */
  record Place(int... index) implements Selection {
    public Place {
      index = index.clone();
    }

    @Override
    public Seed seed(Shape shape, DataType dataType, ExampleRange examples) {
      int[] place = index.length == 0 && shape.length() == 1 ? new int[shape.rank()] : index;
      boolean inside = place.length == shape.rank();
      for (int axis = 0; axis < place.length && inside; axis++) {
        inside = place[axis] >= 0 && place[axis] < shape.size(axis);
      }
      if (!inside) {
        throw new IllegalArgumentException(
            "target index "
                + Arrays.toString(index)
                + " is not a place in an output of shape "
                + shape
                + "; indices count from 0, one for each dimension");
      }
      INDArray weights = Nd4j.zeros(dataType, shape.withBatch(1));
      long[] batch = new long[place.length + 1];
      Arrays.setAll(batch, axis -> axis == 0 ? 0 : place[axis - 1]);
      weights.putScalar(batch, 1);
      return (from, to, value) -> weights;
    }

    @Override
    public String description() {
      return Arrays.toString(index);
    }
  }

  /** One place for each example, in C order. */
  record PerExample(int... places) implements Selection {
    public PerExample {
      places = places.clone();
    }

    @Override
    public Seed seed(Shape shape, DataType dataType, ExampleRange examples) {
      if (!examples.isServedBy(places.length)) {
        throw new IllegalArgumentException(
            "perExample(..) has "
                + places.length
                + " targets for "
                + examples.last()
                + " examples");
      }
      for (int place : places) {
        if (place < 0 || place >= shape.length()) {
          throw new IllegalArgumentException(
              "target " + place + " is not a place in an output of shape " + shape);
        }
      }
      int first = Math.toIntExact(examples.first());
      return (from, to, value) ->
          oneHot(Arrays.copyOfRange(places, first + from, first + to), shape, dataType);
    }

    @Override
    public String description() {
      return "of each example its own";
    }
  }

  /** The class with the highest value, of each example its own. */
  record Predicted() implements Selection {
    @Override
    public Seed seed(Shape shape, DataType dataType, ExampleRange examples) {
      if (shape.rank() != 1) {
        throw new IllegalArgumentException(
            "predictedClass() needs an output of one dimension, not of shape "
                + shape
                + "; name the place by logit(..)");
      }
      return (from, to, value) -> oneHot(value.argMax(1).toIntVector(), shape, dataType);
    }

    @Override
    public String description() {
      return "predicted class of each example";
    }
  }

  /** All elements, weighted. */
  record Weights(INDArray weights) implements Selection {
    public Weights {
      if (weights.isEmpty() || !weights.dataType().isNumerical()) {
        throw new IllegalArgumentException(
            "the target's weights are of shape "
                + Arrays.toString(weights.shape())
                + " and hold "
                + weights.dataType()
                + "; give one number for each element of the output");
      }
      weights = weights.dup('c');
      if (!Double.isFinite(weights.norm1Number().doubleValue())) {
        throw new IllegalArgumentException("the target's weights are not all finite");
      }
    }

    @Override
    public Seed seed(Shape shape, DataType dataType, ExampleRange examples) {
      boolean fits =
          Arrays.equals(weights.shape(), shape.dimensions())
              || Arrays.equals(weights.shape(), shape.withBatch(1));
      if (!fits) {
        throw new IllegalArgumentException(
            "the target's weights have shape "
                + Arrays.toString(weights.shape())
                + ", the output of one example has "
                + shape
                + "; give one weight for each element");
      }
      INDArray seed = weights.castTo(dataType).reshape('c', shape.withBatch(1));
      return (from, to, value) -> seed;
    }

    @Override
    public String description() {
      return "weighted sum of all elements";
    }
  }

  /**
   * A selection among the channels of one time step.
   *
   * @param inner the selection in a value of the channels alone
   * @param step the time step
   * @param axis dimension of time in the value, the batch left out
   */
  record AtStep(Selection inner, int step, int axis) implements Selection {
    @Override
    public Seed seed(Shape shape, DataType dataType, ExampleRange examples) {
      if (shape.rank() != 2 || step < 0 || step >= shape.size(axis)) {
        throw new IllegalArgumentException(
            "time step "
                + step
                + " is not one of a value of shape "
                + shape
                + (shape.rank() == 2
                    ? "; steps count from 0 to " + (shape.size(axis) - 1)
                    : "; it has no time"));
      }
      Seed ofChannels = inner.seed(new Shape(shape.size(1 - axis)), dataType, examples);
      return (from, to, value) -> {
        INDArray weights = ofChannels.of(from, to, value.get(place(axis)).dup('c'));
        INDArray all = Nd4j.zeros(dataType, shape.withBatch(weights.size(0)));
        all.put(place(axis), weights);
        return all;
      };
    }

    private INDArrayIndex[] place(int axisOfTime) {
      return axisOfTime == 0
          ? new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.point(step), NDArrayIndex.all()}
          : new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(step)};
    }

    @Override
    public String description() {
      return inner.description() + " at time step " + step;
    }
  }

  private static INDArray oneHot(int[] places, Shape shape, DataType dataType) {
    INDArray weights = Nd4j.zeros(dataType, places.length, shape.length());
    for (int row = 0; row < places.length; row++) {
      weights.putScalar(row, places[row], 1);
    }
    return weights.reshape('c', shape.withBatch(places.length));
  }
}
