package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network that predicts who will not pay back a loan, and why it thinks so of each applicant. The
 * applicants are simulated, so that the true effect of each feature is known.
 *
 * <p>Prints three applicants and, for three references, how well the order of contributions agrees
 * with the order of the true effects; draws twenty applicants.
 */
public final class TabularLoans {
  private static final int PRINTED = 3;
  private static final int DRAWN = 20;

  private final SimulatedLoans heldOut = SimulatedLoans.draw(500, 2);
  private final INDArray scale;
  private final INDArray training;
  private final INDArray effects;
  private final MultiLayerNetwork network;

  /** Draws the applicants and trains the network. */
  TabularLoans() {
    SimulatedLoans loans = SimulatedLoans.draw(20_000, 1);
    scale = loans.features().std(0);
    training = loans.features().divRowVector(scale);
    effects = heldOut.effects().subRowVector(loans.effects().mean(0));
    network = LoanNetwork.trained(training, loans.defaulted());
  }

  /**
   * Trains, explains and draws.
   *
   * @param args the folder to draw into
   * @throws IOException if it cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path output = Path.of(args.length > 0 ? args[0] : "samples/target/tabular-loans");
    new TabularLoans().report(output);
  }

  /**
   * Prints and draws.
   *
   * @param folder where to draw
   * @throws IOException if it cannot be made
   */
  void report(Path folder) throws IOException {
    System.out.printf(
        "auROC on 500 held-out applicants: %.3f; the true risk has %.3f%n",
        auRoc(predicted()), auRoc(heldOut.risk()));
    System.out.println("rank correlation of contributions and true effects, mean of applicants");
    references()
        .forEach(
            (name, reference) ->
                System.out.printf("  %-33s  %.3f%n", name, agreement(contributions(reference))));
    INDArray contributions = contributions(mean());
    IntStream.range(0, PRINTED).forEach(applicant -> print(contributions, applicant));
    Files.createDirectories(folder);
    HeatMap map = drawn(contributions);
    map.writeSvg(folder.resolve("applicants.svg"));
    map.writePng(folder.resolve("applicants.png"));
    System.out.println("columns of the pictures: " + String.join(", ", SimulatedLoans.names()));
    System.out.println("pictures: " + folder);
  }

  private double auRoc(INDArray scores) {
    ROC roc = new ROC();
    roc.eval(heldOut.defaulted(), scores);
    return roc.calculateAUC();
  }

  private INDArray inputs() {
    return heldOut.features().divRowVector(scale);
  }

  private INDArray predicted() {
    return network.output(inputs());
  }

  private Reference mean() {
    return Reference.of(training.mean(true, 0));
  }

  /** Returns the references that are compared, by name. */
  Map<String, Reference> references() {
    Map<String, Reference> references = new LinkedHashMap<>();
    references.put("mean of the training data", mean());
    references.put(
        "100 training applicants, averaged",
        Reference.average(training.get(NDArrayIndex.interval(0, 100))));
    references.put("zeros", Reference.zeros());
    return references;
  }

  /** Returns what features add to the log-odds of default, {@code [500, features]}. */
  INDArray contributions(Reference reference) {
    return DeepLift.builder(network)
        .build()
        .explain(inputs(), reference, Target.logit(0))
        .contributions();
  }

  /** Returns the rank correlation of contributions and true effects, the mean of applicants. */
  double agreement(INDArray contributions) {
    double[][] found = contributions.toDoubleMatrix();
    double[][] real = effects.toDoubleMatrix();
    return IntStream.range(0, found.length)
        .mapToDouble(applicant -> RankCorrelation.of(found[applicant], real[applicant]))
        .average()
        .orElseThrow();
  }

  private void print(INDArray contributions, int applicant) {
    System.out.printf(
        "applicant %d: risk of default %.0f %%, predicted %.0f %%%n",
        applicant,
        100 * heldOut.risk().getDouble(applicant, 0),
        100 * predicted().getDouble(applicant, 0));
    String[] names = SimulatedLoans.names();
    for (int feature = 0; feature < names.length; feature++) {
      System.out.printf(
          "  %-15s  %6.1f  contribution %+.2f  true effect %+.2f%n",
          names[feature],
          heldOut.features().getDouble(applicant, feature),
          contributions.getDouble(applicant, feature),
          effects.getDouble(applicant, feature));
    }
  }

  private HeatMap drawn(INDArray contributions) {
    return HeatMap.builder()
        .title("applicants by features")
        .valueLabel("log-odds of default")
        .panel("DeepLIFT", contributions.get(NDArrayIndex.interval(0, DRAWN)))
        .panel("true effects", effects.get(NDArrayIndex.interval(0, DRAWN)))
        .build();
  }
}
