/**
 * DeepLIFT for trained Deeplearning4j networks.
 *
 * <p>Flow: {@code explain()} -> {@code network} (walks the model) -> {@code graph} (nodes with
 * rules) -> {@code engine} (SameDiff programs) -> {@code Attribution}.
 */
@NullMarked
package io.github.dl4jdeeplift;

import org.jspecify.annotations.NullMarked;
