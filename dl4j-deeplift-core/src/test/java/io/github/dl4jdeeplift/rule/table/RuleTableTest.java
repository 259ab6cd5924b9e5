package io.github.dl4jdeeplift.rule.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Refusal;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class RuleTableTest {
  private static LayerView<?> refused(RuleTable table) {
    SpaceToBatchLayer layer = new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build();
    return new LayerView<>("boxes", layer, Map.of(), DataType.FLOAT, table);
  }

  @Test
  void classes_areInARowOrRefused() {
    RuleTable table = LibraryRules.with(List.of());
    List<Class<?>> explained = table.rows().stream().<Class<?>>map(RuleRow::type).toList();
    List<Class<?>> refused = table.refusals().stream().<Class<?>>map(Refusal::type).toList();
    assertThat(explained).contains(DenseLayer.class).doesNotContainAnyElementsOf(refused);
    assertThat(refused).contains(SpaceToBatchLayer.class);
  }

  @Test
  void refusal_saysWhyAndWhatWorks() {
    RuleTable table = LibraryRules.with(List.of());
    assertThatThrownBy(() -> table.nodesOf(refused(table)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("use SpaceToDepthLayer");
  }

  @Test
  void usersRow_winsOverARefusal() {
    RuleRow<?> own = RuleRow.of(SpaceToBatchLayer.class, layer -> new IdentityRule());
    RuleTable table = LibraryRules.with(List.of(own));
    assertThat(table.nodesOf(refused(table))).isPresent();
    assertThat(table.refusals()).noneMatch(each -> each.type().equals(SpaceToBatchLayer.class));
  }
}
