package io.github.dl4jdeeplift;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** References that a function makes of each example. */
final class FunctionReference extends Reference {
  private final ReferenceFunction function;
  private final int count;
  private final long seed;

  FunctionReference(ReferenceFunction function, int count, long seed) {
    this.function = function;
    this.count = count;
    this.seed = seed;
  }

  @Override
  ResolvedReference resolve(INDArray input, InputPlace place) {
    return new Rows(input, place);
  }

  @Override
  String description() {
    return count + " made for each example, averaged, seed " + seed;
  }

  /** Mixes seed, example and number so that neighbors share nothing (Steele et al. 2014, mix64). */
  private static long mixed(long seed, long example, long reference) {
    long z = seed + (example * 0x9E3779B97F4A7C15L) + (reference * 0xD1B54A32D192ED03L);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private final class Rows implements ResolvedReference {
    private final INDArray input;
    private final InputPlace place;

    Rows(INDArray input, InputPlace place) {
      this.input = input;
      this.place = place;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public INDArray rows(int from, int to, int reference) {
      INDArray[] rows = new INDArray[to - from];
      for (int example = from; example < to; example++) {
        rows[example - from] = row(example, reference);
      }
      return rows.length == 1 ? rows[0] : Nd4j.concat(0, rows);
    }

    private INDArray row(int example, int reference) {
      INDArray own = input.get(NDArrayIndex.interval(example, example + 1)).dup();
      INDArray made =
          function.reference(own, mixed(seed, place.range().first() + example, reference));
      ReferenceChecks.requireShape(made, own, place);
      return ReferenceChecks.finite(made.castTo(input.dataType()), place);
    }
  }
}
