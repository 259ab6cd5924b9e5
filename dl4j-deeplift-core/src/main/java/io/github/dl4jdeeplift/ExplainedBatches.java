package io.github.dl4jdeeplift;

import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Attributions of mini-batches, each made when it is asked for. */
final class ExplainedBatches implements Iterator<List<Attribution>> {
  private final MultiDataSetIterator examples;
  private final DeepLift deepLift;
  private final Reference reference;
  private final List<Target> targets;
  private long done;

  ExplainedBatches(
      MultiDataSetIterator examples, DeepLift deepLift, Reference reference, List<Target> targets) {
    this.examples = examples;
    this.deepLift = deepLift;
    this.reference = reference;
    this.targets = List.copyOf(targets);
  }

  @Override
  public boolean hasNext() {
    return examples.hasNext();
  }

  @Override
  public List<Attribution> next() {
    MultiDataSet next = examples.next();
    INDArray[] features = next.getFeatures();
    INDArray[] masks = next.getFeaturesMaskArrays();
    ExplainCall.Asked asked =
        new ExplainCall.Asked(features, masks == null ? Masks.NONE : Masks.ofInputs(masks));
    ExplainCall.Compared compared = new ExplainCall.Compared(reference, done, false);
    List<Attribution> attributions = deepLift.explain(asked, compared, targets);
    done += features[0].size(0);
    return attributions;
  }
}
