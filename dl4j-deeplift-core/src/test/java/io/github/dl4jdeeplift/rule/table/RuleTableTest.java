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
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class RuleTableTest {
  private static LayerView<?> yolo(RuleTable table) {
    Yolo2OutputLayer layer =
        new Yolo2OutputLayer.Builder().boundingBoxPriors(Nd4j.ones(1, 2)).build();
    return new LayerView<>("boxes", layer, Map.of(), DataType.FLOAT, table);
  }

  @Test
  void classes_areInARowOrRefused() {
    RuleTable table = LibraryRules.with(List.of());
    List<Class<?>> explained = table.rows().stream().<Class<?>>map(RuleRow::type).toList();
    List<Class<?>> refused = table.refusals().stream().<Class<?>>map(Refusal::type).toList();
    assertThat(explained).contains(DenseLayer.class).doesNotContainAnyElementsOf(refused);
    assertThat(refused).contains(Yolo2OutputLayer.class);
  }

  @Test
  void refusal_saysWhyAndWhatWorks() {
    RuleTable table = LibraryRules.with(List.of());
    assertThatThrownBy(() -> table.nodesOf(yolo(table)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("Target.layer(");
  }

  @Test
  void usersRow_winsOverARefusal() {
    RuleRow<?> own = RuleRow.of(Yolo2OutputLayer.class, layer -> new IdentityRule());
    RuleTable table = LibraryRules.with(List.of(own));
    assertThat(table.nodesOf(yolo(table))).isPresent();
    assertThat(table.refusals()).noneMatch(each -> each.type().equals(Yolo2OutputLayer.class));
  }
}
