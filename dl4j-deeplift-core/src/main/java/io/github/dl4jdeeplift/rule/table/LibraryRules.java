package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Refusal;
import io.github.dl4jdeeplift.rule.RuleProvider;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.sequence.AttentionRules;
import io.github.dl4jdeeplift.rule.sequence.RecurrentRules;
import io.github.dl4jdeeplift.rule.window.CapsuleRules;
import io.github.dl4jdeeplift.rule.window.ConvolutionRules;
import io.github.dl4jdeeplift.rule.window.LocalRules;
import io.github.dl4jdeeplift.rule.window.NormalizingRules;
import io.github.dl4jdeeplift.rule.window.PoolingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** This library's own rows and refusals, which those of all other providers win over. */
public final class LibraryRules implements RuleProvider {
  private LibraryRules() {}

  /**
   * Returns this library's table with the rows of all providers on the class path and the user's.
   *
   * @param userRows rows that win over all others
   * @throws IllegalArgumentException if two of the user's rows are for one class
   */
  public static RuleTable with(List<RuleRow<?>> userRows) {
    List<RuleProvider> providers = new ArrayList<>(List.of(new LibraryRules()));
    ServiceLoader.load(RuleProvider.class).forEach(providers::add);
    return RuleTable.of(providers, userRows);
  }

  @Override
  public List<RuleRow<?>> rows() {
    return Stream.of(
            LayerRules.ROWS,
            ConvolutionRules.ROWS,
            LocalRules.ROWS,
            PoolingRules.ROWS,
            NormalizingRules.ROWS,
            CapsuleRules.ROWS,
            ResizingRules.ROWS,
            OutputRules.ROWS,
            WrapperRules.ROWS,
            RecurrentRules.ROWS,
            AttentionRules.ROWS,
            VertexRules.ROWS,
            PreprocessorRules.ROWS,
            ImporterRules.ROWS)
        .<RuleRow<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public List<Refusal> refusals() {
    return Stream.of(ImporterRules.REFUSALS, Refusals.ROWS).flatMap(List::stream).toList();
  }
}
