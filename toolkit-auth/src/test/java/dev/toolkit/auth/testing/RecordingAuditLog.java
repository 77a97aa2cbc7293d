package dev.toolkit.auth.testing;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.SecurityEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events, for tests to look at. */
public final class RecordingAuditLog implements AuditLog {

  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void record(SecurityEvent event) {
    events.add(event);
  }

  public List<SecurityEvent> events() {
    return events;
  }

  public List<SecurityEvent.Type> types() {
    return events.stream().map(SecurityEvent::type).toList();
  }
}
