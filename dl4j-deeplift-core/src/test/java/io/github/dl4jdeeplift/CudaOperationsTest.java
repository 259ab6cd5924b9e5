package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * No program asks for an operation that the released CUDA library lacks. {@link LayerCase} checks
 * the same of each layer that it tries.
 */
class CudaOperationsTest {
  private static final int NETWORKS = 40;

  @Test
  void list_tellsWhatIsThere() {
    assertThat(CudaOperations.has("conv2d")).isTrue();
    assertThat(CudaOperations.has("mmul")).isTrue();
    assertThat(CudaOperations.has("greaterthan_scalar")).isTrue();
    assertThat(CudaOperations.has("an_operation_of_no_library")).isFalse();
  }

  @Test
  void programsOfGeneratedNetworks_askForWhatIsThere() {
    for (long seed = 1; seed <= NETWORKS; seed++) {
      GeneratedNetwork network = RandomNetworks.of(seed);
      CudaOperations.requireFor(network.network(), network.examples(1, 0));
    }
  }
}
