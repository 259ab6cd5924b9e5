package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.BackgroundReference;
import io.github.dl4jdeeplift.genomics.ShuffledReference;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network on DNA of {@link PaperExperiment}, explained against several references.
 *
 * <p>Prints for each how often the motifs are found, which share of the positive scores lies on
 * them, and how well the scores of two seeds agree.
 */
public final class ReferenceChoice {
  private static final int LETTERS = 2;

  private final PlantedSequences sequences;
  private final Map<String, LongFunction<Attribution>> attributions = new LinkedHashMap<>();

  /**
   * What is found against one reference.
   *
   * @param referenceLogit the logit of the references, their mean
   * @param oneMotif sequences whose highest window lies on a motif
   * @param bothMotifs sequences whose two highest windows lie on both motifs
   * @param shareOnMotifs share of the positive scores that lies on motifs
   * @param agreement correlation of the scores of all bases between two seeds
   */
  record Finding(
      double referenceLogit,
      long oneMotif,
      long bothMotifs,
      double shareOnMotifs,
      double agreement) {}

  /**
   * Prepares the references.
   *
   * @param data the folder of the network and the sequences
   */
  ReferenceChoice(Path data) {
    Model network = KerasModels.load(data.resolve("gata-cagatg.h5"));
    sequences = PlantedSequences.heldOut(data);
    DeepLift plain = DeepLift.builder(network).build();
    DeepLift normalized = DeepLift.builder(network).normalizeWeights(LETTERS).build();
    ShuffledReference pairs = ShuffledReference.dinucleotide(LETTERS);
    ShuffledReference letters = ShuffledReference.mononucleotide(LETTERS);
    INDArray mean = sequences.oneHot().mean(true, 0);
    add("zeros", plain, seed -> Reference.zeros());
    add("zeros, normalized weights", normalized, seed -> Reference.zeros());
    add("uniform", plain, seed -> Reference.from(BackgroundReference.uniform(LETTERS), 1, seed));
    add("mean of the sequences", plain, seed -> Reference.of(mean));
    add("1 dinucleotide shuffle", plain, seed -> Reference.from(pairs, 1, seed));
    add("20 dinucleotide shuffles", plain, seed -> Reference.from(pairs, 20, seed));
    add("20 shuffles of letters", plain, seed -> Reference.from(letters, 20, seed));
  }

  private void add(String name, DeepLift deepLift, LongFunction<Reference> reference) {
    attributions.put(
        name, seed -> deepLift.explain(sequences.oneHot(), reference.apply(seed), Target.logit(0)));
  }

  /**
   * Explains against each reference.
   *
   * @param args the folder of the network and the sequences
   */
  public static void main(String[] args) {
    ReferenceChoice choice =
        new ReferenceChoice(Path.of(args.length > 0 ? args[0] : "samples/data"));
    System.out.printf("%d positive sequences%n", choice.sequences.positives().size());
    System.out.println(
        "reference                  its logit  on a motif  on both  share on motifs  two seeds");
    choice
        .findings()
        .forEach(
            (name, found) ->
                System.out.printf(
                    "%-25s  %9.1f  %10d  %7d  %13.1f %%  %9.3f%n",
                    name,
                    found.referenceLogit(),
                    found.oneMotif(),
                    found.bothMotifs(),
                    100 * found.shareOnMotifs(),
                    found.agreement()));
  }

  /** Returns what is found against each reference. */
  Map<String, Finding> findings() {
    Map<String, Finding> findings = new LinkedHashMap<>();
    attributions.forEach(
        (name, function) -> findings.put(name, finding(function.apply(0), function.apply(1))));
    return findings;
  }

  private Finding finding(Attribution first, Attribution second) {
    BaseScores scores = BaseScores.of(first.contributions(), LETTERS);
    return new Finding(
        first.referenceOutput().meanNumber().doubleValue(),
        scores.hits(sequences.positives(), sequences.motifs()),
        scores.completeHits(sequences.positives(), sequences.motifs()),
        scores.shareOnMotifs(sequences.positives(), sequences.motifs()),
        correlation(first.contributions().sum(LETTERS), second.contributions().sum(LETTERS)));
  }

  private static double correlation(INDArray a, INDArray b) {
    INDArray fromMeanOfA = a.sub(a.meanNumber());
    INDArray fromMeanOfB = b.sub(b.meanNumber());
    return fromMeanOfA.mul(fromMeanOfB).sumNumber().doubleValue()
        / (fromMeanOfA.norm2Number().doubleValue() * fromMeanOfB.norm2Number().doubleValue());
  }
}
