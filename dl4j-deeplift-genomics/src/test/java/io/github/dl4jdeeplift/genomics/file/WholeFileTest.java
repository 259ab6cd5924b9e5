package io.github.dl4jdeeplift.genomics.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void content_isWrittenAndNothingElse() throws IOException {
    Path target = folder.resolve("out");
    WholeFile.write(target, out -> out.write(new byte[] {1, 2, 3}));

    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void failure_leavesTheTargetAsItWas() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "before");

    assertThatThrownBy(
            () ->
                WholeFile.write(
                    target,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UnwritableFileException.class)
        .hasMessageStartingWith(target + ": cannot be written (IOException: disk full)");
    assertThat(target).hasContent("before");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void failureOfAnotherKind_leavesNothing() {
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    folder.resolve("out"),
                    out -> {
                      throw new IllegalStateException("elsewhere");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void preparedFile_appearsWhenItIsPublished() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "before");
    try (PendingFile pending = WholeFile.prepare(target, out -> out.write('x'))) {
      assertThat(target).hasContent("before");
      pending.publish();
    }

    assertThat(target).hasContent("x");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void preparedFileThatIsNotPublished_leavesNothing() {
    WholeFile.prepare(folder.resolve("out"), out -> out.write('x')).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void existingFile_isReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "before and longer");
    WholeFile.write(target, out -> out.write('x'));

    assertThat(target).hasContent("x");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void link_staysAndItsFileIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.write(link, out -> out.write('x'));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("x");
  }

  @Test
  void checkWritable_changesNothing() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "before");
    WholeFile.checkWritable(target);
    WholeFile.checkWritable(folder.resolve("new"));

    assertThat(target).hasContent("before");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void missingFolder_isRefused() {
    Path target = folder.resolve("none").resolve("out");

    assertThatThrownBy(() -> WholeFile.checkWritable(target))
        .isInstanceOf(UnwritableFileException.class)
        .hasMessage(
            target + ": the folder " + target.getParent() + " does not exist; create it first");
  }

  @Test
  void folder_isRefused() {
    assertThatThrownBy(() -> WholeFile.checkWritable(folder))
        .isInstanceOf(UnwritableFileException.class)
        .hasMessage(folder + ": is a folder; give a file's name");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void device_isRefusedAndStays() {
    Path device = Path.of("/dev/null");

    assertThatThrownBy(() -> WholeFile.write(device, out -> out.write(1)))
        .isInstanceOf(UnwritableFileException.class)
        .hasMessageContaining("is not a regular file");
    assertThat(Files.isRegularFile(device)).isFalse();
  }
}
