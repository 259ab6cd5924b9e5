package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The networks that are measured. */
public enum BenchmarkNetwork {
  /** DeepSTARR, on 249 bases; with ten outputs, where it has two. */
  DEEP_STARR,
  /** Basset, on 600 bases. */
  BASSET,
  /** BPNet, on 2114 bases. */
  BPNET,
  /** The network of the authors of DeepLIFT, on 200 bases. */
  AUTHORS,
  /** Two convolutions on images of digits. */
  MNIST,
  /** An LSTM on 100 steps. */
  LSTM;

  private static final int MOST_TARGETS = 10;

  /** Builds the network, with fixed weights. */
  public Model build() {
    if (this == AUTHORS) {
      return AuthorsNetwork.network();
    }
    Model network =
        switch (this) {
          case DEEP_STARR -> SequenceNetworks.deepStarr(MOST_TARGETS);
          case BASSET -> SequenceNetworks.basset(164);
          case BPNET -> BpNet.network();
          case MNIST -> OtherNetworks.mnist();
          default -> OtherNetworks.lstm();
        };
    network.init();
    FixedWeights.fill(network);
    return network;
  }

  /** Returns the shape of one example. */
  private long[] shape() {
    return switch (this) {
      case DEEP_STARR -> new long[] {249, 4};
      case BASSET -> new long[] {600, 4};
      case BPNET -> new long[] {2114, 4};
      case AUTHORS -> new long[] {200, 4};
      case MNIST -> new long[] {1, 28, 28};
      case LSTM -> new long[] {100, OtherNetworks.LSTM_CHANNELS};
    };
  }

  /** Returns random examples, {@code [n, shape...]}: one-hot sequences, or numbers. */
  public INDArray examples(int count, long seed) {
    return this == MNIST || this == LSTM
        ? RandomExamples.numbers(count, shape(), seed)
        : RandomExamples.oneHot(count, shape(), seed);
  }

  /**
   * Returns the first outputs as targets, before the network's last activation.
   *
   * @param count how many; no more than the network has
   */
  public List<Target> targets(int count) {
    if (this == BPNET) {
      return count == 1
          ? List.of(Target.output(BpNet.COUNT, 0))
          : IntStream.range(0, count)
              .mapToObj(place -> Target.output(BpNet.PROFILE, 1000 + place, 0))
              .toList();
    }
    int outputs = this == AUTHORS ? 3 : MOST_TARGETS;
    return IntStream.range(0, Math.min(count, outputs)).mapToObj(Target::logit).toList();
  }

  /** Tells whether it has dilated convolutions, which Deeplearning4j cannot run with oneDNN. */
  public boolean isDilated() {
    return this == BPNET;
  }
}
