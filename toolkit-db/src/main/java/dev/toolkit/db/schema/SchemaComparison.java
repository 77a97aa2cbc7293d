package dev.toolkit.db.schema;

import dev.toolkit.db.ColumnModel;
import dev.toolkit.db.ColumnModel.Identity;
import dev.toolkit.db.OnDelete;
import dev.toolkit.db.Table;
import dev.toolkit.db.TableModel;
import dev.toolkit.db.schema.SchemaDifference.Kind;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares table classes with a live database, which is only read.
 *
 * <p>This class is not safe for use by multiple threads, as connections are not.
 *
 * @since 0.1.0
 */
public final class SchemaComparison {
  private final Catalogue catalogue;
  private final LiveTypes types;

  private SchemaComparison(Connection connection, Dialect dialect) {
    this.catalogue = new Catalogue(connection, dialect);
    this.types = new LiveTypes(dialect);
  }

  /** Returns a comparison with the database behind the connection, which stays the caller's. */
  public static SchemaComparison of(Connection connection, Dialect dialect) {
    return new SchemaComparison(connection, dialect);
  }

  /** Returns those of the tables that the database has not. */
  public List<Table<?>> missing(List<? extends Table<?>> tables) throws SQLException {
    List<Table<?>> missing = new ArrayList<>();
    for (Table<?> table : tables) {
      if (!catalogue.has(table.model())) {
        missing.add(table);
      }
    }
    return missing;
  }

  /** Returns those indexes of the table that the database has not, or has not built. */
  public List<TableModel.Index> missingIndexes(Table<?> table) throws SQLException {
    TableModel model = table.model();
    Set<String> built = catalogue.builtIndexes(model);
    return model.indexes().stream().filter(index -> !built.contains(index.name().name())).toList();
  }

  /**
   * Returns all differences, in the order of the tables. Conditions of checks, policies and partial
   * indexes, and the expressions of defaults, are not compared: databases rewrite them. Of policies
   * the command, the roles and which conditions there are is compared.
   */
  public List<SchemaDifference> differences(List<? extends Table<?>> tables) throws SQLException {
    List<SchemaDifference> differences = new ArrayList<>();
    for (Table<?> table : tables) {
      TableModel model = table.model();
      var live = catalogue.find(model);
      if (live.isPresent()) {
        new OfTable(model, live.get(), differences).compare();
      } else {
        String name = model.name().name();
        differences.add(
            new SchemaDifference(
                Kind.MISSING_TABLE, name, name, "Table " + name + " is not in the database"));
      }
    }
    return List.copyOf(differences);
  }

  /** The comparison of one table. */
  private final class OfTable {
    private final TableModel model;
    private final LiveTable live;
    private final List<SchemaDifference> differences;
    private final String table;

    OfTable(TableModel model, LiveTable live, List<SchemaDifference> differences) {
      this.model = model;
      this.live = live;
      this.differences = differences;
      this.table = model.name().name();
    }

    void compare() {
      model.columns().forEach(this::column);
      live.columns().forEach(this::unknown);
      primaryKey();
      model.uniques().forEach(this::unique);
      model.foreignKeys().forEach(this::foreignKey);
      for (TableModel.Check check : model.checks()) {
        if (!live.checks().contains(check.name().name())) {
          add(Kind.CHECK, check.name().name(), "check " + check.name().name() + " is missing");
        }
      }
      model.indexes().forEach(this::index);
      if (!model.policies().isEmpty()) {
        policies();
      }
    }

    private void add(Kind kind, String subject, String message) {
      differences.add(
          new SchemaDifference(kind, table, subject, "Table " + table + ": " + message));
    }

    private void column(ColumnModel column) {
      String name = column.name().name();
      live.column(name)
          .ifPresentOrElse(
              found -> column(column, found),
              () -> add(Kind.MISSING_COLUMN, name, "column " + name + " is missing"));
    }

    private void column(ColumnModel column, LiveTable.Column found) {
      String name = found.name();
      if (!types.fits(column.type(), found.type())) {
        add(
            Kind.TYPE,
            name,
            "column " + name + " should be " + column.type() + " and is " + found.type());
      }
      if (column.nullable() == found.notNull()) {
        String should = column.nullable() ? "should be nullable" : "should be not null";
        String is = found.notNull() ? " and is not null" : " and is nullable";
        add(Kind.NULLABILITY, name, "column " + name + " " + should + is);
      }
      boolean counted = column.identity() != Identity.NONE;
      // A column of type serial is counted by its default.
      if (counted && !found.counted() && !found.hasDefault()) {
        add(
            Kind.IDENTITY,
            name,
            "column " + name + " should be counted by the database and is not");
      } else if (column.generated().isPresent() != found.generated()) {
        String is =
            found.generated() ? "is computed and should not be" : "should be computed and is not";
        add(Kind.GENERATED, name, "column " + name + " " + is);
      } else if (!counted && !found.generated()) {
        defaults(column, found);
      }
    }

    private void defaults(ColumnModel column, LiveTable.Column found) {
      String name = found.name();
      if (column.inDatabase().isPresent() && !found.hasDefault()) {
        add(Kind.DEFAULT, name, "column " + name + " should have a default and has none");
      } else if (column.inDatabase().isEmpty() && found.hasDefault()) {
        add(Kind.DEFAULT, name, "column " + name + " has a default and should have none");
      }
    }

