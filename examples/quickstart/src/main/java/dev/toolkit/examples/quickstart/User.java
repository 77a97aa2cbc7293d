package dev.toolkit.examples.quickstart;

/** A user, as the API shows it. */
record User(long id, String name, String email) {}
