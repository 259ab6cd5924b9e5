package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.cli.input.ExampleBatches;
import io.github.dl4jdeeplift.cli.input.ExampleFiles;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Explains all examples, a batch at a time, for all targets or as many of them as memory holds.
 *
 * @param deepLift the network
 * @param files the examples
 * @param reference what they are compared with
 * @param plan how the work is cut
 */
public record ExplainRun(
    DeepLift deepLift, ExampleFiles files, Reference reference, BatchPlan plan) {
  /** Is told which part of the whole is done by the work that follows. */
  @FunctionalInterface
  public interface Share {
    /**
     * Begins a share.
     *
     * @param from the part that is done before it, from 0 to 1
     * @param to the part that is done after it
     */
    void begin(double from, double to);
  }

  /**
   * Explains.
   *
   * @param targets the targets, one at least
   * @param sinks take the scores
   * @param progress is told of each batch before it is explained
   */
  public void run(List<Target> targets, List<ScoreSink> sinks, Share progress) {
    for (int first = 0; first < targets.size(); first += plan.targets()) {
      int last = Math.min(targets.size(), first + plan.targets());
      Part part = new Part(first, targets.subList(first, last), targets.size());
      try (ExampleBatches batches = files.open(plan.examples())) {
        run(part, new BatchFeed(batches), sinks, progress);
      }
    }
  }

  /** Neighboring targets that share a forward pass. */
  private record Part(int first, List<Target> targets, int all) {
    double done(double examples) {
      return (first + targets.size() * examples) / all;
    }
  }

  private void run(Part part, BatchFeed feed, List<ScoreSink> sinks, Share progress) {
    Iterator<List<Attribution>> results = deepLift.explain(feed, reference, part.targets);
    double batches = Math.ceil((double) plan.allExamples() / plan.examples());
    for (int batch = 0; results.hasNext(); batch++) {
      progress.begin(part.done(batch / batches), part.done((batch + 1) / batches));
      List<Attribution> attributions = results.next();
      ExplainedBatch explained = new ExplainedBatch(feed.latest(), part.first, attributions);
      sinks.forEach(sink -> sink.put(explained));
      attributions.forEach(ExplainRun::free);
    }
  }

  /** Gives memory back at once: it lies outside the heap, whose collector does not see it. */
  private static void free(Attribution attribution) {
    attribution.contributionsOfInputs().forEach(INDArray::close);
    attribution.multipliersOfInputs().forEach(INDArray::close);
  }
}
