package dev.toolkit.cache.layer;

import java.io.IOException;

/**
 * Thrown by a layer that knows that its store cannot be reached, and answers so at once. Asking it
 * again costs nothing, so a cache does, and uses the layer as soon as it is back.
 *
 * @since 0.1.0
 */
public final class LayerUnavailableException extends IOException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public LayerUnavailableException(String message) {
    super(message);
  }
}
