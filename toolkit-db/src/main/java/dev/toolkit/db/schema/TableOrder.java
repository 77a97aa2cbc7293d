package dev.toolkit.db.schema;

import dev.toolkit.db.Table;
import dev.toolkit.db.TableModel;
import dev.toolkit.db.TableModel.ForeignKey;
import dev.toolkit.db.sql.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables, each after those that it refers to as far as circles allow. */
final class TableOrder {

  /** A table by its full name. */
  private record Name(@Nullable Identifier schema, Identifier table) {
    static Name of(TableModel model) {
      return new Name(model.schema().orElse(null), model.name());
    }

    static Name target(ForeignKey key) {
      return new Name(key.schema(), key.table());
    }
  }

  private final Map<Name, TableModel> all = new LinkedHashMap<>();
  private final Map<Name, Integer> positions = new LinkedHashMap<>();
  private final List<TableModel> models = new ArrayList<>();

  private TableOrder() {}

  static TableOrder of(List<? extends Table<?>> tables) {
    TableOrder order = new TableOrder();
    for (Table<?> table : tables) {
      TableModel model = table.model();
      order.all.put(Name.of(model), model);
    }
    Set<Name> begun = new LinkedHashSet<>();
    order.all.keySet().forEach(name -> order.place(name, begun));
    return order;
  }

  /** Depth first; a table that is begun already closes a circle. */
  private void place(Name name, Set<Name> begun) {
    TableModel model = all.get(name);
    if (model == null || !begun.add(name)) {
      return;
    }
    model.foreignKeys().forEach(key -> place(find(key, model), begun));
    positions.put(name, models.size());
    models.add(model);
  }

  /** A column's reference names no schema: that of its own table is meant, or none. */
  private Name find(ForeignKey key, TableModel from) {
    Name target = Name.target(key);
    Name sameSchema = new Name(from.schema().orElse(null), key.table());
    return all.containsKey(target) ? target : sameSchema;
  }

  List<TableModel> models() {
    return models;
  }

  /** Returns whether the key refers to a table that is created after its own. */
  boolean pointsForward(TableModel from, ForeignKey key) {
    Integer target = positions.get(find(key, from));
    Integer own = positions.get(Name.of(from));
    return target != null && own != null && target > own;
  }
}
