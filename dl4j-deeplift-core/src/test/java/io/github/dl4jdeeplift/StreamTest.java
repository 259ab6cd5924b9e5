package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Mini-batches of an iterator give what all examples at once give. */
class StreamTest {
  private final MultiLayerNetwork network =
      SmallNetworks.of(
          SmallNetworks.dense(5, 4, Activation.TANH),
          SmallNetworks.dense(4, 3, Activation.IDENTITY));
  private final DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
  private final INDArray examples = SmallNetworks.counted(7, 5).div(10);

  private MultiDataSetIterator batches(int size) {
    List<MultiDataSet> batches = new ArrayList<>();
    for (int from = 0; from < 7; from += size) {
      INDArray rows = examples.get(NDArrayIndex.interval(from, Math.min(7, from + size))).dup();
      batches.add(new org.nd4j.linalg.dataset.MultiDataSet(rows, Nd4j.zeros(rows.size(0), 1)));
    }
    return new org.deeplearning4j.datasets.iterator.IteratorMultiDataSetIterator(
        batches.iterator(), size);
  }

  private void requireEqual(Reference reference, Target target) {
    Attribution whole = deepLift.explain(examples, reference, target);
    for (int size : new int[] {1, 3, 7}) {
      Iterator<List<Attribution>> stream =
          deepLift.explain(batches(size), reference, List.of(target, Target.logit(1)));
      List<INDArray> contributions = new ArrayList<>();
      while (stream.hasNext()) {
        contributions.add(stream.next().get(0).contributions());
      }
      assertThat(Nd4j.concat(0, contributions.toArray(INDArray[]::new)))
          .isEqualTo(whole.contributions());
    }
  }

  /** The seed of an example depends on its place in the stream alone, never on batches. */
  @Test
  void madeReferences_countThroughTheStream() {
    ReferenceFunction noise =
        (example, seed) -> example.mul(new java.util.Random(seed).nextGaussian());
    requireEqual(Reference.from(noise, 4, 11), Target.logit(0));
  }

  @Test
  void referencesOfExamples_countThroughTheStream() {
    Reference reference = Reference.perExample(SmallNetworks.counted(7, 5).mul(-1));
    requireEqual(reference, Target.perExample(0, 1, 2, 2, 1, 0, 1));
  }

  @Test
  void sharedReferences_areSharedByAllBatches() {
    requireEqual(Reference.average(SmallNetworks.counted(2, 5)), Target.predictedClass());
  }

  @Test
  void referencesThatEndBeforeTheStream_areRefused() {
    Reference reference = Reference.perExample(Nd4j.zeros(DataType.DOUBLE, 5, 5));
    Iterator<List<Attribution>> stream =
        deepLift.explain(batches(3), reference, List.of(Target.logit(0)));
    stream.next();
    assertThatThrownBy(stream::next)
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("5 rows for 6 examples");
  }
}
