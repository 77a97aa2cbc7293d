package dev.toolkit.cache.layer;

import dev.toolkit.cache.testing.BackplaneContract;

class MemoryBackplaneTest implements BackplaneContract {

  private final MemoryBackplane backplane = MemoryBackplane.create();

  @Override
  public Backplane backplane() {
    return backplane;
  }
}
