package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.Provenance;
import io.github.dl4jdeeplift.cli.input.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The first examples and their scores, kept for a report. */
public final class FirstExamples implements ScoreSink {
  private final long mostExamples;
  private final int mostTargets;
  private @Nullable Examples examples;
  private @Nullable Provenance provenance;
  private final List<FirstScores> scores = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param mostExamples how many examples to keep
   * @param mostTargets of how many targets
   */
  public FirstExamples(long mostExamples, int mostTargets) {
    this.mostExamples = mostExamples;
    this.mostTargets = mostTargets;
  }

  /**
   * The scores of a target.
   *
   * @param contributions contributions of each network input, {@code [n, shape...]}
   * @param output {@code [n]}, the explained quantity
   * @param referenceOutput {@code [n]}, that of the reference
   * @param convergenceDelta {@code [n]}
   */
  public record FirstScores(
      List<INDArray> contributions,
      INDArray output,
      INDArray referenceOutput,
      INDArray convergenceDelta) {
    /** Copies the list. */
    public FirstScores {
      contributions = List.copyOf(contributions);
    }

    private static FirstScores of(Attribution attribution, long count) {
      return new FirstScores(
          attribution.contributionsOfInputs().stream().map(each -> head(each, count)).toList(),
          head(attribution.output(), count),
          head(attribution.referenceOutput(), count),
          head(attribution.convergenceDelta(), count));
    }

    private static INDArray head(INDArray array, long count) {
      return array.get(NDArrayIndex.interval(0, count)).dup('c');
    }

    private FirstScores and(FirstScores next) {
      List<INDArray> joined = new ArrayList<>();
      for (int input = 0; input < contributions.size(); input++) {
        joined.add(Nd4j.concat(0, contributions.get(input), next.contributions.get(input)));
      }
      return new FirstScores(
          joined,
          Nd4j.concat(0, output, next.output),
          Nd4j.concat(0, referenceOutput, next.referenceOutput),
          Nd4j.concat(0, convergenceDelta, next.convergenceDelta));
    }
  }

  @Override
  public void put(ExplainedBatch batch) {
    long wanted = mostExamples - batch.examples().first();
    if (wanted <= 0) {
      return;
    }
    long count = Math.min(wanted, batch.examples().count());
    if (batch.firstTarget() == 0) {
      Examples head = batch.examples().head(count);
      examples = examples == null ? head : examples.and(head);
    }
    provenance = batch.attributions().get(0).provenance();
    for (int index = 0; index < batch.attributions().size(); index++) {
      put(batch.firstTarget() + index, FirstScores.of(batch.attributions().get(index), count));
    }
  }

  private void put(int target, FirstScores next) {
    if (target >= mostTargets) {
      return;
    }
    if (target == scores.size()) {
      scores.add(next);
    } else {
      scores.set(target, scores.get(target).and(next));
    }
  }

  /** Returns the examples, when scores have come. */
  public Examples examples() {
    return Objects.requireNonNull(examples);
  }

  /** Returns how the scores were made. */
  public Provenance provenance() {
    return Objects.requireNonNull(provenance);
  }

  /** Returns the scores of the first targets, in order. */
  public List<FirstScores> scores() {
    return List.copyOf(scores);
  }
}