    private void unknown(LiveTable.Column found) {
      if (model.column(Identifier.of(found.name())).isEmpty()) {
        boolean breaksInserts = found.notNull() && !found.hasDefault() && !found.counted();
        String note = breaksInserts ? ", and inserts without it fail" : "";
        add(
            Kind.EXTRA_COLUMN,
            found.name(),
            "column " + found.name() + " is not in the class" + note);
      }
    }

    private void primaryKey() {
      List<String> expected = names(model.primaryKey());
      if (!expected.equals(live.primaryKey())) {
        add(
            Kind.PRIMARY_KEY,
            String.join(", ", expected),
            "primary key should be " + expected + " and is " + live.primaryKey());
      }
    }

    private void unique(TableModel.Unique unique) {
      Set<String> columns = Set.copyOf(names(unique.columns()));
      boolean found =
          live.indexes().stream()
              .anyMatch(index -> index.unique() && Set.copyOf(index.columns()).equals(columns));
      if (!found) {
        add(
            Kind.UNIQUE,
            unique.name().name(),
            "columns " + names(unique.columns()) + " should be unique and are not");
      }
    }

    private void foreignKey(TableModel.ForeignKey key) {
      List<String> columns = names(key.columns());
      String name = key.name().name();
      LiveTable.ForeignKey found =
          live.foreignKeys().stream()
              .filter(each -> each.columns().equals(columns))
              .filter(each -> each.table().equals(key.table().name()))
              .filter(each -> each.target().equals(names(key.target())))
              .findFirst()
              .orElse(null);
      if (found == null) {
        add(
            Kind.FOREIGN_KEY,
            name,
            "columns "
                + columns
                + " should refer to "
                + key.table().name()
                + names(key.target())
                + " and do not");
      } else if (strict(key.onDelete()) != strict(action(found.deleteRule()))) {
        add(
            Kind.FOREIGN_KEY,
            name,
            "foreign key "
                + columns
                + " should do \""
                + key.onDelete().sql()
                + "\" on delete and does \""
                + action(found.deleteRule()).sql()
                + "\"");
      }
    }

    private void policies() {
      if (!live.security().forced()) {
        add(Kind.POLICY, table, "row-level security should be on, and forced, and is not");
      }
      List<LiveTable.Policy> expected =
          model.policies().stream().map(LiveTable.Policy::of).toList();
      for (LiveTable.Policy policy : expected) {
        named(policy.name(), live.security().policies())
            .ifPresentOrElse(
                found -> policy(policy, found),
                () -> add(Kind.POLICY, policy.name(), "policy " + policy.name() + " is missing"));
      }
      for (LiveTable.Policy found : live.security().policies()) {
        if (named(found.name(), expected).isEmpty()) {
          add(Kind.POLICY, found.name(), "policy " + found.name() + " is not in the class");
        }
      }
    }

    private void policy(LiveTable.Policy expected, LiveTable.Policy found) {
      if (!expected.equals(found)) {
        add(
            Kind.POLICY,
            found.name(),
            "policy "
                + found.name()
                + " should be "
                + expected.description()
                + ", and is "
                + found.description());
      }
    }

    private static Optional<LiveTable.Policy> named(String name, List<LiveTable.Policy> policies) {
      return policies.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    private void index(TableModel.Index index) {
      String name = index.name().name();
      var found = live.index(name);
      if (found.isEmpty()) {
        add(Kind.INDEX, name, "index " + name + " is missing");
        return;
      }
      if (index.unique() != found.get().unique()) {
        add(
            Kind.INDEX,
            name,
            "index " + name + (index.unique() ? " should" : " should not") + " be unique");
      }
      List<String> columns = new ArrayList<>();
      for (Node.SortKey key : index.keys()) {
        if (!(key.operand() instanceof Node.Column column)) {
          return;
        }
        columns.add(column.name().name());
      }
      // PostgreSQL's driver lists them behind the keys.
      columns.addAll(names(index.included()));
      if (!columns.equals(found.get().columns())) {
        add(
            Kind.INDEX,
            name,
            "index " + name + " should be on " + columns + " and is on " + found.get().columns());
      }
    }
  }

  private static List<String> names(List<Identifier> identifiers) {
    return identifiers.stream().map(Identifier::name).toList();
  }

  private static OnDelete action(int deleteRule) {
    return switch (deleteRule) {
      case DatabaseMetaData.importedKeyCascade -> OnDelete.CASCADE;
      case DatabaseMetaData.importedKeySetNull -> OnDelete.SET_NULL;
      case DatabaseMetaData.importedKeySetDefault -> OnDelete.SET_DEFAULT;
      case DatabaseMetaData.importedKeyRestrict -> OnDelete.RESTRICT;
      default -> OnDelete.NO_ACTION;
    };
  }

  /** Databases that check at once know no difference between the two. */
  private static OnDelete strict(OnDelete action) {
    return action == OnDelete.RESTRICT ? OnDelete.NO_ACTION : action;
  }
}
