package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JettyEngineTest implements EngineContract {

  @Override
  public Engine engine() {
    return Engine.jetty();
  }

  @Test
  void toString_namesEngineAndVersion() {
    assertThat(engine()).hasToString("Engine[Jetty 12.1.14]");
  }
}
