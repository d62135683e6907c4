package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import java.util.List;

/** What is kept of an instance, for those who take it elsewhere. */
public interface InstanceRecords {
  /**
   * What it is and what it has called, without its variables.
   *
   * @throws dev.steward.problem.ProblemException 404 for an instance that is not there, or that this actor may not see
   */
  JsonNode summary(String instanceId, Actor actor);

  JsonNode timeline(String instanceId);

  /** The files of every version of its definition that it was in, the oldest version first. */
  List<Version> versions(String instanceId);

  record Version(String processKey, int version, List<File> files) {
    public Version {
      files = List.copyOf(files);
    }
  }

  record File(String name, byte[] content) {}
}
