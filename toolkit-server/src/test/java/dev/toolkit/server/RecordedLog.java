package dev.toolkit.server;

import dev.toolkit.core.Log;
import dev.toolkit.core.LogEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all events. */
final class RecordedLog implements Log {

  private final List<LogEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void write(LogEvent event) {
    events.add(event);
  }

  List<String> messages() {
    return events.stream().map(LogEvent::message).toList();
  }

  List<LogEvent> failures() {
    return events.stream()
        .filter(event -> event.level().compareTo(LogEvent.Level.WARN) >= 0)
        .toList();
  }
}
