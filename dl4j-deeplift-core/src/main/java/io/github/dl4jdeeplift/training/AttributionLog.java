package io.github.dl4jdeeplift.training;

import io.github.dl4jdeeplift.Attribution;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each attribution to the log, at level INFO: iteration, epoch, the mean of the
 * explained quantity and of its value at the reference, and the mean magnitude of contributions.
 */
public final class AttributionLog implements Consumer<Watched> {
  private static final Logger LOGGER = LoggerFactory.getLogger(AttributionLog.class);

  /** Makes a receiver of attributions. */
  public AttributionLog() {}

  @Override
  public void accept(Watched watched) {
    Attribution attribution = watched.attribution();
    double magnitude =
        attribution.contributionsOfInputs().stream()
            .mapToDouble(each -> each.norm1Number().doubleValue())
            .sum();
    double numbers =
        attribution.contributionsOfInputs().stream().mapToDouble(INDArray::length).sum();
    LOGGER.info(
        "iteration {}, epoch {}: output {}, at the reference {}, mean |contribution| {}",
        watched.iteration(),
        watched.epoch(),
        attribution.output().meanNumber(),
        attribution.referenceOutput().meanNumber(),
        magnitude / numbers);
  }
}
