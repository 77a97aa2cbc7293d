package dev.toolkit.benchmarks.db;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.Bool;
import dev.toolkit.db.GenId;
import dev.toolkit.db.Int;
import dev.toolkit.db.Req8;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;

/** A table of nine columns, one of them counted by the database. */
final class Person extends Table<Person> {
  static final Person person = new Person();

  final GenId<Person> id = bigint("id").primaryKey().identity();
  final Text<Person> name = text("name");
  final Text<Person> email = text("email");
  final Int<Person> age = integer("age");
  final Bool<Person> active = bool("active");
  final BigInt<Person> createdAt = bigint("created_at");
  final Text<Person> city = text("city");
  final Text<Person> country = text("country");
  final Text<Person> note = text("note");
  final Req8<Person, String, String, Integer, Boolean, Long, String, String, String> draft =
      required(name, email, age, active, createdAt, city, country, note);

  private Person() {
    super("person");
  }
}
