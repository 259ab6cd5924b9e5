package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Thousands of generated networks, one after the other and none kept: what {@code
 * scripts/random_networks} runs. The system properties are those of {@link GeneratedNetworksTest},
 * and {@code deeplift.networks.log}, the file that takes a line for each hundred networks and for
 * each failure.
 */
@EnabledIfSystemProperty(named = "deeplift.networks.log", matches = ".+")
class ManyNetworksTest {
  private static final long COUNT = Long.getLong("deeplift.networks", 200);
  private static final long FIRST = Long.getLong("deeplift.networks.first", 1);
  private static final int NOTED = 100;

  private final Path log = Path.of(System.getProperty("deeplift.networks.log", ""));
  private final List<String> failures = new ArrayList<>();

  @Test
  void generatedNetworks_areExplainedRightly() throws IOException {
    for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
      check(seed);
      long done = seed - FIRST + 1;
      if (done % NOTED == 0 || done == COUNT) {
        note(
            "done %d from seed %d, %d failures, %d MiB"
                .formatted(done, FIRST, failures.size(), usedMemory()));
        Nd4j.getMemoryManager().invokeGc();
      }
    }
    assertThat(failures).isEmpty();
  }

  private static long usedMemory() {
    return org.bytedeco.javacpp.Pointer.physicalBytes() >> 20;
  }

  private void check(long seed) throws IOException {
    GeneratedNetwork network = RandomNetworks.of(seed);
    for (NetworkProperties.Property property : NetworkProperties.of(seed, network)) {
      try {
        property.check().execute();
      } catch (Throwable e) {
        String failure = "FAILED seed " + seed + ": " + property.name() + ": " + e;
        failures.add(failure);
        note(failure.replace('\n', ' ') + " " + network);
      }
    }
  }

  private void note(String line) throws IOException {
    Files.writeString(
        log, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
