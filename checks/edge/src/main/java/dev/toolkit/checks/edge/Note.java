package dev.toolkit.checks.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A note that is kept. */
record Note(
    long id,
    @Nullable String title,
    int priority,
    boolean done,
    List<? extends @Nullable String> tags) {}
