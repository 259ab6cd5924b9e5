package io.github.dl4jdeeplift;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv1DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Each operation inside a layer of a user's own, by what must hold of any layer. */
class DefinedLayersTest {
  private static final long[] SEQUENCE = {3, 4};
  private static final long[] IMAGE = {2, 5, 4};

  /** A case of one operation behind a dense layer's worth of mixing, and one in front. */
  private static Stream<DynamicTest> tests(
      String name, boolean linear, long[] shape, OwnLayer.Function function) {
    Layer own = OwnLayer.of(function);
    Layer loss = SmallNetworks.loss(Activation.IDENTITY);
    return LayerCase.of(name, linear, shape, own, loss).tests();
  }

  private static Stream<DynamicTest> linear(String name, OwnLayer.Function function) {
    return tests(name, true, SEQUENCE, function);
  }

  private static Stream<DynamicTest> curved(String name, OwnLayer.Function function) {
    return tests(name, false, SEQUENCE, function);
  }

  @TestFactory
  Stream<DynamicTest> arithmetic() {
    return Stream.of(
            linear("add number", (g, x) -> x.add(2)),
            linear("subtract number", (g, x) -> x.sub(2).rsub(3)),
            linear("scale", (g, x) -> x.mul(2).div(-3).neg()),
            linear("add constant", (g, x) -> x.add(constant(g, 4))),
            linear("subtract constant", (g, x) -> x.sub(constant(g, 3, 1))),
            linear("constant less", (g, x) -> constant(g, 4).sub(x)),
            linear("reverse", (g, x) -> x.rsub(constant(g, 4))),
            linear("times constant", (g, x) -> x.mul(constant(g, 1, 3, 4))),
            linear("over constant", (g, x) -> x.div(constant(g, 4))),
            linear("larger constant", (g, x) -> x.sum(true, 2).mul(constant(g, 4))),
            linear("merge", (g, x) -> g.math().mergeAvg(x, x.mul(2), g.math().mergeAdd(x, x))),
            curved("over", (g, x) -> constant(g, 4).div(x.mul(x).add(1))),
            curved("number over", (g, x) -> x.mul(x).add(1).rdiv(3)),
            curved("quotient", (g, x) -> x.div(g.math().exp(x))),
            curved("product", (g, x) -> x.mul(x.sum(true, 1))),
            curved("squared difference", (g, x) -> x.squaredDifference(constant(g, 4))),
            curved("maximum", (g, x) -> g.math().max(x, x.mul(-1).add(0.25))),
            curved("minimum with constant", (g, x) -> g.math().min(x, constant(g, 4))),
            curved("bounded", (g, x) -> g.math().clipByValue(x, -0.5, 0.75)),
            curved("scalar bounds", (g, x) -> g.scalarMin(g.scalarMax(x, -0.5), 0.75)),
            curved("dot", (g, x) -> x.dot(g.nn().tanh(x), 2)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> functions() {
    return Stream.of(
            curved("relu", (g, x) -> g.nn().relu(x, 0)),
            curved("relu with a cutoff", (g, x) -> g.nn().relu(x, 0.5)),
            curved("relu6", (g, x) -> g.nn().relu6(x.mul(5), 0)),
            curved("leaky relu", (g, x) -> g.nn().leakyRelu(x, 0.1)),
            curved("elu", (g, x) -> g.nn().elu(x)),
            curved("selu", (g, x) -> g.nn().selu(x)),
            curved("gelu", (g, x) -> g.nn().gelu(x)),
            curved("precise gelu", (g, x) -> g.nn().preciseGelu(x)),
            curved("sigmoid", (g, x) -> g.nn().sigmoid(x).add(0)),
            curved("hard sigmoid", (g, x) -> g.nn().hardSigmoid(x.mul(2)).add(0)),
            curved("tanh", (g, x) -> g.nn().tanh(x)),
            curved("hard tanh", (g, x) -> g.nn().hardTanh(x)),
            curved("softplus", (g, x) -> g.nn().softplus(x)),
            curved("softsign", (g, x) -> g.nn().softsign(x)),
            curved("swish", (g, x) -> g.nn().swish(x)),
            curved("log sigmoid", (g, x) -> g.nn().logSigmoid(x)),
            curved("prelu", (g, x) -> g.nn().prelu(x, constant(g, 1, 4), 1)),
            curved("abs", (g, x) -> g.math().abs(x)),
            curved("square", (g, x) -> g.math().square(x)),
            curved("cube", (g, x) -> g.math().cube(x)),
            curved("power 4", (g, x) -> x.pow(4)),
            curved("power -2", (g, x) -> g.math().abs(x).add(0.5).pow(-2)),
            curved("power 1.5", (g, x) -> g.math().abs(x).pow(1.5)),
            curved("sqrt", (g, x) -> g.math().sqrt(g.math().abs(x))),
            curved("rsqrt", (g, x) -> g.math().rsqrt(g.math().abs(x).add(0.2))),
            curved("exp", (g, x) -> g.math().exp(x)),
            curved("expm1", (g, x) -> g.math().expm1(x)),
            curved("log", (g, x) -> g.math().log(g.math().abs(x).add(0.1))),
            curved("log1p", (g, x) -> g.math().log1p(g.math().square(x))),
            curved("reciprocal", (g, x) -> g.math().reciprocal(g.math().exp(x))),
            curved("sin", (g, x) -> g.math().sin(x)),
            curved("cos", (g, x) -> g.math().cos(x)),
            curved("erf", (g, x) -> g.math().erf(x)),
            curved("sign", (g, x) -> g.math().sign(x)),
            curved("floor", (g, x) -> g.math().floor(x.mul(3))))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> moves() {
    return Stream.of(
            linear("reshape", (g, x) -> x.reshape(-1, 2, 6)),
            linear("flatten", (g, x) -> g.reshape(x, -1, 12)),
            linear("reshape by the batch's size", DefinedLayersTest::reshapedBySizes),
            linear("permute", (g, x) -> x.permute(0, 2, 1)),
            linear("expand and squeeze", (g, x) -> g.squeeze(g.expandDims(x, 2), 2).mul(2)),
            linear("concat", (g, x) -> g.concat(2, x, x.mul(2), x)),
            linear("concat with ones", (g, x) -> g.concat(1, x, g.onesLike(x))),
            linear("stack", (g, x) -> g.stack(1, x, x.mul(3))),
            linear("unstack", (g, x) -> g.unstack(x, 1, 3)[1].sub(g.unstack(x, 1, 3)[2])),
            linear("split", (g, x) -> g.split(x, 2, 2)[1]),
            linear("slice", (g, x) -> g.slice(x, new int[] {0, 1, 1}, -1, 2, 2)),
            linear("strided slice", DefinedLayersTest::strided),
            linear("get", (g, x) -> x.get(SDIndex.all(), SDIndex.point(1), SDIndex.interval(1, 3))),
            linear("gather", (g, x) -> g.gather(x, new int[] {2, 0, 2}, 1)),
            linear("tile", (g, x) -> g.tile(x, 1, 2, 1)),
            linear("reverse", (g, x) -> g.reverse(x, 1, 2)),
            linear("pad", (g, x) -> padded(g, x, PadMode.CONSTANT, 0.5)),
            linear("reflect", (g, x) -> padded(g, x, PadMode.REFLECT, 0)),
            linear("cumsum", (g, x) -> g.cumsum(x, false, false, 1)),
            linear("ones", (g, x) -> x.sub(g.onesLike(x))),
            linear("identity", (g, x) -> g.identity(x).mul(2)),
            tests("im2col", true, IMAGE, (g, x) -> g.cnn().im2Col(x, plain())))
        .flatMap(tests -> tests);
  }

  private static SDVariable reshapedBySizes(org.nd4j.autodiff.samediff.SameDiff g, SDVariable x) {
    SDVariable batch = g.reshape(g.sizeAt(x, 0), 1).castTo(DataType.INT64);
    SDVariable rest = g.constant(Nd4j.createFromArray(new long[] {4, 3}));
    return g.reshape(x, g.concat(0, batch, rest));
  }

  private static SDVariable strided(org.nd4j.autodiff.samediff.SameDiff g, SDVariable x) {
    return g.stridedSlice(
        x, new long[] {0, 0, 1}, new long[] {1, 3, 4}, new long[] {1, 2, 2}, 1, 1, 0, 0, 0);
  }

  private static SDVariable padded(
      org.nd4j.autodiff.samediff.SameDiff g, SDVariable x, PadMode mode, double value) {
    SDVariable cells = g.constant(Nd4j.createFromArray(new int[][] {{0, 0}, {1, 0}, {2, 1}}));
    return g.nn().pad(x, cells, mode, value);
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    return Stream.of(
            linear("sum", (g, x) -> x.sum(1)),
            linear("sum of all", (g, x) -> x.sum(true, 1, 2)),
            linear("mean", (g, x) -> x.mean(true, 2)),
            curved("max", (g, x) -> x.max(1)),
            curved("max of all", (g, x) -> x.max(true, 1, 2)),
            curved("min", (g, x) -> x.min(2)),
            curved("product", (g, x) -> x.prod(2)),
            curved("norm1", (g, x) -> x.norm1(1)),
            curved("norm2", (g, x) -> x.norm2(true, 2)),
            curved("largest magnitude", (g, x) -> x.normmax(2)),
            curved("squared norm", (g, x) -> g.squaredNorm(x, 1)),
            curved("deviation", (g, x) -> x.std(true, 2)),
            curved("variance", (g, x) -> g.variance(x, false, 1)),
            curved("logsumexp", (g, x) -> g.math().logSumExp(x, 1)),
            curved("softmax", (g, x) -> g.nn().softmax(x, -1).add(0)),
            curved("log softmax", (g, x) -> g.nn().logSoftmax(x, 2)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> norms() {
    return Stream.of(
            curved("standardize", (g, x) -> g.math().standardize(x, 2)),
            curved("layer norm", (g, x) -> g.nn().layerNorm(x, constant(g, 4), false, 2)),
            linear("batch norm", DefinedLayersTest::batchNorm))
        .flatMap(tests -> tests);
  }

  private static SDVariable batchNorm(org.nd4j.autodiff.samediff.SameDiff g, SDVariable x) {
    SDVariable positive = g.constant(Nd4j.createFromArray(0.5, 1.0, 2.0, 4.0).castTo(x.dataType()));
    return g.nn().batchNorm(x, constant(g, 4), positive, constant(g, 4), positive, 1e-3, 2);
  }

  @TestFactory
  Stream<DynamicTest> products() {
    return Stream.of(
            tests("matmul", true, new long[] {4}, (g, x) -> x.mmul(constant(g, 4, 2))),
            curved("matrix product", (g, x) -> g.mmul(x, x, false, true, false)),
            linear("tensor product", DefinedLayersTest::tensorProduct))
        .flatMap(tests -> tests);
  }

  private static SDVariable tensorProduct(org.nd4j.autodiff.samediff.SameDiff g, SDVariable x) {
    return g.tensorMmul(x, constant(g, 4, 2), new int[] {2}, new int[] {0});
  }

  private static Conv2DConfig plain() {
    return Conv2DConfig.builder().kH(2).kW(2).sH(1).sW(1).paddingMode(PaddingMode.VALID).build();
  }

  @TestFactory
  Stream<DynamicTest> windows() {
    Conv1DConfig causal =
        Conv1DConfig.builder().k(2).dataFormat("NWC").paddingMode(PaddingMode.CAUSAL).build();
    Conv2DConfig same =
        Conv2DConfig.builder().kH(3).kW(2).sH(2).sW(1).paddingMode(PaddingMode.SAME).build();
    Pooling2DConfig pooling =
        Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(1).paddingMode(PaddingMode.VALID).build();
    return Stream.of(
            linear("conv1d", (g, x) -> g.cnn().conv1d(x, constant(g, 2, 4, 3), causal)),
            tests(
                "conv2d", true, IMAGE, (g, x) -> g.cnn().conv2d(x, constant(g, 3, 2, 2, 3), same)),
            tests(
                "depthwise",
                true,
                IMAGE,
                (g, x) -> g.cnn().depthWiseConv2d(x, constant(g, 2, 2, 2, 2), plain())),
            tests("max pooling", false, IMAGE, (g, x) -> g.cnn().maxPooling2d(x, pooling)),
            tests("average pooling", true, IMAGE, (g, x) -> g.cnn().avgPooling2d(x, pooling)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> layerWithParameters() {
    Layer own =
        OwnLayer.of(
            Map.of("w", new long[] {4, 3}, "b", new long[] {3}),
            (g, x, p) -> g.nn().tanh(g.nn().linear(x, p.get("w"), p.get("b"))));
    Layer plain =
        OwnLayer.of(
            Map.of("w", new long[] {4, 3}, "b", new long[] {3}),
            (g, x, p) -> g.nn().linear(x, p.get("w"), p.get("b")));
    Layer loss = SmallNetworks.loss(Activation.IDENTITY);
    return Stream.concat(
        LayerCase.of("dense", false, new long[] {4}, own, loss).tests(),
        LayerCase.of("linear", true, new long[] {4}, plain, loss).tests());
  }

  /** Numbers between -1 and 1 of a shape, always the same. */
  private static SDVariable constant(org.nd4j.autodiff.samediff.SameDiff graph, long... shape) {
    DataType type = graph.getVariable("input").dataType();
    long length = Nd4j.create(shape).length();
    double[] numbers = new java.util.Random(5).doubles(length, -1, 1).toArray();
    return graph.constant(Nd4j.createFromArray(numbers).castTo(type).reshape('c', shape));
  }
}
