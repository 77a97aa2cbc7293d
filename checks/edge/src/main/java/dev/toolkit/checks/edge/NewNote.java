package dev.toolkit.checks.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A note to add. */
record NewNote(
    @Nullable String title, int priority, boolean done, @Nullable List<@Nullable String> tags) {}
