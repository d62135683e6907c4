package dev.steward.evidence;

import dev.steward.audit.InstanceChain;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** Bundles for those who keep them elsewhere. */
@Component
public class EvidenceBundles {

  /** Of every file, so that the same state is the same bundle, byte by byte. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final Actor SYSTEM = new Actor(
    "system",
    "system",
    Set.of(Role.AUDITOR),
    Set.of(),
    Set.of()
  );

  private final Evidence evidence;
  private final InstanceChain chain;

  EvidenceBundles(Evidence evidence, InstanceChain chain) {
    this.evidence = evidence;
    this.chain = chain;
  }

  /** @param entries at least as many of the instance's chain are in it */
  public record Bundle(byte[] content, long entries) {}

  /** Outside of a transaction: the trail may have to be signed first, and signatures are copied out of the database once they are committed. */
  public Bundle of(String instanceId) {
    long entries = chain.length(instanceId);
    var out = new ByteArrayOutputStream();
    try {
      write(evidence.of(instanceId, SYSTEM), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bundle(out.toByteArray(), entries);
  }

  /** Whether the trail has nothing of the instance that the bundle may lack. */
  public boolean isComplete(String instanceId, Bundle bundle) {
    return chain.length(instanceId) == bundle.entries();
  }

  static void write(List<EvidenceFile> files, OutputStream out) throws IOException {
    try (var zip = new ZipOutputStream(out)) {
      for (var file : files) {
        var entry = new ZipEntry(file.name());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(file.content());
        zip.closeEntry();
      }
    }
  }
}
