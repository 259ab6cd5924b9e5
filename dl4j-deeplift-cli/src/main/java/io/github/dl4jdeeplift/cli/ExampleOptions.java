package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.ArrayFiles;
import io.github.dl4jdeeplift.cli.input.ExampleFiles;
import io.github.dl4jdeeplift.cli.input.ReferenceChoice;
import io.github.dl4jdeeplift.cli.input.SequenceFile;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is explained, and what it is compared with. */
final class ExampleOptions {
  private static final String DEFAULT = "zeros";
  private static final String DEFAULT_OF_SEQUENCES = "dinucleotide-shuffle:20";

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "X.npy",
      description = "Arrays of examples, one for each network input, in order.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--fasta",
      paramLabel = "F.fa[.gz]",
      description = "DNA sequences in place of --input; N is zeros.")
  private @Nullable Path fasta;

  @Option(
      names = "--reference",
      arity = "1..*",
      paramLabel = "REF",
      description = {
        "zeros, uniform (1/C over the channels of one-hot input), four frequencies of A, C, G, T as in"
            + " 0.3,0.2,0.2,0.3, mean (of the examples), shuffle:K, dinucleotide-shuffle:K or R.npy;",
        "one for all network inputs, or one for each. Default: zeros; for --fasta"
            + " dinucleotide-shuffle:20."
      })
  private List<String> references = List.of();

  @Option(names = "--seed", paramLabel = "S", description = "Seed of shuffles, 0 by default.")
  private long seed;

  long seed() {
    return seed;
  }

  /** Refuses options that contradict one another. */
  void check() {
    if (inputs.isEmpty() == (fasta == null)) {
      throw RefusedException.badInput(
          fasta == null
              ? "no examples: give --input X.npy or --fasta F.fa"
              : "--input and --fasta exclude one another; give one of them");
    }
  }

  /** Returns the files that are read, so that none is overwritten. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(fasta == null ? inputs : List.of(fasta));
    references.stream().filter(each -> each.endsWith(".npy")).map(Path::of).forEach(files::add);
    return files;
  }

  /** Returns what the references are, their files read. */
  List<ReferenceChoice> references() {
    List<String> given =
        references.isEmpty() ? List.of(fasta == null ? DEFAULT : DEFAULT_OF_SEQUENCES) : references;
    return given.stream().map(ReferenceChoice::parse).toList();
  }

  /** Looks at the files of examples. */
  ExampleFiles open(LoadedModel model) {
    return fasta == null
        ? ArrayFiles.of(inputs, model.inputs())
        : SequenceFile.of(fasta, model.inputs());
  }
}
