package io.github.dl4jdeeplift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A program that is run by a plan and by SameDiff's own executor, with the same numbers. */
final class ComparedProgram {
  final SameDiff program = SameDiff.create();
  final Map<String, INDArray> fed = new LinkedHashMap<>();
  final Random random = new Random(7);

  SDVariable placeholder(String name, INDArray array) {
    fed.put(name, array);
    return program.placeHolder(name, array.dataType(), array.shape());
  }

  /** Ordinary numbers, and among them all that are not. */
  INDArray numbers(DataType dataType, long... shape) {
    double least = dataType == DataType.DOUBLE ? Double.MIN_VALUE : Float.MIN_VALUE;
    double largest = dataType == DataType.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
    double[] odd = {
      0,
      -0.0,
      1,
      -1,
      least,
      -least,
      3 * least,
      largest,
      -largest,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    return numbers(dataType, odd, shape);
  }

  INDArray numbers(DataType dataType, double[] odd, long... shape) {
    double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int place = 0; place < values.length; place++) {
      values[place] =
          random.nextInt(3) == 0 && odd.length > 0
              ? odd[random.nextInt(odd.length)]
              : random.nextGaussian();
    }
    return Nd4j.createFromArray(values).castTo(dataType).reshape('c', shape);
  }

  /** Requires equal bits, but for the sign of 0 and the kind of NaN. */
  static void assertSame(String name, INDArray found, INDArray expected) {
    assertThat(found.shape()).as(name).isEqualTo(expected.shape());
    double[] one = found.dup('c').reshape(-1).toDoubleVector();
    double[] other = expected.dup('c').reshape(-1).toDoubleVector();
    for (int place = 0; place < one.length; place++) {
      boolean same =
          one[place] == other[place] || (Double.isNaN(one[place]) && Double.isNaN(other[place]));
      if (!same) {
        assertThat(one[place]).as(name + " at " + place).isEqualTo(other[place]);
      }
    }
  }

  void assertPlanGivesWhatSameDiffGives(Map<String, SDVariable> wanted) {
    SameDiffRunner runner = new SameDiffRunner(program);
    assertThat(Schedule.of(program, wanted)).isNotNull();
    for (int run = 0; run < 2; run++) {
      try (SameDiffRunner.Results results = runner.run(fed, wanted)) {
        wanted.forEach(
            (name, variable) -> {
              INDArray expected = program.output(fed, variable.name()).get(variable.name());
              assertSame(name, results.values().get(name), expected);
            });
      }
    }
  }

  Map<String, BinaryOperator<SDVariable>> binary() {
    Map<String, BinaryOperator<SDVariable>> operations = new LinkedHashMap<>();
    operations.put("add", SDVariable::add);
    operations.put("sub", SDVariable::sub);
    operations.put("mul", SDVariable::mul);
    operations.put("div", SDVariable::div);
    operations.put("max", program.math()::max);
    operations.put("min", program.math()::min);
    operations.put("greater", (x, y) -> x.gt(y).castTo(x.dataType()));
    operations.put("at least", (x, y) -> x.gte(y).castTo(x.dataType()));
    operations.put("equal", (x, y) -> x.eq(y).castTo(x.dataType()));
    return operations;
  }

  Map<String, UnaryOperator<SDVariable>> unary() {
    Map<String, UnaryOperator<SDVariable>> operations = new LinkedHashMap<>();
    operations.put("abs", program.math()::abs);
    operations.put("neg", SDVariable::neg);
    operations.put("square", program.math()::square);
    for (double number : new double[] {0, 1, -1.3, 1e30}) {
      operations.put("+ " + number, x -> x.add(number));
      operations.put("- " + number, x -> x.sub(number));
      operations.put("* " + number, x -> x.mul(number));
      operations.put("/ " + number, x -> x.div(number + 0.1));
      operations.put("from " + number, x -> x.rsub(number));
      operations.put("over " + number, x -> x.rdiv(number));
      operations.put("at least " + number, x -> program.scalarMax(x, number));
      operations.put("at most " + number, x -> program.scalarMin(x, number));
      operations.put("step at " + number, x -> program.math().step(x, number));
      operations.put("above " + number, x -> x.gt(number).castTo(x.dataType()));
      operations.put("from on " + number, x -> x.gte(number).castTo(x.dataType()));
      operations.put("equal to " + number, x -> x.eq(number).castTo(x.dataType()));
    }
    return operations;
  }

  SDVariable cells(SDVariable x, long[] shape, int axis, long[] interval) {
    long[] begin = new long[shape.length];
    long[] end = shape.clone();
    long[] strides = new long[shape.length];
    Arrays.fill(strides, 1);
    begin[axis] = interval[0];
    end[axis] = interval[1];
    strides[axis] = interval[2];
    return program.stridedSlice(x, begin, end, strides, 1, 1, 0, 0, 0);
  }

  SDVariable padded(SDVariable x, int[][] table, double number) {
    SDVariable cells = program.constant(Nd4j.createFromArray(table));
    return program.nn().pad(x, cells, PadMode.CONSTANT, number);
  }
}
