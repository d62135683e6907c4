package dev.steward.tool.imports;

import dev.steward.problem.BrokenDefinitionException;
import dev.steward.tool.contract.ContractSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code import-openapi}: writes drafts of contracts into a folder. */
public final class OpenApiCommand {

  public static final String NAME = "import-openapi";

  private static final Path SCHEMA = Path.of(
    "src/main/resources/schemas/tool-contract.schema.json"
  );
  private static final String USAGE =
    "Usage: import-openapi <file> <folder> --prefix=crm [--environment=sandbox]";

  private OpenApiCommand() {}

  /**
   * @param arguments without the command's name
   * @param out is told what was done, or why it was not
   * @return whether it was done
   */
  public static boolean run(List<String> arguments, PrintStream out) {
    var places = arguments
      .stream()
      .filter(argument -> !argument.startsWith("--"))
      .toList();
    var prefix = option(arguments, "prefix", "");
    if (places.size() != 2 || prefix.isEmpty()) {
      out.println(USAGE);
      return false;
    }
    var document = Path.of(places.getFirst());
    try {
      var drafts = OpenApiImport.of(
        Files.readString(document),
        prefix,
        option(arguments, "environment", "sandbox")
      );
      return write(drafts, Path.of(places.getLast()), out);
    } catch (IllegalArgumentException e) {
      out.println(document + ": " + e.getMessage());
    } catch (IOException e) {
      out.println("It cannot be read or written: " + e);
    }
    return false;
  }

  private static boolean write(OpenApiImport.Drafts drafts, Path folder, PrintStream out)
    throws IOException {
    var taken = drafts
      .files()
      .keySet()
      .stream()
      .map(folder::resolve)
      .filter(Files::exists)
      .toList();
    if (!taken.isEmpty()) {
      taken.forEach(file -> out.println(file + " is there already"));
      out.println("Nothing was written.");
      return false;
    }
    Files.createDirectories(folder);
    for (var file : drafts.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), schemaLine(folder) + file.getValue());
      out.println(folder.resolve(file.getKey()));
    }
    drafts.notes().forEach(out::println);
    try {
      ContractSet.read(folder).all();
      return true;
    } catch (BrokenDefinitionException e) {
      out.println("Steward will not start with these files before this is mended:");
      out.println(e.getMessage());
      return false;
    }
  }

  /** Lets editors complete and check the file. */
  private static String schemaLine(Path folder) {
    var schema = SCHEMA.toAbsolutePath();
    return Files.exists(schema)
      ? "# yaml-language-server: $schema=%s\n".formatted(
          folder.toAbsolutePath().normalize().relativize(schema)
        )
      : "";
  }

  private static String option(List<String> arguments, String name, String otherwise) {
    var start = "--" + name + "=";
    return arguments
      .stream()
      .filter(argument -> argument.startsWith(start))
      .map(argument -> argument.substring(start.length()))
      .findFirst()
      .orElse(otherwise);
  }
}
