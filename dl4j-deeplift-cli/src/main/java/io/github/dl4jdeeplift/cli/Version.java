package io.github.dl4jdeeplift.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    @Nullable String own = Main.class.getPackage().getImplementationVersion();
    return new String[] {"deeplift " + (own == null ? "(unknown version)" : own)};
  }
}
