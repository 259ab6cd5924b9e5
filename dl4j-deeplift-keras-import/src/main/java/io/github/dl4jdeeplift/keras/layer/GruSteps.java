package io.github.dl4jdeeplift.keras.layer;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a {@link Gru} from the first time step to the last. */
final class GruSteps {
  private final Gru layer;
  private final long units;
  private final INDArray input;
  private final INDArray state;
  private final INDArray bias;

  GruSteps(Gru layer, Computed.Parameters parameters) {
    this.layer = layer;
    this.units = layer.getNOut();
    this.input = parameters.get("W");
    this.state = parameters.get("RW");
    this.bias = parameters.get("b");
  }

  INDArray run(INDArray sequences) {
    long batch = sequences.size(0);
    long length = sequences.size(1);
    INDArray rows = sequences.reshape('c', new long[] {batch * length, sequences.size(2)});
    INDArray ofInputs =
        rows.mmul(input).addiRowVector(row(0)).dup('c').reshape(batch, length, 3 * units);
    INDArray outputs = Nd4j.create(sequences.dataType(), new long[] {batch, length, units}, 'c');
    INDArray hidden = Nd4j.zeros(sequences.dataType(), batch, units);
    for (long step = 0; step < length; step++) {
      hidden = next(at(ofInputs, step), hidden);
      at(outputs, step).assign(hidden);
    }
    return outputs;
  }

  private INDArray row(long index) {
    return bias.getRow(index).dup().reshape(1, 3 * units);
  }

  private static INDArray at(INDArray sequences, long step) {
    return sequences.get(NDArrayIndex.all(), NDArrayIndex.point(step), NDArrayIndex.all());
  }

  private INDArray next(INDArray ofInput, INDArray before) {
    INDArray ofState = before.mmul(state);
    if (layer.isResetAfter()) {
      ofState.addiRowVector(row(1));
    }
    INDArray update = gate(block(ofInput, 0).add(block(ofState, 0)));
    INDArray reset = gate(block(ofInput, 1).add(block(ofState, 1)));
    INDArray kept =
        layer.isResetAfter()
            ? reset.mul(block(ofState, 2))
            : reset.mul(before).mmul(block(state, 2));
    INDArray candidate = apply(layer.getActivationFn(), block(ofInput, 2).add(kept));
    return update.mul(before).addi(update.rsub(1).muli(candidate));
  }

  private INDArray block(INDArray sums, long place) {
    return sums.get(NDArrayIndex.all(), NDArrayIndex.interval(place * units, (place + 1) * units));
  }

  private INDArray gate(INDArray sums) {
    return apply(layer.getGateActivation(), sums);
  }

  private static INDArray apply(IActivation function, INDArray sums) {
    return function.getActivation(sums.dup('c'), false);
  }
}
