package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryNode.With;
import java.util.List;

/** What a statement needs from the one who made it. */
record Context(Dialect dialect, Executor executor, List<With> with) {}
