package io.github.dl4jdeeplift.benchmark;

import java.util.Arrays;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks, with the options of JMH, on the networks that are there. */
public final class Benchmarks {
  private static final String NETWORK = "network";

  private Benchmarks() {}

  /** Runs them. */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    CommandLineOptions options = new CommandLineOptions(arguments);
    ChainedOptionsBuilder chosen = new OptionsBuilder().parent(options);
    if (!options.getParameter(NETWORK).hasValue()) {
      chosen.param(NETWORK, networks());
    }
    new Runner(chosen.build()).run();
  }

  private static String[] networks() {
    if (!AuthorsNetwork.isThere()) {
      System.out.println(AuthorsNetwork.whereabouts());
    }
    return Arrays.stream(BenchmarkNetwork.values())
        .filter(network -> network != BenchmarkNetwork.AUTHORS || AuthorsNetwork.isThere())
        .map(Enum::name)
        .toArray(String[]::new);
  }
}
