package dev.toolkit.benchmarks.db;

import java.util.ArrayList;
import java.util.List;

/** A row to insert. */
record NewPerson(
    String name,
    String email,
    int age,
    boolean active,
    long createdAt,
    String city,
    String country,
    String note) {

  /** Returns people, numbered from one. */
  static List<NewPerson> people(int count) {
    List<NewPerson> people = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      people.add(
          new NewPerson(
              "n" + i,
              i + "@x.io",
              20 + i % 50,
              i % 2 == 0,
              1_700_000_000_000L + i,
              "c",
              "d",
              "e"));
    }
    return people;
  }
}
