package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the values of a YAML text stand. */
final class Places {

  private final @Nullable Node root;

  /** @param yaml that has been read without an error */
  Places(String yaml) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    this.root = new Yaml(options).compose(new StringReader(yaml));
  }

  /** @return the line, from 1 on, of a value's name, or of the innermost value around it that the text has */
  int line(JsonPointer pointer) {
    int line = root == null ? 0 : root.getStartMark().getLine();
    var node = root;
    for (var rest = pointer; node != null && !rest.matches(); rest = rest.tail()) {
      switch (node) {
        case MappingNode mapping -> {
          node = null;
          for (var entry : mapping.getValue()) {
            if (
              entry.getKeyNode() instanceof ScalarNode key &&
              key.getValue().equals(rest.getMatchingProperty())
            ) {
              line = key.getStartMark().getLine();
              node = entry.getValueNode();
            }
          }
        }
        case SequenceNode sequence -> {
          var items = sequence.getValue();
          int index = rest.getMatchingIndex();
          node = index >= 0 && index < items.size() ? items.get(index) : null;
          line = node == null ? line : node.getStartMark().getLine();
        }
        default -> node = null;
      }
    }
    return line + 1;
  }
}
