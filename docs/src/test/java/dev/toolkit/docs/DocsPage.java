package dev.toolkit.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of Markdown and the Java code in it. */
record DocsPage(Path path, List<Block> blocks) {

  private static final Pattern DECLARATION =
      Pattern.compile(
          "^(public |final |sealed |abstract |static )*(record|class|interface|enum|@interface)\\b");

  /**
   * The content of a fenced block.
   *
   * @param line the number of its first line in the page
   */
  record Block(int line, List<String> lines) {

    boolean isDeclaration() {
      return lines.stream()
          .filter(line -> !line.isBlank() && !line.startsWith("//") && !line.startsWith("@"))
          .filter(line -> !line.startsWith("import "))
          .findFirst()
          .map(line -> DECLARATION.matcher(line).find())
          .orElse(false);
    }

    String code() {
      return String.join("\n", lines.stream().filter(line -> !line.startsWith("import ")).toList());
    }

    List<String> imports() {
      return lines.stream().filter(line -> line.startsWith("import ")).toList();
    }

    String methodName() {
      return "line" + line;
    }
  }

  static DocsPage read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> open = null;
    int line = 0;
    int start = 0;
    for (String text : Files.readAllLines(path)) {
      line++;
      if (open == null && text.strip().equals("```java")) {
        open = new ArrayList<>();
        start = line + 1;
      } else if (open != null && text.strip().equals("```")) {
        blocks.add(new Block(start, open));
        open = null;
      } else if (open != null) {
        open.add(text);
      }
    }
    return new DocsPage(path, blocks);
  }

  List<Block> statements() {
    return blocks.stream().filter(block -> !block.isDeclaration()).toList();
  }

  List<Block> declarations() {
    return blocks.stream().filter(Block::isDeclaration).toList();
  }
}
