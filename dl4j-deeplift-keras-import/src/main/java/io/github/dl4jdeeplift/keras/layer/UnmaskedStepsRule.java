package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.keras.layer.MaskedVertex.Use;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.mask.ChosenStepsRule;
import java.util.Locale;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps of a sequence that move by its mask, as {@link MaskedVertex} says. */
final class UnmaskedStepsRule extends ChosenStepsRule {
  private final Use use;

  UnmaskedStepsRule(Use use) {
    super(use == Use.LAST);
    this.use = use;
  }

  @Override
  protected SDVariable choice(Ops ops, SDVariable mask, Shape shape) {
    long time = shape.size(0);
    INDArray numbers = Nd4j.arange(1, time + 1.0).castTo(ops.dataType());
    if (use == Use.LAST) {
      SDVariable count = ops.reshape(ops.sumAlong(mask, shape, 0), 1, 1);
      return ops.equal(count, ops.constant(numbers.reshape(1, 1, time)));
    }
    SDVariable counts = ops.sameDiff().cumsum(mask, 1);
    if (use == Use.GATHERED) {
      SDVariable places = ops.constant(numbers.reshape(1, time, 1));
      return ops.equal(ops.reshape(counts, 1, time), places).mul(ops.reshape(mask, 1, time));
    }
    SDVariable held =
        ops.equal(ops.reshape(counts, time, 1), ops.constant(numbers.reshape(1, 1, time)));
    return use == Use.ZEROED ? held.mul(ops.reshape(mask, time, 1)) : held;
  }

  @Override
  public String description() {
    return "unmasked steps, " + use.name().toLowerCase(Locale.ROOT);
  }
}
