package dev.toolkit.checks.edge;

import dev.toolkit.checks.edge.json.JsonValue;
import dev.toolkit.checks.edge.json.JsonWriter;
import dev.toolkit.checks.edge.json.TypedCodec;

/** The JSON of notes. */
final class NotesJson {

  private NotesJson() {}

  static TypedCodec codec() {
    return TypedCodec.builder()
        .reading(NewNote.class, NotesJson::read)
        .writing(Note.class, NotesJson::write)
        .build();
  }

  private static NewNote read(JsonValue note) {
    return new NewNote(
        note.member("title").string(),
        note.required("priority").integer(),
        note.required("done").truth(),
        note.member("tags").strings());
  }

  private static void write(Note note, JsonWriter out) {
    out.name("id").value(note.id());
    out.name("title").value(note.title());
    out.name("priority").value(note.priority());
    out.name("done").value(note.done());
    out.name("tags").beginArray();
    for (String tag : note.tags()) {
      out.value(tag);
    }
    out.endArray();
  }
}
