package io.github.dl4jdeeplift.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the contributions of each attribution into a folder, as NumPy reads them: {@code
 * contributions_0000120.npy} for iteration 120; with several network inputs {@code
 * contributions_0000120_0.npy} and so on, by input.
 */
public final class AttributionFiles implements Consumer<Watched> {
  private final Path folder;

  /**
   * Makes a receiver of attributions.
   *
   * @param folder where files go; made where it is not there yet
   */
  public AttributionFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the files of an attribution, each whole or not at all.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  @Override
  public void accept(Watched watched) {
    List<INDArray> contributions = watched.attribution().contributionsOfInputs();
    String name = String.format(Locale.ROOT, "contributions_%07d", watched.iteration());
    for (int input = 0; input < contributions.size(); input++) {
      String suffix = contributions.size() == 1 ? "" : "_" + input;
      write(contributions.get(input), folder.resolve(name + suffix + ".npy"));
    }
  }

  private void write(INDArray array, Path file) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "contributions", ".part");
      Files.write(part, Nd4j.toNpyByteArray(array.dup('c')));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
