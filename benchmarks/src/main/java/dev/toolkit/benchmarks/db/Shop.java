package dev.toolkit.benchmarks.db;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.BigIntNull;
import dev.toolkit.db.GenId;
import dev.toolkit.db.Int;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;

/** The tables beside {@link Person}. */
final class Shop {
  private Shop() {}

  /** Orders of people. */
  static final class Orders extends Table<Orders> {
    static final Orders orders = new Orders();

    final GenId<Orders> id = bigint("id").primaryKey().identity();
    final BigInt<Orders> personId = bigint("person_id");
    final Text<Orders> status = text("status");
    final Int<Orders> total = integer("total");

    private Orders() {
      super("orders");
    }
  }

  /** Items of orders. */
  static final class Item extends Table<Item> {
    static final Item item = new Item();

    final GenId<Item> id = bigint("id").primaryKey().identity();
    final BigInt<Item> orderId = bigint("order_id");
    final BigInt<Item> productId = bigint("product_id");
    final Int<Item> quantity = integer("quantity");

    private Item() {
      super("item");
    }
  }

  /** Products of items. */
  static final class Product extends Table<Product> {
    static final Product product = new Product();

    final GenId<Product> id = bigint("id").primaryKey().identity();
    final Text<Product> title = text("title");

    private Product() {
      super("product");
    }
  }

  /** A tree of categories. */
  static final class Category extends Table<Category> {
    static final Category category = new Category();

    final GenId<Category> id = bigint("id").primaryKey().identity();
    final BigIntNull<Category> parentId = bigint("parent_id").nullable();
    final Text<Category> name = text("name");

    private Category() {
      super("category");
    }
  }
}
